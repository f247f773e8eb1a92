/** The fits a race still needs, cheap models first so that it shows something early. */
import { isModelKind, type ModelKind } from '@shared/areas/tracking';
import { deriveSeed } from '../math';
import { companionFor, fitNeeds, learnedKinds } from '../training';
import type { FitTask } from '../training/types';
import type { Fit } from './fitQueue';
import { fitTaskOf } from './fitTaskOf';
import { stepsOfFold, type PreparedRace } from './prepareRace';
import type { StoredRun } from './runStore';
import { sharedIntegers } from './sharedMemory';

/** Where several work, the one that may use one worker only begins early: it keeps that one busy while the others take all the rest. */
const earlyCost = 0.1;

/** What of a run decides which of its fits are due. */
export type FittedRun = Pick<StoredRun, 'id' | 'model' | 'state' | 'modelObject'>;

/** `known` holds the positions of finished folds by run. */
export function planFits(race: PreparedRace, runs: readonly FittedRun[], known: ReadonlyMap<string, ReadonlyMap<number, unknown>>, workers: number): readonly Fit[] {
  const allRows = sharedIntegers(race.table.rows);
  allRows.forEach((_, i) => (allRows[i] = i));
  const noRows = new Int32Array(0);
  /** Importance takes as long as some fits do; the folds of one repeat hold out every row once. */
  const firstRepeat = race.plan.folds[0]?.repeat;

  function fitsOf(run: FittedRun, model: ModelKind): Fit[] {
    const { id: runId } = run;
    const lane = fitNeeds(model)?.lane ?? 'any';
    const folds = race.plan.folds.flatMap((fold, position): Fit[] => {
      if (known.get(runId)?.has(position)) return [];
      return [{ runId, model, position, lane, makeTask: () => ({ ...makeTask(model, fold.train, fold.test, stepsOfFold(race, position), deriveSeed(race.request.seed, model, fold.repeat, fold.fold)), measureImportance: learnedKinds.includes(model) && fold.repeat === firstRepeat }) }];
    });
    const final: Fit = { runId, model, position: null, lane, makeTask: () => makeTask(model, allRows, noRows, race.steps, deriveSeed(race.request.seed, model, 'all rows')) };
    return run.modelObject === null ? [...folds, final] : folds;
  }

  function companionOf(model: ModelKind): Pick<FitTask, 'companion'> {
    const name = companionFor(race.request.intervalMethod, model);
    return name === null ? {} : { companion: { name, level: race.request.level } };
  }

  function makeTask(model: ModelKind, train: Int32Array, test: Int32Array, steps: readonly number[] | null, seed: number): FitTask {
    return { ...fitTaskOf(race, { model, parameters: race.request.parameters[model] ?? {}, steps, seed, train, test, keepModel: test.length === 0, measureImportance: false }), ...companionOf(model) };
  }

  const placeOf = (model: ModelKind): number => {
    const { cost, lane } = fitNeeds(model) ?? { cost: 0 };
    return lane && workers > 1 ? earlyCost : cost;
  };
  return runs
    .flatMap((run) => (run.state === 'running' && isModelKind(run.model) && fitNeeds(run.model) ? [{ run, model: run.model }] : []))
    .sort((a, b) => placeOf(a.model) - placeOf(b.model))
    .flatMap(({ run, model }) => fitsOf(run, model));
}
