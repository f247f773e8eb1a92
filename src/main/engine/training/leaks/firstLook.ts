/** A first look at a column of a very wide table: whether it may tell anything at all, without a model. */
import { mean } from '@engine/math';
import { numbersOf } from '../table';
import type { TrainingColumn } from '../types';

const ranges = 10;

/**
 * Share of the target's variance between ten ranges of the column with equally many rows, missing values a range of their own
 * (correlation ratio, in sample). Null for text, which has no ranges.
 */
export function shareBetweenRanges(column: TrainingColumn, rows: Int32Array, goal: Float64Array): number | null {
  if (column.kind !== 'number') return null;
  const values = numbersOf(column, rows);
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const edges = Array.from({ length: ranges - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / ranges)] ?? 0);
  const sums = new Float64Array(ranges + 1);
  const counts = new Float64Array(ranges + 1);
  const centre = mean(goal) ?? 0;
  let spread = 0;
  goal.forEach((value, i) => {
    const each = values[i]!;
    const range = Number.isNaN(each) ? ranges : edges.filter((edge) => edge <= each).length;
    sums[range]! += value - centre;
    counts[range]! += 1;
    spread += (value - centre) ** 2;
  });
  const between = sums.reduce((total, sum, range) => total + (counts[range] === 0 ? 0 : sum ** 2 / counts[range]!), 0);
  return spread === 0 ? 0 : between / spread;
}

/** Ten ranges explain this much by chance alone, three times over. */
export function chanceBetweenRanges(rows: number): number {
  return (3 * ranges) / rows;
}
