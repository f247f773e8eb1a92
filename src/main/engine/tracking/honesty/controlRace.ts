/** The shuffled-target control of a race: its columns, folds and preprocessing on a target that means nothing. */
import { controlSchema, type Control } from '@shared/areas/tracking';
import { honestyMessages } from '@shared/messages/honesty';
import type { Compute } from '../../kernel/ports';
import { keptTogether, shuffledControl } from '../../training';
import type { PreparedRace } from '../prepareRace';
import { foldScore, quickFolds, quickTask, testToTrainOf, type QuickModel } from './quickFolds';
import { planKey, subjectOf, type StudyStore } from './studyStore';

const permutations = 2;
/** Learns slowly, so that it learns little noise, and still nearly all of what a leak would give away. */
export const controlModel = { model: 'gradient-boosting', parameters: { trees: 40, learningRate: 0.05 } } as const satisfies QuickModel;
/** Below this a mean R2 is nothing, however little the folds differ. */
const nothing = 0.02;

export async function controlRace({ compute, studies }: { readonly compute: Compute; readonly studies: StudyStore }, race: PreparedRace, signal: AbortSignal): Promise<Control | null> {
  const key = [planKey(race), race.features, controlModel, permutations];
  return studies.remember('control', subjectOf(race.request), key, controlSchema.nullable(), async () => {
    const folds = quickFolds(race);
    const scores = await shuffledControl({ task: quickTask(race, race.table, race.features, controlModel), folds, groups: groupsOf(race), permutations, seed: race.request.seed, fit: (task) => compute.run('training.quickFit', task, { signal }) });
    return judgeControl(scores, testToTrainOf(folds), race.transform === 'log1p' ? 'r2Log' : 'r2');
  });
}

/** Fails where the mean R2 is more than nothing by more than the folds differ. A score below 0 is what a model earns that learned noise. */
export function judgeControl(scores: readonly number[], testToTrain: number, metric: 'r2Log' | 'r2'): Control | null {
  const score = foldScore(scores, testToTrain);
  if (!score) return null;
  const passed = score.mean <= nothing || score.lower <= 0;
  return { ...score, metric, model: controlModel.model, permutations, passed, sentence: honestyMessages.control(score, passed) };
}

function groupsOf({ request, table }: PreparedRace): Int32Array | null {
  if (request.split !== 'group' || request.groupBy === undefined) return null;
  return keptTogether(table, [request.groupBy, ...request.keepTogether], Int32Array.from({ length: table.rows }, (_, row) => row));
}
