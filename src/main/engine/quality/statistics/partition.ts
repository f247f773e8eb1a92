/** Partitions: the expected share of each value, or of each interval between increasing edges, with tails outside the first and the last. Follows Great Expectations 1.2. */
import { sum } from '../../math';
import type { Scalar } from './valueCounts';

export interface CategoricalPartition {
  readonly values: readonly Scalar[];
  readonly weights: readonly number[];
}

/** One edge more than weights; the outermost edges may be infinite. */
export interface ContinuousPartition {
  readonly bins: readonly number[];
  readonly weights: readonly number[];
  readonly tailWeights?: readonly [number, number] | undefined;
}

export function isCategorical(partition: CategoricalPartition | ContinuousPartition): partition is CategoricalPartition {
  return 'values' in partition;
}

/** Whether lengths fit, edges increase and all weights together make 1. */
export function isValidPartition(partition: CategoricalPartition | ContinuousPartition): boolean {
  if (isCategorical(partition)) return partition.values.length === partition.weights.length && makesOne(partition.weights);
  const { bins, weights, tailWeights = [] } = partition;
  return bins.length === weights.length + 1 && bins.every((edge, i) => i === 0 || edge > bins[i - 1]!) && makesOne([...tailWeights, ...weights]);
}

/** The tolerance of numpy's allclose. */
function makesOne(weights: readonly number[]): boolean {
  return Math.abs(sum(weights) - 1) <= 1e-8 + 1e-5;
}
