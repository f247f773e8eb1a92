/** Which run of an experiment is best, and which baseline it is held against. */
import { baselineKinds } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import type { Db } from '../storage/database';
import { chooseBest } from '../training';
import { findExperiment, saveVerdict } from './experimentStore';
import { runsOfExperiment, type StoredRun } from './runStore';

/** Best mean of the experiment's metric over finished runs; ties to the simpler model. The baseline is the best of the simple rules. */
export function settleVerdict(db: Db, experimentId: string): { best: string | null; baseline: string | null } {
  const experiment = findExperiment(db, experimentId);
  if (!experiment) throw new EngineError('not-found', trackingMessages.unknownRace, { experimentId });
  const finished = runsOfExperiment(db, experimentId).filter(({ state }) => state === 'finished');
  const choose = (candidates: readonly StoredRun[]): string | null =>
    chooseBest(candidates.map(({ id, model, metrics }) => ({ id, model, mean: metrics[experiment.metric]?.mean ?? null })), experiment.metric, experiment.request.level)?.id ?? null;
  const best = choose(finished);
  const baseline = choose(finished.filter(({ model }) => baselineKinds.includes(model)));
  saveVerdict(db, experimentId, best, baseline);
  return { best, baseline };
}
