/** The form for one row, made from what the model was trained on. */
import type { Cell } from '@shared/areas/common';
import type { Form, FormField } from '@shared/areas/forecasting';
import { EngineError } from '@shared/contract/errors';
import { featureColumns, type LoadedModel } from './loadedModel';
import type { TrainedRange } from '../training';
import { typeRows, type ModelColumn } from './typedRows';

const mostChoices = 200;

/** Most important column first. */
export async function makeForm(model: LoadedModel): Promise<Form> {
  const { run, experiment, snapshot } = model;
  if (!run.interval) throw new EngineError('internal', 'A finished run has no interval.', { runId: run.id });
  const importance = new Map(run.importance.map(({ column, mean }) => [column, mean]));
  const fields = featureColumns(model)
    .map((column) => makeField(column, model.ranges.get(column.name), importance.get(column.name) ?? 0))
    .sort((a, b) => b.importance - a.importance);
  return {
    runId: run.id,
    runNumber: run.number,
    model: run.model,
    target: run.target,
    snapshotId: snapshot.id,
    fields,
    interval: run.interval,
    baseline: await baselineOf(model, fields),
    steps: experiment.steps,
  };
}

/** What the best simple rule says for the row the form begins with. */
async function baselineOf(model: LoadedModel, fields: readonly FormField[]): Promise<Form['baseline']> {
  const { run, predictor } = model.baseline ?? model;
  const { table } = typeRows({ columns: fields.map(({ column }) => column), rows: [fields.map(({ initial }) => initial)] }, model.columns);
  const [value] = await predictor.predict(table);
  return { model: run.model, value: value ?? 0 };
}

function makeField(column: ModelColumn, range: TrainedRange | undefined, importance: number): FormField {
  const base = { column: column.name, type: column.type, importance, min: null, max: null, trainedLow: null, trainedHigh: null, step: null, choices: [] };
  if (range?.kind === 'number') {
    const known = range.rows > 0;
    return {
      ...base,
      control: column.type === 'boolean' ? 'switch' : column.type === 'date' || column.type === 'datetime' ? 'date' : 'number',
      min: known ? range.min : null,
      max: known ? range.max : null,
      trainedLow: known ? range.low : null,
      trainedHigh: known ? range.high : null,
      step: known ? stepOf(range.low, range.high, range.whole) : null,
      initial: known ? numberCell(column, range.median, range.whole) : null,
    };
  }
  const counts = range ? [...range.counts] : [];
  const isChoice = column.type !== 'text';
  return {
    ...base,
    control: isChoice ? 'choice' : 'text',
    choices: isChoice ? counts.slice(0, mostChoices).map(([value, count]) => ({ value, count })) : [],
    initial: isChoice ? (counts[0]?.[0] ?? null) : null,
  };
}

function numberCell({ type }: ModelColumn, median: number, whole: boolean): Cell {
  if (type === 'boolean') return median >= 0.5;
  if (type === 'date') return new Date(median).toISOString().slice(0, 10);
  if (type === 'datetime') return new Date(median).toISOString();
  return whole ? Math.round(median) : median;
}

/** About a hundred steps of 1, 2 or 5 times a power of ten across the middle of the range. */
function stepOf(low: number, high: number, whole: boolean): number {
  const wanted = (high - low) / 100;
  if (!(wanted > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= wanted) ?? power;
  return whole ? Math.max(1, Math.round(step)) : Number(step.toPrecision(1));
}
