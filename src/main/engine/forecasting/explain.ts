/** What moves the forecast of one row, and along one column; with what speaks against reading more into it. */
import type { Table } from '@shared/areas/common';
import type { Explanation } from '@shared/areas/forecasting';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import type { Compute } from '../kernel/ports';
import { createRandom, deriveSeed, randomOrder } from '../math';
import { explainRows, gatherTable, type ExplainedRows, type TrainingTable } from '../training';
import { describeDependence } from './explanation/dependenceView';
import { modelWarnings, rowWarnings } from './explanation/warnings';
import { featureColumns, type LoadedModel } from './loadedModel';
import { typeRows } from './typedRows';

const shapleyBackgroundRows = 50;

export interface ExplainRequest {
  /** One row. */
  readonly table?: Table | undefined;
  /** Column of the partial dependence, and of the individual lines. */
  readonly pdp?: string | undefined;
  readonly ice?: string | undefined;
}

/** Shapley values add up: base + sum = prediction, in the model's space. Throws `invalid-input` for a column the model does not use. */
export async function explain(model: LoadedModel, { table, pdp, ice }: ExplainRequest, compute: Compute, signal: AbortSignal): Promise<Explanation> {
  const { run, saved } = model;
  if (table && table.rows.length !== 1) throw new EngineError('invalid-input', forecastingMessages.oneRow(table.rows.length));
  const typed = table ? typeRows(table, featureColumns(model)) : null;
  const row = typed && explainRow(model, typed.table, compute, signal);
  // Both may ask for the same column: it is worked out once.
  const columns = [...new Set([pdp, ice].filter((column) => column !== undefined))];
  const dependences = new Map(await Promise.all(columns.map(async (column) => [column, await describeDependence(model, column, compute, signal)] as const)));
  const shapley = await row;
  const along = pdp === undefined ? undefined : dependences.get(pdp);
  const individual = ice === undefined ? undefined : dependences.get(ice);
  const given = typed && { ...typed.table, columns: typed.table.columns.filter(({ name }) => !typed.missingColumns.includes(name)) };
  return {
    runId: run.id,
    importance: [...run.importance],
    space: saved.transform === 'log1p' ? 'log1p' : 'units',
    base: shapley?.base ?? null,
    values: shapley ? shapley.columns.map((column, i) => ({ column, value: shapley.values[i]! })).sort((a, b) => Math.abs(b.value) - Math.abs(a.value)) : null,
    prediction: shapley?.predictions[0] ?? null,
    method: shapley ? forecastingMessages.method.contributions(shapley.ways, shapleyBackgroundRows) : forecastingMessages.method.importance,
    pdp: along ? { column: along.view.column, points: along.view.points.map(({ x, mean, rows }) => ({ x, mean, rows })) } : null,
    ice: individual?.view ?? null,
    warnings: [
      ...modelWarnings([], run.importance),
      ...(given ? rowWarnings(given, model.ranges, surroundingsOf(model, given)) : []),
      ...[...dependences.values()].flatMap(({ warnings }) => warnings),
    ],
  };
}

/** An exact answer takes less time than carrying the model to a worker. */
async function explainRow(model: LoadedModel, row: TrainingTable, compute: Compute, signal: AbortSignal): Promise<ExplainedRows> {
  const seed = deriveSeed(deriveSeed(model.run.seed, 'explain'), 'explain-row');
  if (model.exact) return explainRows({ model: model.fitted, columns: model.saved.features, table: row, rows: Int32Array.of(0), background: row, seed });
  return compute.run('training.contribute', { model: model.saved, table: row, background: sampleRows(model, shapleyBackgroundRows, seed), seed }, { signal, priority: 'interactive' });
}

/** A row that lacks columns cannot be compared. */
function surroundingsOf(model: LoadedModel, row: TrainingTable): { gap: number; usual: number } | null {
  if (row.columns.length < featureColumns(model).length) return null;
  const { usual, gapOf } = model.surroundings();
  return { gap: gapOf(row), usual };
}

/** Indices of training rows chosen by seed, in their own order. */
export function chooseRows({ trained }: LoadedModel, most: number, seed: number): Int32Array {
  return randomOrder(trained.rows, createRandom(seed)).subarray(0, most).slice().sort();
}

export function sampleRows(model: LoadedModel, most: number, seed: number): TrainingTable {
  return takeRows(model.trained, chooseRows(model, most, seed));
}

export function takeRows(table: TrainingTable, rows: Int32Array): TrainingTable {
  const taken = gatherTable(table, table.columns.map(({ name }) => name), rows.length, () => rows);
  return { ...taken, rowNumbers: rows.map((row) => table.rowNumbers[row]!) };
}
