/** Shapley values of a sample of training rows, and what they say of each column. */
import type { Driver, DriverPoint, Drivers } from '@shared/areas/explanation';
import { EngineError } from '@shared/contract/errors';
import { explanationMessages } from '@shared/messages/explanation';
import { forecastingMessages } from '@shared/messages/forecasting';
import type { Compute } from '../../kernel/ports';
import { averageRanks, deriveSeed, spearman } from '../../math';
import { cellOf, findColumn, type ExplainedRows } from '../../training';
import type { TrainingColumn, TrainingTable } from '../../training/types';
import { chooseRows, sampleRows, takeRows } from '../explain';
import type { LoadedModel } from '../loadedModel';
import { modelWarnings } from './warnings';

const mostRows = 500;
/** Where orders must be sampled a row takes thousands of answers. */
const mostSampledRows = 150;
const sampledBackgroundRows = 10;
/** Columns whose points are drawn in the summary. */
const drawnColumns = 12;

export interface ShapleySample {
  readonly sample: TrainingTable;
  readonly explained: ExplainedRows;
  readonly groups: readonly (readonly string[])[];
}

/** Worked out in as many workers as there are. */
export async function sampleShapley(model: LoadedModel, compute: Compute, signal: AbortSignal): Promise<ShapleySample> {
  const seed = deriveSeed(model.run.seed, 'drivers');
  const sample = sampleRows(model, model.exact ? mostRows : mostSampledRows, seed);
  const background = sampleRows(model, sampledBackgroundRows, deriveSeed(seed, 'background'));
  const atOnce = Math.max(1, Math.ceil(sample.rows / compute.size));
  const starts = Array.from({ length: Math.ceil(sample.rows / atOnce) }, (_, part) => part * atOnce);
  const options = { signal, priority: 'interactive' as const };
  const [groups, ...parts] = await Promise.all([
    compute.run('training.nearCopies', { table: takeRows(model.trained, chooseRows(model, 1000, seed)), columns: model.saved.features, seed }, options),
    ...starts.map((from) => compute.run('training.contribute', { model: model.saved, table: takeRows(sample, Int32Array.from({ length: Math.min(atOnce, sample.rows - from) }, (_, i) => from + i)), background, seed }, options)),
  ]);
  const [first] = parts;
  if (!first) throw new EngineError('internal', 'A model without training rows cannot be explained.', { runId: model.run.id });
  return { sample, groups, explained: { ...first, values: joined(parts.map(({ values }) => values)), predictions: joined(parts.map(({ predictions }) => predictions)) } };
}

export function describeDrivers({ run, saved }: LoadedModel, { sample, explained, groups }: ShapleySample): Drivers {
  const drivers = explained.columns.map((name, place): Omit<Driver, 'points'> => {
    const shares = sharesOf(explained, place);
    const column = findColumn(sample, name);
    return { column: name, meanAbsolute: shares.reduce((total, share) => total + Math.abs(share), 0) / shares.length, direction: column ? directionOf(column, shares) : null };
  });
  const strongest = drivers.filter(({ meanAbsolute }) => meanAbsolute > 0).sort((a, b) => b.meanAbsolute - a.meanAbsolute);
  return {
    runId: run.id,
    space: saved.transform === 'log1p' ? 'log1p' : 'units',
    base: explained.base,
    sampleRows: sample.rows,
    method: `${explanationMessages.importanceMethod(sample.rows)} ${forecastingMessages.method.contributions(explained.ways, sampledBackgroundRows)}`,
    drivers: strongest.map((driver, i) => ({ ...driver, points: i < drawnColumns ? pointsOf({ sample, explained, groups }, driver.column) : [] })),
    importance: [...run.importance],
    groups: groups.map((group) => [...group]),
    warnings: modelWarnings(groups, run.importance),
  };
}

/** Every sampled row's value and share of one column. Throws `invalid-input` for a column the model does not use. */
export function pointsOf({ sample, explained }: ShapleySample, name: string): DriverPoint[] {
  const column = findColumn(sample, name);
  const place = explained.columns.indexOf(name);
  if (!column || place < 0) throw new EngineError('invalid-input', forecastingMessages.notUsed(name), { column: name });
  const shares = sharesOf(explained, place);
  const places = placesOf(column);
  return Array.from(shares, (value, row) => ({ row: sample.rowNumbers[row]!, x: valueAt(column, row), place: places[row]!, value }));
}

function sharesOf({ columns, values, predictions }: ExplainedRows, place: number): Float64Array {
  return Float64Array.from(predictions, (_, row) => values[row * columns.length + place]!);
}

function valueAt(column: TrainingColumn, row: number): DriverPoint['x'] {
  const value = column.kind === 'number' ? column.values[row]! : column.codes[row]!;
  return Number.isNaN(value) || (column.kind === 'text' && value < 0) ? null : cellOf(column, value);
}

/** Average rank among the sample, from 0 to 1. */
function placesOf(column: TrainingColumn): (number | null)[] {
  if (column.kind === 'text') return Array.from(column.codes, () => null);
  const known = Array.from(column.values.keys()).filter((row) => !Number.isNaN(column.values[row]!));
  const ranks = averageRanks(known.map((row) => column.values[row]!));
  const places: (number | null)[] = Array.from(column.values, () => null);
  known.forEach((row, i) => (places[row] = known.length === 1 ? 0.5 : (ranks[i]! - 1) / (known.length - 1)));
  return places;
}

function directionOf(column: TrainingColumn, shares: Float64Array): number | null {
  if (column.kind === 'text') return null;
  const known = Array.from(column.values.keys()).filter((row) => !Number.isNaN(column.values[row]!));
  return spearman(known.map((row) => column.values[row]!), known.map((row) => shares[row]!));
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
