/** Partial dependence on two columns at once, with the training rows that stand near each pair of values. */
import type { Cell } from '@shared/areas/common';
import type { FittedModel } from '../models/algorithm';
import { predictUnits } from '../savedModel';
import { findColumn, gatherTable } from '../table';
import type { TargetTransform, TrainingColumn, TrainingTable } from '../types';
import { cellOf, gridOf, placesOnGrid, type GridPoint } from './grid';

export interface PairDependence {
  readonly columns: readonly [string, string];
  /** Values along the first column, and along the second. */
  readonly first: readonly Cell[];
  readonly second: readonly Cell[];
  /** A line per value of the first column, a cell per value of the second. `rows` counts rows of `all`; 0 means the model extrapolates. */
  readonly cells: readonly (readonly { readonly mean: number; readonly rows: number }[])[];
}

const mostValues = 10;

/** The mean is over the rows of `sample`; the grid and the counts are of `all`. Null where a column is missing, empty, or both are the same. */
export function pairDependenceOf(model: FittedModel, transform: TargetTransform, tables: { readonly sample: TrainingTable; readonly all: TrainingTable }, names: readonly [string, string]): PairDependence | null {
  const [first, second] = [findColumn(tables.all, names[0]), findColumn(tables.all, names[1])];
  if (!first || !second || first === second) return null;
  const grids = [gridOf(first, mostValues), gridOf(second, mostValues)] as const;
  if (grids[0].length === 0 || grids[1].length === 0) return null;
  const counts = countPairs([first, second], grids);
  return {
    columns: names,
    first: grids[0].map(({ value }) => cellOf(first, value)),
    second: grids[1].map(({ value }) => cellOf(second, value)),
    cells: grids[0].map((one, i) => meansAlong(model, transform, tables.sample, [first, one.value], [second, grids[1]]).map((mean, j) => ({ mean, rows: counts[i]![j]! }))),
  };
}

/** The sample once per value of the second column, answered in one go. */
function meansAlong(model: FittedModel, transform: TargetTransform, sample: TrainingTable, [first, fixed]: readonly [TrainingColumn, number], [second, grid]: readonly [TrainingColumn, readonly GridPoint[]]): number[] {
  const rows = sample.rows * grid.length;
  const names = sample.columns.map(({ name }) => name);
  const from = Int32Array.from({ length: rows }, (_, i) => i % sample.rows);
  const repeated = gatherTable(sample, names, rows, () => from);
  const valueAt = (i: number): number => grid[Math.floor(i / sample.rows)]!.value;
  const moved = repeated.columns.map((column) => (column.name === first.name ? filled(first, rows, () => fixed) : column.name === second.name ? filled(second, rows, valueAt) : column));
  const answers = predictUnits(model, transform, { ...repeated, columns: moved }, Int32Array.from({ length: rows }, (_, i) => i));
  return grid.map((_, place) => answers.subarray(place * sample.rows, (place + 1) * sample.rows).reduce((total, answer) => total + answer, 0) / sample.rows);
}

function filled(column: TrainingColumn, rows: number, valueAt: (i: number) => number): TrainingColumn {
  return column.kind === 'number' ? { ...column, values: Float64Array.from({ length: rows }, (_, i) => valueAt(i)) } : { ...column, codes: Int32Array.from({ length: rows }, (_, i) => valueAt(i)) };
}

function countPairs(columns: readonly [TrainingColumn, TrainingColumn], grids: readonly [readonly GridPoint[], readonly GridPoint[]]): number[][] {
  const counts = grids[0].map(() => grids[1].map(() => 0));
  const [first, second] = [placesOnGrid(columns[0], grids[0]), placesOnGrid(columns[1], grids[1])];
  first.forEach((place, row) => {
    if (place >= 0 && second[row]! >= 0) counts[place]![second[row]!]! += 1;
  });
  return counts;
}
