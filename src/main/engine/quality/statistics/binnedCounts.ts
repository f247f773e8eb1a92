/** Counts of numbers between increasing edges: each interval takes its lower edge, the last one its upper edge as well (numpy's histogram). */
import type { ValueCount } from './valueCounts';

export interface BinnedCounts {
  readonly below: number;
  /** One fewer than edges. */
  readonly inside: readonly number[];
  readonly above: number;
}

export function countBetween(counts: readonly ValueCount<number>[], edges: readonly number[]): BinnedCounts {
  const [first, last] = [edges[0] ?? Infinity, edges.at(-1) ?? -Infinity];
  const inside = new Array<number>(Math.max(0, edges.length - 1)).fill(0);
  let below = 0;
  let above = 0;
  for (const { value, count } of counts) {
    if (value < first) below += count;
    else if (value > last) above += count;
    else inside[Math.min(intervalOf(value, edges), inside.length - 1)]! += count;
  }
  return { below, inside, above };
}

/** Position of the last edge not above `value`; -1 below the first. */
export function intervalOf(value: number, edges: readonly number[]): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
