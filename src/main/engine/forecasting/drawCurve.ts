/** The forecast along one column, everything else held. */
import type { Table } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import { gatherTable } from '../training';
import { featureColumns, type LoadedModel } from './loadedModel';
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
  readonly points: { x: number; value: number; lower: number; upper: number; extrapolated: boolean }[];
  /** Values of the column seen in training, at most 200, ascending. */
  readonly ticks: number[];
}

const mostTicks = 200;

/** Beyond the least and most value of training a point is extrapolated. Throws `invalid-input`. */
export async function drawCurve(model: LoadedModel, { table, column, from, to, points, level }: CurveRequest): Promise<Curve> {
  if (table.rows.length !== 1) throw new EngineError('invalid-input', forecastingMessages.oneRow(table.rows.length));
  const range = model.ranges.get(column);
  if (!range || !model.saved.features.includes(column)) throw new EngineError('invalid-input', forecastingMessages.notUsed(column), { column });
  if (range.kind !== 'number') throw new EngineError('invalid-input', forecastingMessages.notNumber(column), { column });

  const x = Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
  const { table: row } = typeRows(table, featureColumns(model));
  const names = row.columns.map(({ name }) => name);
  const repeated = gatherTable(row, names, points, () => new Int32Array(points));
  const moved = { ...repeated, columns: repeated.columns.map((each) => (each.name === column && each.kind === 'number' ? { ...each, values: x } : each)) };
  const values = await model.predictor.predict(moved);
  const { lower, upper } = model.boundsAt(values, level ?? model.experiment.request.level);
  return {
    points: Array.from(x, (at, i) => ({ x: at, value: values[i]!, lower: lower[i]!, upper: upper[i]!, extrapolated: at < range.min || at > range.max })),
    ticks: ticksOf(model, column),
  };
}

function ticksOf({ trained }: LoadedModel, name: string): number[] {
  const column = trained.columns.find((each) => each.name === name);
  if (column?.kind !== 'number') return [];
  const distinct = [...new Set(column.values.filter((value) => !Number.isNaN(value)))].sort((a, b) => a - b);
  if (distinct.length <= mostTicks) return distinct;
  return Array.from({ length: mostTicks }, (_, i) => distinct[Math.round((i * (distinct.length - 1)) / (mostTicks - 1))]!);
}
