/** What moves the forecast: importance of the model, Shapley values of one row, partial dependence of one column. */
import type { Table } from '@shared/areas/common';
import type { Explanation } from '@shared/areas/forecasting';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import type { Compute } from '../kernel/ports';
import { createRandom, deriveSeed, randomOrder } from '../math';
import { gatherTable, type TrainingTable } from '../training';
import { featureColumns, type LoadedModel } from './loadedModel';
import { typeRows } from './typedRows';

const shapleyBackgroundRows = 50;
const dependenceRows = 300;

/** Shapley values add up: base + sum = prediction, in the model's space. Throws `invalid-input` for a column the model does not use. */
export async function explain(model: LoadedModel, table: Table | undefined, pdp: string | null, compute: Compute, signal: AbortSignal): Promise<Explanation> {
  const { run, saved } = model;
  if (pdp !== null && !saved.features.includes(pdp)) throw new EngineError('invalid-input', forecastingMessages.notUsed(pdp), { column: pdp });
  const seed = deriveSeed(run.seed, 'explain');
  const ask = (background: TrainingTable, row: TrainingTable | null, dependenceOf: string | null) => compute.run('training.explain', { model: saved, background, row, dependenceOf, seed }, { signal, priority: 'interactive' });
  const row = table ? typeRows(table, featureColumns(model)).table : null;
  const [forRow, forColumn] = await Promise.all([
    row && ask(sampleRows(model, shapleyBackgroundRows, seed), row, null),
    pdp === null ? null : ask(sampleRows(model, dependenceRows, seed), null, pdp),
  ]);
  const shapley = forRow?.shapley ?? null;
  return {
    runId: run.id,
    importance: [...run.importance],
    space: saved.transform === 'log1p' ? 'log1p' : 'units',
    base: shapley?.base ?? null,
    values: shapley ? shapley.values.map(({ column, value }) => ({ column, value })).sort((a, b) => Math.abs(b.value) - Math.abs(a.value)) : null,
    prediction: shapley?.prediction ?? null,
    method: shapley ? forecastingMessages.method.contributions(shapley.ways, shapleyBackgroundRows) : forecastingMessages.method.importance,
    pdp: pdp === null ? null : { column: pdp, points: [...(forColumn?.dependence ?? [])] },
  };
}

/** Training rows chosen by seed, in their own order. */
export function sampleRows({ trained }: LoadedModel, most: number, seed: number): TrainingTable {
  const chosen = randomOrder(trained.rows, createRandom(seed)).subarray(0, most).slice().sort();
  return gatherTable(trained, trained.columns.map(({ name }) => name), chosen.length, () => chosen);
}
