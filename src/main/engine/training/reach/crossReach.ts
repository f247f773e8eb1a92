/** Chances of steps for held-out rows, each from what the rows of other folds reached. */
import { joinNumbers } from '@engine/math';
import { toModelSpace } from '../targetSpace';
import type { TargetTransform } from '../types';
import { chancesFromOdds, fitStepOdds, type StepOdds } from './stepOdds';

interface HeldOutAnswers {
  readonly repeat: number;
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
}

/** Steps that can be missed: all but the lowest. */
export function stepsToReach(steps: readonly number[]): readonly number[] {
  return steps.slice(1);
}

/** From all held-out rows, for rows to come. */
export function oddsOfSteps(folds: readonly Omit<HeldOutAnswers, 'repeat'>[], steps: readonly number[], transform: TargetTransform): StepOdds {
  return fitStepOdds(joinNumbers(folds.map(({ predicted }) => inModelSpace(predicted, transform))), joinNumbers(folds.map(({ actual }) => actual)), stepsToReach(steps));
}

/** From the other folds of the row's repeat; all folds one after the other, a list per step. */
export function crossReach(folds: readonly HeldOutAnswers[], steps: readonly number[], transform: TargetTransform): Float64Array[] {
  const byFold = folds.map((fold) => {
    const others = folds.filter((other) => other !== fold && other.repeat === fold.repeat);
    return chancesFromOdds(oddsOfSteps(others.length > 0 ? others : [fold], steps, transform), inModelSpace(fold.predicted, transform));
  });
  return stepsToReach(steps).map((_, s) => joinNumbers(byFold.map((chances) => chances[s]!)));
}

export function inModelSpace(units: Float64Array, transform: TargetTransform): Float64Array {
  return units.map((value) => toModelSpace(value, transform));
}
