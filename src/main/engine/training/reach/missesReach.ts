/**
 * The chance of selling at least so many, from held-out misses: a conformal predictive distribution (Vovk, Shen, Manokhin & Xie
 * 2017) in the model's space. A forecast is at a step where that step is nearest to it, so each step begins half way from the one
 * before, on the model's scale. Model files written before chances came from the answer hold it.
 */
import { countBelow, type OrderedMisses } from '../intervals/orderedMisses';
import { stepEdges } from '../intervals/methods/byStep';
import { toModelSpace } from '../targetSpace';
import type { TargetTransform } from '../types';
import { inModelSpace } from './crossReach';

/** One list per step but the lowest, one chance per row of answers in units; never rising from step to step. */
export function reachFromMisses(misses: OrderedMisses, predicted: Float64Array, steps: readonly number[], transform: TargetTransform): Float64Array[] {
  const edges = stepEdges(steps.map((step) => toModelSpace(step, transform)));
  const answers = inModelSpace(predicted, transform);
  // Half of the place that the new row itself takes among the misses, as a distribution between the two it could be.
  return edges.map((edge) => answers.map((answer) => (misses.count - countBelow(misses, edge - answer) + 0.5) / (misses.count + 1)));
}
