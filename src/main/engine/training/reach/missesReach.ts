/**
 * The chance of selling at least so many, from held-out misses: a conformal predictive distribution (Vovk, Shen, Manokhin & Xie
 * 2017) in the model's space. A forecast is at a step where that step is nearest to it, so each step begins half way from the one
 * before, on the model's scale.
 */
import { joinNumbers } from '@engine/math';
import { countBelow, orderMisses, type OrderedMisses } from '../intervals/orderedMisses';
import { stepEdges } from '../intervals/methods/byStep';
import { toModelSpace } from '../targetSpace';
import type { TargetTransform } from '../types';

/** Steps that can be missed: all but the lowest. */
export function stepsToReach(steps: readonly number[]): readonly number[] {
  return steps.slice(1);
}

/** Signed misses, actual less predicted, in the model's space. */
export function missesForReach(actual: Float64Array, predicted: Float64Array, transform: TargetTransform): Float64Array {
  return actual.map((value, row) => toModelSpace(value, transform) - toModelSpace(predicted[row]!, transform));
}

export function orderForReach(misses: Float64Array): OrderedMisses {
  return orderMisses(misses);
}

/** One list per step of `stepsToReach`, one chance per row of answers in units; never rising from step to step. */
export function reachFromMisses(misses: OrderedMisses, predicted: Float64Array, steps: readonly number[], transform: TargetTransform): Float64Array[] {
  const edges = stepEdges(steps.map((step) => toModelSpace(step, transform)));
  const answers = predicted.map((value) => toModelSpace(value, transform));
  // Half of the place that the new row itself takes among the misses, as a distribution between the two it could be.
  return edges.map((edge) => answers.map((answer) => (misses.count - countBelow(misses, edge - answer) + 0.5) / (misses.count + 1)));
}

/** Chances of held-out rows from the misses of the other folds of their repeat; all folds one after the other, a list per step. */
export function crossReach(folds: readonly { readonly repeat: number; readonly actual: Float64Array; readonly predicted: Float64Array }[], steps: readonly number[], transform: TargetTransform): Float64Array[] {
  const misses = folds.map(({ actual, predicted }) => missesForReach(actual, predicted, transform));
  const byFold = folds.map((fold, k) => {
    const others = misses.filter((_, i) => i !== k && folds[i]!.repeat === fold.repeat);
    const pool = orderMisses(joinNumbers(others.length > 0 ? others : [misses[k]!]), Infinity);
    return reachFromMisses(pool, fold.predicted, steps, transform);
  });
  return stepsToReach(steps).map((_, s) => joinNumbers(byFold.map((chances) => chances[s]!)));
}
