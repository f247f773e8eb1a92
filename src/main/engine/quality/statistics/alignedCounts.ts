/** Observed counts beside expected weights, value by value: expected ones first, then those nobody expected, which share a holdout. */
import type { CategoricalPartition } from './partition';
import { scalarKey, type Scalar, type ValueCount } from './valueCounts';

export interface AlignedCounts {
  readonly values: readonly Scalar[];
  readonly observed: readonly number[];
  /** Weights, scaled by 1 less the holdout where there are unexpected values. */
  readonly expected: readonly number[];
}

/** `tailHoldout` is the weight all unexpected values share. */
export function alignCounts(counts: readonly ValueCount[], partition: CategoricalPartition, tailHoldout: number): AlignedCounts {
  const found = new Map(counts.map(({ value, count }) => [scalarKey(value), count]));
  const expectedKeys = new Set(partition.values.map(scalarKey));
  const unexpected = counts.filter(({ value }) => !expectedKeys.has(scalarKey(value)));
  const scale = unexpected.length > 0 ? 1 - tailHoldout : 1;
  return {
    values: [...partition.values, ...unexpected.map(({ value }) => value)],
    observed: [...partition.values.map((value) => found.get(scalarKey(value)) ?? 0), ...unexpected.map(({ count }) => count)],
    expected: [...partition.weights.map((weight) => weight * scale), ...unexpected.map(() => tailHoldout / unexpected.length)],
  };
}
