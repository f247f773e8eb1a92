/** Kolmogorov-Smirnov against a partition on many small samples drawn again: a large column would differ from any partition. Follows expect_column_bootstrapped_ks_test_p_value_to_be_greater_than of Great Expectations 0.13, with a seed. */
import { createRandom, type Random } from '../../math';
import { intervalOf } from './binnedCounts';
import { fitTo } from './distributionFit';
import type { ContinuousPartition } from './partition';
import { totalCount, type ValueCount } from './valueCounts';

export interface BootstrapSettings {
  readonly samples: number;
  readonly sampleSize: number;
  /** What the p-value of a sample is held against. */
  readonly least: number;
  readonly seed: number;
}

/** Share of the samples whose p-value is not below `least`, (1 + hits) / (1 + samples); NaN without values. `counts` ascending, edges finite. */
export function bootstrappedFit(counts: readonly ValueCount<number>[], partition: ContinuousPartition, { samples, sampleSize, least, seed }: BootstrapSettings): number {
  const rows = totalCount(counts);
  if (rows === 0) return NaN;
  const expectedBelow = cumulativeOf(partition);
  const random = createRandom(seed);
  const ends = runningTotals(counts.map(({ count }) => count));
  let hits = 0;
  for (let i = 0; i < samples; i++) if (fitTo(drawn(counts, ends, rows, sampleSize, random), expectedBelow).pValue >= least) hits++;
  return (1 + hits) / (samples + 1);
}

/** Straight between the edges, 0 before and 1 behind them. */
function cumulativeOf({ bins, weights }: ContinuousPartition): (value: number) => number {
  const below = [0, ...runningTotals(weights)];
  return (value) => {
    const at = intervalOf(value, bins);
    if (at < 0) return 0;
    const [from, to] = [bins[at], bins[at + 1]];
    const start = below[at] ?? 1;
    return from === undefined || to === undefined ? (below.at(-1) ?? 1) : start + (((below[at + 1] ?? 1) - start) * (value - from)) / (to - from);
  };
}

function runningTotals(numbers: readonly number[]): number[] {
  let total = 0;
  return numbers.map((number) => (total += number));
}

/** Drawn with putting back, counted and in ascending order. */
function drawn(counts: readonly ValueCount<number>[], ends: readonly number[], rows: number, size: number, random: Random): ValueCount<number>[] {
  const times = new Map<number, number>();
  for (let i = 0; i < size; i++) {
    const place = intervalOf(random.integer(rows), ends) + 1;
    times.set(place, (times.get(place) ?? 0) + 1);
  }
  return [...times].sort(([a], [b]) => a - b).map(([place, count]) => ({ value: counts[place]?.value ?? NaN, count }));
}
