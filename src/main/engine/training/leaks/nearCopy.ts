/** A column that is the target again: times a constant, or in the same order, row by row. */
import type { Suspicion } from '@shared/areas/tracking';
import { leakMessages } from '@shared/messages/leaks';
import { findColumn, numbersOf } from '../table';
import { isMeasure, type LeakDetector } from './study';

/** Rows that must follow the rule, after those that would follow it anyway were taken off. */
const nearlyAll = 0.97;
const fewestRows = 20;

export const nearCopy: LeakDetector = {
  kind: 'copy',
  look({ table, target, rows }, { column, name }): Suspicion | null {
    if (!isMeasure(column)) return null;
    const [values, units] = bothPresent(numbersOf(column, rows), numbersOf(findColumn(table, target), rows));
    if (units.length < fewestRows) return null;
    const factor = constantFactor(values, units);
    if (factor && factor.share >= nearlyAll) {
      return { kind: 'copy', accuses: true, sentence: leakMessages.copy.factor(name, target, factor.factor, factor.share), evidence: { factor: factor.factor, share: factor.share }, partners: [] };
    }
    const order = orderedShare(values, units);
    if (order < nearlyAll) return null;
    return { kind: 'copy', accuses: true, sentence: leakMessages.copy.order(name, target, order), evidence: { share: order }, partners: [] };
  },
};

function bothPresent(values: Float64Array, units: Float64Array): [Float64Array, Float64Array] {
  const kept = [...values.keys()].filter((i) => Number.isFinite(values[i]!) && Number.isFinite(units[i]!));
  return [Float64Array.from(kept, (i) => values[i]!), Float64Array.from(kept, (i) => units[i]!)];
}

/** The ratio target / column that most rows share, over rows where either is not 0; ratios equal to six digits are one. */
function constantFactor(values: Float64Array, units: Float64Array): { factor: number; share: number } | null {
  const counts = new Map<string, number>();
  let compared = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === 0 && units[i] === 0) continue;
    compared += 1;
    const ratio = (units[i]! / values[i]!).toPrecision(6);
    counts.set(ratio, (counts.get(ratio) ?? 0) + 1);
  }
  let best: { factor: number; share: number } | null = null;
  for (const [ratio, count] of counts) if (!best || count / compared > best.share) best = { factor: Number(ratio), share: count / compared };
  // Where the target hardly varies every column of one value has one ratio.
  return best && Number.isFinite(best.factor) && best.factor !== 0 && compared >= fewestRows && new Set(units).size > 2 ? best : null;
}

/**
 * Share of rows in the longest run of rows along which the target never falls (or never rises) as the column rises, beyond
 * the share of the most frequent target, which any order contains. Of rows with one value of the column only those with one
 * target may be taken. O(n log n).
 */
function orderedShare(values: Float64Array, units: Float64Array): number {
  const most = largestGroup(units) / units.length;
  if (most === 1) return 0;
  const longest = Math.max(longestRise(values, units), longestRise(values, units.map((value) => -value)));
  return (longest / units.length - most) / (1 - most);
}

function largestGroup(units: Float64Array): number {
  const counts = new Map<number, number>();
  for (const value of units) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Math.max(...counts.values());
}

/** Longest non-decreasing subsequence by patience sorting; within equal values the target falls, so that only equal targets join. */
function longestRise(values: Float64Array, units: Float64Array): number {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]! || units[b]! - units[a]!);
  const tops: number[] = [];
  for (const i of order) {
    const unit = units[i]!;
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tops[middle]! <= unit) low = middle + 1;
      else high = middle;
    }
    tops[low] = unit;
  }
  return tops.length;
}
