/** Kullback-Leibler divergence of a column from a partition, with weights held out for what the partition leaves out. Follows Great Expectations 1.2, expect_column_kl_divergence_to_be_less_than. */
import { relativeEntropy } from '../../math';
import { alignCounts } from './alignedCounts';
import { countBetween } from './binnedCounts';
import type { CategoricalPartition, ContinuousPartition } from './partition';
import { totalCount, type ValueCount } from './valueCounts';

export interface CategoricalDivergence {
  /** Infinite where an unexpected value has no weight, NaN without values. */
  readonly divergence: number;
  readonly observed: CategoricalPartition;
  readonly expected: CategoricalPartition;
}

export interface ContinuousDivergence {
  readonly divergence: number;
  readonly observed: Required<ContinuousPartition>;
  readonly expected: Required<ContinuousPartition>;
}

export function categoricalDivergence(counts: readonly ValueCount[], partition: CategoricalPartition, tailHoldout: number): CategoricalDivergence {
  const { values, observed, expected } = alignCounts(counts, partition, tailHoldout);
  const rows = totalCount(counts);
  return { divergence: relativeEntropy(observed, expected), observed: { values, weights: observed.map((count) => count / rows) }, expected: { values, weights: expected } };
}

export interface Holdouts {
  /** For values outside the edges: halved between two open ends, whole at the only one. */
  readonly tail: number;
  /** Shared by the intervals whose weight is 0. */
  readonly internal: number;
}

/** An infinite edge makes its interval a tail. `partition` must be valid, and without tail weights where an edge is infinite. */
export function continuousDivergence(counts: readonly ValueCount<number>[], partition: ContinuousPartition, holdouts: Holdouts): ContinuousDivergence {
  const { bins } = partition;
  const rows = totalCount(counts);
  const { below, inside, above } = countBetween(counts, bins);
  const share = (count: number): number => count / rows;
  const [fromInfinity, toInfinity] = [bins[0] === -Infinity, bins.at(-1) === Infinity];
  const openEnds = Number(!fromInfinity) + Number(!toInfinity);
  const [tailBelow, tailAbove] = partition.tailWeights ?? [holdouts.tail / openEnds, holdouts.tail / openEnds];
  const expected = withInternalHoldout(partition.weights, holdouts);
  const trim = <T>(list: readonly T[]): T[] => list.slice(fromInfinity ? 1 : 0, toInfinity ? -1 : undefined);
  const shown = (weights: readonly number[], first: number, last: number): Required<ContinuousPartition> => ({
    bins: trim(bins),
    weights: trim(weights),
    tailWeights: [fromInfinity ? weights[0]! : first, toInfinity ? weights.at(-1)! : last],
  });
  const observedPartition = shown(inside.map(share), share(below), share(above));
  const expectedPartition = shown(expected, tailBelow, tailAbove);
  return { divergence: relativeEntropy(withTails(observedPartition), withTails(expectedPartition)), observed: observedPartition, expected: expectedPartition };
}

function withInternalHoldout(weights: readonly number[], { tail, internal }: Holdouts): number[] {
  const scaled = weights.map((weight) => weight * (1 - tail - internal));
  const empty = scaled.filter((weight) => weight === 0).length;
  return internal > 0 ? scaled.map((weight) => (weight === 0 ? internal / empty : weight)) : scaled;
}

function withTails({ weights, tailWeights: [below, above] }: Required<ContinuousPartition>): number[] {
  return [below ?? 0, ...weights, above ?? 0];
}
