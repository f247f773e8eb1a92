/** The same quick model on the same folds, with and without the accused columns: what the leak would promise, and what can be reached. */
import { honestySchema, type Honesty, type Leakage } from '@shared/areas/tracking';
import { honestyMessages } from '@shared/messages/honesty';
import type { Compute } from '../../kernel/ports';
import type { PreparedRace } from '../prepareRace';
import { quickFolds, quickModel, scoreQuickly, summariseScore } from './quickFolds';
import { planKey, subjectOf, type StudyStore } from './studyStore';

/** Null where no column is accused, nothing would be left without them, or a fold has no such score. */
export async function honestBesideLeak(parts: { readonly compute: Compute; readonly studies: StudyStore }, race: PreparedRace, leakage: readonly Leakage[], signal: AbortSignal): Promise<Honesty | null> {
  const columns = leakage.filter(({ leak }) => leak).map(({ column }) => column);
  const without = race.features.filter((name) => !columns.includes(name));
  if (columns.length === 0 || without.length === 0) return null;
  const key = [planKey(race), race.metric, without, columns, quickModel];
  return parts.studies.remember('honesty', subjectOf(race.request), key, honestySchema.nullable(), async () => {
    const folds = quickFolds(race);
    const score = (features: readonly string[]) => scoreQuickly(parts.compute, race, race.watchedTable, features, folds, quickModel, signal);
    const [honest, leaking] = await Promise.all([score(without), score([...without, ...columns])]);
    const [reached, promised] = [summariseScore(honest, race.metric, folds), summariseScore(leaking, race.metric, folds)];
    return reached && promised && { metric: race.metric, model: quickModel.model, without: reached, with: promised, columns, sentence: honestyMessages.honesty(race.metric, reached, promised, columns) };
  });
}
