/** The forecast along one column, everything else held. */
import type { CurvePoint } from '@shared/areas/forecasting';
import type { ExplainWarning } from '@shared/areas/explanation';
import type { Table } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import { gatherTable, type TrainingTable } from '../training';
import { featureColumns, type AnsweringModel } from './answerRows';
import { priceWarnings } from './explanation/warnings';
import { isPrice, type LoadedModel } from './loadedModel';
import { typeRows } from './typedRows';

export interface CurveRequest {
  /** One row. */
  readonly table: Table;
  readonly column: string;
  readonly from: number;
  readonly to: number;
  readonly points: number;
  readonly level?: number | undefined;
}

export interface Curve {
  readonly points: CurvePoint[];
  /** Values of the column seen in training, at most 200, ascending. */
  readonly ticks: number[];
  readonly warnings: ExplainWarning[];
}

const mostTicks = 200;

/** Throws `invalid-input`. */
export async function drawCurve(model: LoadedModel, { table, level, ...along }: CurveRequest): Promise<Curve> {
  if (table.rows.length !== 1) throw new EngineError('invalid-input', forecastingMessages.oneRow(table.rows.length));
  const points = await drawPoints(model, typeRows(table, featureColumns(model)).table, along, level ?? model.experiment.request.level);
  const trained = points.filter(({ extrapolated }) => !extrapolated);
  return { points, ticks: ticksOf(model, along.column), warnings: priceWarnings(along.column, isPrice(model, along.column), trained) };
}

/** The row's forecast with `column` moved from end to end. Beyond the least and most value of training a point is extrapolated. */
export async function drawPoints(model: AnsweringModel, row: TrainingTable, { column, from, to, points }: Pick<CurveRequest, 'column' | 'from' | 'to' | 'points'>, level: number): Promise<CurvePoint[]> {
  const range = model.ranges.get(column);
  if (!range || !model.saved.features.includes(column)) throw new EngineError('invalid-input', forecastingMessages.notUsed(column), { column });
  if (range.kind !== 'number') throw new EngineError('invalid-input', forecastingMessages.notNumber(column), { column });
  const x = Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
  const names = row.columns.map(({ name }) => name);
  const repeated = gatherTable(row, names, points, () => new Int32Array(points));
  const moved = { ...repeated, columns: repeated.columns.map((each) => (each.name === column && each.kind === 'number' ? { ...each, values: x } : each)) };
  const values = await model.predictor.predict(moved);
  const { lower, upper } = model.boundsAt(moved, values, level);
  return Array.from(x, (at, i) => ({ x: at, value: values[i]!, lower: lower[i]!, upper: upper[i]!, extrapolated: at < range.min || at > range.max }));
}

function ticksOf({ trained }: LoadedModel, name: string): number[] {
  const column = trained.columns.find((each) => each.name === name);
  if (column?.kind !== 'number') return [];
  const distinct = [...new Set(column.values.filter((value) => !Number.isNaN(value)))].sort((a, b) => a - b);
  if (distinct.length <= mostTicks) return distinct;
  return Array.from({ length: mostTicks }, (_, i) => distinct[Math.round((i * (distinct.length - 1)) / (mostTicks - 1))]!);
}
