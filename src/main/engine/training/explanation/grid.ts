/** The values a column is moved through when its effect is drawn: those that occur, with how many rows stand near each. */
import type { Cell } from '@shared/areas/common';
import { distinctSorted, sortedNumbers } from '@engine/math';
import type { TextColumn, TrainingColumn, TrainingTable } from '../types';

export interface GridPoint {
  /** Number, or category code. */
  readonly value: number;
  /** Rows of the table with this category, or with a number nearer to this point than to the others. */
  readonly rows: number;
}

/** Numbers ascending, at evenly spaced ranks where there are more than `most`; categories most frequent first. */
export function gridOf(column: TrainingColumn, most: number): GridPoint[] {
  return column.kind === 'number' ? numberGrid(column.values, most) : categoryGrid(column, most);
}

function numberGrid(values: Float64Array, most: number): GridPoint[] {
  const sorted = sortedNumbers(values);
  const distinct = distinctSorted(sorted);
  const grid = distinct.length <= most ? distinct : distinctSorted(Array.from({ length: most }, (_, i) => sorted[Math.round(((sorted.length - 1) * i) / (most - 1))]!));
  const counts = grid.map(() => 0);
  let nearest = 0;
  for (const value of sorted) {
    while (nearest + 1 < grid.length && Math.abs(grid[nearest + 1]! - value) < Math.abs(grid[nearest]! - value)) nearest += 1;
    counts[nearest]! += 1;
  }
  return grid.map((value, i) => ({ value, rows: counts[i]! }));
}

function categoryGrid({ codes, levels }: TextColumn, most: number): GridPoint[] {
  const counts = levels.map(() => 0);
  for (const code of codes) if (code >= 0) counts[code]! += 1;
  return counts
    .map((rows, value) => ({ value, rows }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows || a.value - b.value)
    .slice(0, most);
}

/** Place of each row's value on the grid: the nearest number (a tie goes to the lower), or the category; -1 where it is missing or not there. */
export function placesOnGrid(column: TrainingColumn, grid: readonly GridPoint[]): Int32Array {
  if (column.kind === 'text') {
    const places = new Map(grid.map(({ value }, place) => [value, place]));
    return column.codes.map((code) => places.get(code) ?? -1);
  }
  return Int32Array.from(column.values, (value) => {
    if (Number.isNaN(value)) return -1;
    let best = 0;
    for (let place = 1; place < grid.length; place++) if (Math.abs(grid[place]!.value - value) < Math.abs(grid[best]!.value - value)) best = place;
    return best;
  });
}

/** The same column with one value in every row. */
export function setTo(column: TrainingColumn, value: number, rows: number): TrainingColumn {
  return column.kind === 'number' ? { ...column, values: new Float64Array(rows).fill(value) } : { ...column, codes: new Int32Array(rows).fill(value) };
}

export function withColumn(table: TrainingTable, changed: TrainingColumn): TrainingTable {
  return { ...table, columns: table.columns.map((column) => (column.name === changed.name ? changed : column)) };
}

/** Number or text; a date is ISO text; a boolean true or false. */
export function cellOf(column: TrainingColumn, value: number): Cell {
  if (column.kind === 'text') return column.levels[value] ?? null;
  if (column.type === 'boolean') return value !== 0;
  if (column.type === 'date') return new Date(value).toISOString().slice(0, 10);
  if (column.type === 'datetime') return new Date(value).toISOString();
  return value;
}
