/** Partial dependence (Friedman 2001): the mean answer over sample rows when one column is set to a value in all of them. */
import { distinctSorted, sortedNumbers } from '@engine/math';
import type { Cell } from '@shared/areas/common';
import { predictUnits } from './savedModel';
import type { FittedModel } from './models/algorithm';
import { allRows, findColumn } from './table';
import type { TargetTransform, TextColumn, TrainingColumn, TrainingTable } from './types';

export interface DependencePoint {
  /** Number or text; a date is ISO text; a boolean true or false. */
  readonly x: Cell;
  /** In units of the target. */
  readonly mean: number;
  /** Rows of the table that have this category, or a number nearer to this point than to the others. */
  readonly rows: number;
}

const mostPoints = 20;
const mostCategories = 20;

/** Empty where the table lacks the column or it is empty. Every row of `table` is used: pass a sample of a few hundred. */
export function partialDependence(model: FittedModel, transform: TargetTransform, table: TrainingTable, name: string): DependencePoint[] {
  const column = findColumn(table, name);
  if (!column) return [];
  const grid = column.kind === 'number' ? numberGrid(column.values) : categoryGrid(column);
  return grid.map(({ value, rows }) => {
    const answers = predictUnits(model, transform, withColumn(table, setTo(column, value, table.rows)), allRows(table));
    return { x: cellOf(column, value), mean: answers.reduce((total, answer) => total + answer, 0) / answers.length, rows };
  });
}

interface GridPoint {
  /** Number, or category code. */
  readonly value: number;
  readonly rows: number;
}

/** Values that occur, at evenly spaced ranks. */
function numberGrid(values: Float64Array): GridPoint[] {
  const sorted = sortedNumbers(values);
  const distinct = distinctSorted(sorted);
  const grid = distinct.length <= mostPoints ? distinct : distinctSorted(Array.from({ length: mostPoints }, (_, i) => sorted[Math.round(((sorted.length - 1) * i) / (mostPoints - 1))]!));
  const counts = grid.map(() => 0);
  let nearest = 0;
  for (const value of sorted) {
    while (nearest + 1 < grid.length && Math.abs(grid[nearest + 1]! - value) < Math.abs(grid[nearest]! - value)) nearest += 1;
    counts[nearest]! += 1;
  }
  return grid.map((value, i) => ({ value, rows: counts[i]! }));
}

/** Most frequent first. */
function categoryGrid({ codes, levels }: TextColumn): GridPoint[] {
  const counts = levels.map(() => 0);
  for (const code of codes) if (code >= 0) counts[code]! += 1;
  return counts
    .map((rows, value) => ({ value, rows }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows || a.value - b.value)
    .slice(0, mostCategories);
}

function setTo(column: TrainingColumn, value: number, rows: number): TrainingColumn {
  return column.kind === 'number' ? { ...column, values: new Float64Array(rows).fill(value) } : { ...column, codes: new Int32Array(rows).fill(value) };
}

function withColumn(table: TrainingTable, changed: TrainingColumn): TrainingTable {
  return { ...table, columns: table.columns.map((column) => (column.name === changed.name ? changed : column)) };
}

function cellOf(column: TrainingColumn, value: number): Cell {
  if (column.kind === 'text') return column.levels[value] ?? null;
  if (column.type === 'boolean') return value !== 0;
  if (column.type === 'date') return new Date(value).toISOString().slice(0, 10);
  if (column.type === 'datetime') return new Date(value).toISOString();
  return value;
}
