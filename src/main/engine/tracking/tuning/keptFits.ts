/** Fits whose score alone is wanted, each kept by what went into it: asked for again, by a resumed search or a longer one, it is not computed again. */
import type { ModelKind } from '@shared/areas/tracking';
import { canonicalJson, sha256Hex } from '../../kernel/hashing';
import type { Compute } from '../../kernel/ports';
import type { Db } from '../../storage/database';
import { fitNeeds, scoreFold, stepsSeen } from '../../training';
import type { FitTask } from '../../training/types';
import { readDetails } from '../fitDocument';
import { createFitKeys } from '../fitKey';
import { runFits, type Fit } from '../fitQueue';
import type { FitStore } from '../fitStore';
import { fitTaskOf } from '../fitTaskOf';
import type { PreparedRace } from '../prepareRace';
import { findFitScore, saveFitScore, type FitScore } from './tuningStore';

export interface WantedFit {
  /** Fits of one owner are given up together where one of them fails. */
  readonly owner: string;
  readonly model: ModelKind;
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  readonly seed: number;
  readonly train: Int32Array;
  readonly test: Int32Array;
}

export interface KeptFits {
  /** Calls `scored` for each fit, with its place in the list, in one transaction with what is kept. Rejects with `cancelled` where the signal aborts. */
  score(wanted: readonly WantedFit[], signal: AbortSignal, listener: { scored(place: number, score: FitScore): void; failed(place: number, error: unknown): void }): Promise<void>;
}

/** Thousands of trials would fill the project with predictions nobody asks for: nothing of them but the score is kept. */
const scoresOnly: FitStore = {
  find: () => null,
  keep: (_key, { predictions, curve, importance, backend, durationMs }) => ({ predictions, modelObject: null, ...readDetails({ curve, importance, backend, durationMs }) }),
};

export function createKeptFits(db: Db, compute: Compute, race: PreparedRace): KeptFits {
  const { metric } = race;
  const keyOf = createFitKeys(race.snapshot.id);

  function taskOf({ model, parameters, seed, train, test }: WantedFit): FitTask {
    return fitTaskOf(race, { model, parameters, steps: race.steps && stepsSeen(race.target, train), seed, train, test, keepModel: false, measureImportance: false });
  }

  function scoreKeyOf(task: FitTask): string {
    return sha256Hex(canonicalJson({ fit: keyOf(task), metric }));
  }

  function scoreOf({ test, steps }: FitTask, predicted: Float64Array): number | null {
    const actual = Float64Array.from(test, (row) => race.target[row]!);
    return metric === 'mase' || metric === 'rmsse' ? null : scoreFold({ actual, predicted, steps, interval: null })[metric];
  }

  return {
    async score(wanted, signal, listener) {
      const tasks = wanted.map(taskOf);
      const missing: Fit[] = [];
      db.transaction(() =>
        tasks.forEach((task, place) => {
          const known = findFitScore(db, scoreKeyOf(task));
          if (known) listener.scored(place, known);
          else missing.push({ runId: wanted[place]!.owner, model: task.model, position: place, lane: fitNeeds(task.model)?.lane ?? 'any', makeTask: () => task });
        }),
      ).immediate();
      if (missing.length === 0) return;
      await runFits(missing, compute, signal, {
        started: () => undefined,
        finished({ position, makeTask }, { predictions, durationMs }) {
          const task = makeTask();
          const scored: FitScore = { score: scoreOf(task, predictions), durationMs };
          db.transaction(() => {
            saveFitScore(db, scoreKeyOf(task), scored);
            listener.scored(position ?? 0, scored);
          }).immediate();
        },
        failed: ({ position }, error) => listener.failed(position ?? 0, error),
      }, { keyOf, store: scoresOnly, folder: null });
    },
  };
}
