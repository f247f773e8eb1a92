/**
 * Accumulated local effects of one number column, first order (Apley & Zhu 2020, JRSS B 82, 1059-1086): rows are moved
 * only across the interval they lie in, so that correlated columns are not torn apart as in partial dependence.
 */
import { distinctSorted, sortedNumbers } from '@engine/math';
import type { FittedModel } from '../models/algorithm';
import { predictUnits } from '../savedModel';
import { findColumn, gatherTable } from '../table';
import type { TargetTransform, TrainingTable } from '../types';
import { withColumn } from './grid';

export interface AccumulatedPoint {
  /** End of an interval; the first point is the start of the first. */
  readonly x: number;
  /** Units of the target, centred: the mean effect over the rows is 0. */
  readonly effect: number;
  /** Rows in the interval that ends here; 0 at the first point. */
  readonly rows: number;
}

const mostIntervals = 20;

/**
 * Intervals end at values that occur, at the quantiles i / intervals by the inverse of the distribution function (type 1 of
 * Hyndman & Fan). Empty for text and for columns with fewer than two values.
 */
export function accumulatedEffects(model: FittedModel, transform: TargetTransform, table: TrainingTable, name: string, intervals = mostIntervals): AccumulatedPoint[] {
  const column = findColumn(table, name);
  if (column?.kind !== 'number') return [];
  const sorted = sortedNumbers(column.values);
  const ends = distinctSorted(Array.from({ length: intervals + 1 }, (_, i) => sorted[Math.max(0, Math.ceil((sorted.length * i) / intervals) - 1)] ?? NaN));
  if (ends.length < 2) return [];

  const rows = Int32Array.from(column.values.keys()).filter((row) => !Number.isNaN(column.values[row]!));
  const interval = Int32Array.from(rows, (row) => intervalOf(ends, column.values[row]!));
  const known = gatherTable(table, table.columns.map((each) => each.name), rows.length, () => rows);
  const all = Int32Array.from(rows.keys());
  const answersAt = (side: 0 | 1): Float64Array => predictUnits(model, transform, withColumn(known, { ...column, values: Float64Array.from(interval, (place) => ends[place + side]!) }), all);
  const [low, high] = [answersAt(0), answersAt(1)];

  const counts = new Float64Array(ends.length - 1);
  const totals = new Float64Array(ends.length - 1);
  interval.forEach((place, i) => {
    counts[place]! += 1;
    totals[place]! += high[i]! - low[i]!;
  });
  const accumulated = [0];
  for (let place = 0; place < counts.length; place++) accumulated.push(accumulated[place]! + (counts[place]! > 0 ? totals[place]! / counts[place]! : 0));
  let centre = 0;
  for (let place = 0; place < counts.length; place++) centre += (counts[place]! * (accumulated[place]! + accumulated[place + 1]!)) / 2 / rows.length;
  return ends.map((x, place) => ({ x, effect: accumulated[place]! - centre, rows: place === 0 ? 0 : counts[place - 1]! }));
}

/** Intervals hold their upper end; the first holds both. */
function intervalOf(ends: readonly number[], value: number): number {
  let place = 0;
  while (place < ends.length - 2 && value > ends[place + 1]!) place += 1;
  return place;
}
