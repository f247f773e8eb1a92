/**
 * The search itself: brackets of trials in turn over the models, each halved rung by rung. What is proposed depends on the
 * seed and on results of earlier brackets of the same model only, never on how many workers there are; a search cut off by
 * its time has made the same trials as a longer one, only fewer.
 */
import { createRandom, deriveSeed } from '@engine/math';
import type { ModelKind } from '@shared/areas/tracking';
import type { TrialState, TuneSampler } from '@shared/areas/tuning';
import { keepBetterHalf, rungsOf } from './halving';
import { samplers, type Observation } from './sampler';
import type { ModelSpace, SearchSpace, Settings } from './searchSpace';

export interface SearchRequest {
  /** In the order of their turns. */
  readonly models: readonly ModelSpace[];
  readonly sampler: TuneSampler;
  /** Trials of all models together, those of the standard settings among them; null: until the time is over. */
  readonly trials: number | null;
  readonly folds: number;
  readonly seed: number;
}

export interface Trial {
  /** From 1 through the whole search. */
  readonly number: number;
  readonly model: ModelKind;
  /** From 1 through the brackets of the model. */
  readonly bracket: number;
  readonly settings: Settings;
  /** True: the settings a model has when nobody sets any. Each model's first trial, tried on all folds. */
  readonly standard: boolean;
  /** One per fold tried, in order; less is better, infinite where the fit failed or has no score. */
  readonly losses: readonly number[];
  readonly state: TrialState;
}

export interface SearchSteps {
  opened(trial: Trial): void;
  /** Losses of folds `from` to `to` - 1 for each trial; null where the time is over. */
  evaluate(trials: readonly Trial[], from: number, to: number): Promise<readonly (readonly number[])[] | null>;
  ended(trial: Trial): void;
}

/** Trials of one bracket. */
export const bracketTrials = 8;
/** Proposals that were made before are drawn again so often; a small space runs out of new ones. */
const mostRedraws = 20;

export async function search(request: SearchRequest, steps: SearchSteps): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (let bracket = 1; ; bracket++) {
    let opened = 0;
    for (const [turn, space] of request.models.entries()) {
      const mine = trials.filter(({ model }) => model === space.model);
      const fresh = openBracket(request, space, bracket, mine, Math.min(bracketTrials, shareOf(request, turn) - mine.length), trials.length);
      if (fresh.length === 0) continue;
      opened += fresh.length;
      for (const trial of fresh) steps.opened(trial);
      const { ended, timeIsOver } = await runBracket(fresh, rungsOf(request.folds), steps);
      trials.push(...ended);
      if (timeIsOver) return trials;
    }
    if (opened === 0) return trials;
  }
}

/** The trials divided evenly, the first models get what is left over. */
function shareOf({ trials, models }: SearchRequest, turn: number): number {
  return trials === null ? Infinity : Math.floor(trials / models.length) + (turn < trials % models.length ? 1 : 0);
}

function openBracket({ sampler, seed }: SearchRequest, { model, space, standard: start }: ModelSpace, bracket: number, earlier: readonly Trial[], size: number, before: number): readonly Trial[] {
  const known = new Set(earlier.map(({ settings }) => keyOf(space, settings)));
  const observations = earlier.map(observationOf);
  const proposed: { readonly settings: Settings; readonly standard: boolean }[] = [];
  while (proposed.length < size) {
    const standard = earlier.length === 0 && proposed.length === 0;
    const settings = standard ? start : proposeNew();
    if (!settings) break;
    known.add(keyOf(space, settings));
    proposed.push({ settings, standard });
  }
  return proposed.map(({ settings, standard }, i): Trial => ({ number: before + i + 1, model, bracket, settings, standard, losses: [], state: 'running' }));

  function proposeNew(): Settings | null {
    const random = createRandom(deriveSeed(seed, 'tuning', model, earlier.length + proposed.length));
    for (let draw = 0; draw <= mostRedraws; draw++) {
      const settings = samplers[sampler]({ space, ended: observations, pending: proposed.map((each) => each.settings) }, random);
      if (!known.has(keyOf(space, settings))) return settings;
    }
    return null;
  }
}

async function runBracket(fresh: readonly Trial[], rungs: readonly number[], steps: SearchSteps): Promise<{ readonly ended: readonly Trial[]; readonly timeIsOver: boolean }> {
  const ended = new Map<number, Trial>();
  const end = (trial: Trial, state: TrialState): void => {
    const done = { ...trial, state };
    ended.set(trial.number, done);
    steps.ended(done);
  };
  const inOrder = (): readonly Trial[] => [...ended.values()].sort((a, b) => a.number - b.number);
  let going = fresh;
  let seen = 0;
  for (const rung of rungs) {
    const losses = await steps.evaluate(going, seen, rung);
    if (!losses) {
      for (const trial of going) end(trial, 'stopped');
      return { ended: inOrder(), timeIsOver: true };
    }
    going = going.map((trial, i) => ({ ...trial, losses: [...trial.losses, ...losses[i]!] }));
    seen = rung;
    const last = rung === rungs.at(-1);
    const contenders = going.map((trial) => ({ trial, loss: lossOf(trial), stays: trial.standard }));
    const kept = new Set((last ? contenders : keepBetterHalf(contenders)).map(({ trial }) => trial));
    for (const { trial, loss } of contenders) {
      if (!Number.isFinite(loss)) end(trial, 'failed');
      else if (last) end(trial, 'finished');
      else if (!kept.has(trial)) end(trial, 'pruned');
    }
    going = going.filter((trial) => kept.has(trial) && !ended.has(trial.number));
  }
  return { ended: inOrder(), timeIsOver: false };
}

function observationOf(trial: Trial): Observation {
  return { settings: trial.settings, folds: trial.losses.length, loss: lossOf(trial) };
}

/** Mean over the folds tried. */
export function lossOf({ losses }: Pick<Trial, 'losses'>): number {
  return losses.length === 0 ? Infinity : losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

function keyOf(space: SearchSpace, settings: Settings): string {
  return JSON.stringify(space.map(({ name }) => settings[name]));
}
