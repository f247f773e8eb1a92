/** Which past rows are most like a given one: distance over the columns the model uses, weighted by how much they matter. */
import { quantileSorted, sortedNumbers } from '../math';
import type { NumberColumn, TextColumn, TrainingColumn, TrainingTable } from '../training/types';

export interface NearestRow {
  /** Index into the table. */
  readonly index: number;
  /** 0: the same in every column that matters; 1: unlike in each. */
  readonly distance: number;
}

export interface Neighbours {
  /** Distance of a row, given as the first of a table, to every past row. */
  distances(row: TrainingTable): Float64Array;
  find(row: TrainingTable, count: number): readonly NearestRow[];
  /** Columns that set a past row apart from the given one, most first. */
  differences(row: TrainingTable, index: number): readonly string[];
}

/**
 * Gower's distance (Biometrics 27, 1971): numbers by their difference over the middle 90 % of the range (at most 1), text by
 * equal or not, one missing side counts as different; the mean over columns, weighted. `weights` by column name; columns
 * without weight do not count.
 */
export function openNeighbours(table: TrainingTable, weights: ReadonlyMap<string, number>): Neighbours {
  const counted = table.columns.filter(({ name }) => (weights.get(name) ?? 0) > 0);
  const total = counted.reduce((sum, { name }) => sum + weights.get(name)!, 0);
  const measures = counted.map((column) => ({ name: column.name, weight: weights.get(column.name)! / total, measure: measureOf(column) }));

  function distances(row: TrainingTable): Float64Array {
    const sums = new Float64Array(table.rows);
    for (const { name, weight, measure } of measures) {
      const apart = measure(row.columns.find((column) => column.name === name));
      if (apart) for (let i = 0; i < sums.length; i++) sums[i]! += weight * apart(i);
    }
    return sums;
  }

  return {
    distances,
    find(row, count) {
      const all = distances(row);
      const order = Array.from(all.keys()).sort((a, b) => all[a]! - all[b]! || a - b);
      return order.slice(0, count).map((index) => ({ index, distance: all[index]! }));
    },
    differences(row, index) {
      return measures
        .map(({ name, weight, measure }) => ({ name, part: weight * (measure(row.columns.find((column) => column.name === name))?.(index) ?? 0) }))
        .filter(({ part }) => part > 0)
        .sort((a, b) => b.part - a.part)
        .map(({ name }) => name);
    },
  };
}

export function findNearest(table: TrainingTable, row: TrainingTable, weights: ReadonlyMap<string, number>, count: number): readonly NearestRow[] {
  return openNeighbours(table, weights).find(row, count);
}

/** How far past row i is from the given cell, 0 to 1; null where the column was not given at all. */
type Measure = (given: TrainingColumn | undefined) => ((i: number) => number) | null;

function measureOf(column: TrainingColumn): Measure {
  return column.kind === 'number' ? numberMeasure(column) : textMeasure(column);
}

function numberMeasure({ values }: NumberColumn): Measure {
  const range = middleRange(values);
  return (given) => {
    if (!given) return null;
    const wanted = given.kind === 'number' ? given.values[0]! : NaN;
    if (Number.isNaN(wanted)) return (i) => (Number.isNaN(values[i]!) ? 0 : 1);
    return (i) => {
      const value = values[i]!;
      return Number.isNaN(value) ? 1 : Math.min(1, Math.abs(value - wanted) / range);
    };
  };
}

function textMeasure({ codes, levels }: TextColumn): Measure {
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  return (given) => {
    if (!given) return null;
    const text = given.kind === 'text' && given.codes[0]! >= 0 ? given.levels[given.codes[0]!] : undefined;
    // A text never seen in training is unlike every row; a missing one is like the missing ones.
    const wanted = text === undefined ? -1 : (codeOf.get(text) ?? null);
    return (i) => (codes[i] === wanted ? 0 : 1);
  };
}

function middleRange(values: Float64Array): number {
  const sorted = sortedNumbers(values);
  if (sorted.length === 0) return 1;
  const low = sorted[Math.floor((sorted.length - 1) * 0.05)]!;
  const high = sorted[Math.ceil((sorted.length - 1) * 0.95)]!;
  return high > low ? high - low : sorted.at(-1)! - sorted[0]! || 1;
}

export interface Surroundings {
  /** 99 % of the sampled training rows have another one no further than this. */
  readonly usual: number;
  /** Distance of a row to the nearest of the sample. */
  gapOf(row: TrainingTable): number;
}

const usualShare = 0.99;

/** How near training rows lie to each other, by a sample of them: a row further from all of them is a combination the model never met. */
export function openSurroundings(sample: TrainingTable, weights: ReadonlyMap<string, number>): Surroundings {
  const neighbours = openNeighbours(sample, weights);
  const gaps = Float64Array.from({ length: sample.rows }, (_, row) => {
    const distances = neighbours.distances(rowOf(sample, row));
    distances[row] = Infinity;
    return least(distances);
  }).sort();
  return { usual: quantileSorted(gaps, usualShare) ?? Infinity, gapOf: (row) => least(neighbours.distances(row)) };
}

function rowOf(table: TrainingTable, row: number): TrainingTable {
  return {
    rows: 1,
    rowNumbers: table.rowNumbers.subarray(row, row + 1),
    columns: table.columns.map((column) => (column.kind === 'number' ? { ...column, values: column.values.subarray(row, row + 1) } : { ...column, codes: column.codes.subarray(row, row + 1) })),
  };
}

function least(values: Float64Array): number {
  return values.reduce((held, value) => Math.min(held, value), Infinity);
}
