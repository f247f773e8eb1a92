/** Rows in, predictions with bounds and out-of-range marks out: the one evaluator of the app, the scoring endpoint and the mailed page. */
import type { Table } from '@shared/areas/common';
import type { Prediction } from '@shared/areas/forecasting';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import { columnsOutside, type TableBounder, type TableReach, type TrainedRange } from '../training';
import type { Predictor, SavedModel } from '../training/types';
import { typeRows, type ModelColumn } from './typedRows';

/** All that answering needs of a trained run. */
export interface AnsweringModel {
  readonly saved: Pick<SavedModel, 'features'>;
  readonly predictor: Pick<Predictor, 'predict'>;
  /** Columns that the model or its baseline reads, as they were in training. */
  readonly columns: readonly ModelColumn[];
  readonly ranges: ReadonlyMap<string, TrainedRange>;
  readonly boundsAt: TableBounder;
  /** Null where the target has no steps. */
  readonly reachOf: TableReach | null;
}

/** Columns of the model itself, without what only its baseline reads. */
export function featureColumns({ columns, saved }: Pick<AnsweringModel, 'columns' | 'saved'>): readonly ModelColumn[] {
  const used = new Set(saved.features);
  return columns.filter(({ name }) => used.has(name));
}

/** Throws `invalid-input` for a cell that cannot be of its column's type. */
export async function answerRows(model: AnsweringModel, table: Table, level: number): Promise<{ predictions: Prediction[]; missingColumns: string[] }> {
  if (table.rows.length === 0) throw new EngineError('invalid-input', forecastingMessages.noRows);
  const typed = typeRows(table, featureColumns(model));
  const values = await model.predictor.predict(typed.table);
  const { lower, upper } = model.boundsAt(typed.table, values, level);
  const reach = model.reachOf?.(typed.table, values);
  // A column that was not given at all is named once, not with each row.
  const given = { ...typed.table, columns: typed.table.columns.filter(({ name }) => !typed.missingColumns.includes(name)) };
  const predictions = Array.from(values, (value, row) => ({ value, lower: lower[row]!, upper: upper[row]!, level, outside: columnsOutside(given, row, model.ranges), ...(reach && { reach: reach[row]! }) }));
  return { predictions, missingColumns: [...typed.missingColumns] };
}
