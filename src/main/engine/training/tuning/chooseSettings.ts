/** What a search chose for a model, and how much the choosing flatters its own score. */
import type { ModelKind } from '@shared/areas/tracking';
import { lossOf, type Trial } from './search';

export interface Choice {
  readonly model: ModelKind;
  readonly trial: Trial;
  /** Mean loss over the folds it was chosen by: the least of many, so it flatters. */
  readonly loss: number;
  /**
   * Mean loss where each fold is scored by the trial that is best on the other folds, so that no fold chooses for itself
   * (compare Tibshirani & Tibshirani 2009, A bias correction for the minimum error rate in cross-validation). Null below
   * two folds. Halving has looked at the first folds before, which this does not undo.
   */
  readonly lossByOtherFolds: number | null;
}

/** Among the trials tried on all folds; ties to the earlier one. Null where the model has none. */
export function chooseSettings(model: ModelKind, trials: readonly Trial[]): Choice | null {
  const finished = trials.filter((trial) => trial.model === model && trial.state === 'finished');
  const trial = leastBy(finished, lossOf);
  if (!trial) return null;
  return { model, trial, loss: lossOf(trial), lossByOtherFolds: lossByOtherFolds(finished) };
}

function lossByOtherFolds(finished: readonly Trial[]): number | null {
  const folds = finished[0]?.losses.length ?? 0;
  if (folds < 2) return null;
  let total = 0;
  for (let fold = 0; fold < folds; fold++) {
    const chosen = leastBy(finished, ({ losses }) => lossOf({ losses: losses.filter((_, other) => other !== fold) }));
    total += chosen?.losses[fold] ?? Infinity;
  }
  return total / folds;
}

function leastBy(trials: readonly Trial[], loss: (trial: Trial) => number): Trial | null {
  let best: Trial | null = null;
  for (const trial of trials) if (!best || loss(trial) < loss(best)) best = trial;
  return best;
}
