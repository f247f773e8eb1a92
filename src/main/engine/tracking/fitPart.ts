/** A part of a race, fitted for others: its folds are computed and laid into a shared folder; nothing is recorded here. */
import { combinationKinds, type FitPartRequest, type FitPartResult, type ModelKind } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import { tuningMessages } from '@shared/messages/tuning';
import type { JobContext } from '../kernel/area';
import type { Files } from '../kernel/files';
import type { Ports } from '../kernel/ports';
import { learnedKinds } from '../training';
import { openFitFolder } from './fitFolder';
import { createFitKeys } from './fitKey';
import { planFits } from './planFits';
import { prepareRace, type SnapshotReader } from './prepareRace';

export interface FitPartParts {
  readonly files: Files;
  readonly ports: Pick<Ports, 'compute'>;
  readonly datasets: SnapshotReader;
}

/** Throws `invalid-input` where the request cannot be raced, or names a fold that the plan does not have. */
export async function fitPart({ files, ports, datasets }: FitPartParts, { request, fitsFolder, fold }: FitPartRequest, { signal, report }: JobContext): Promise<FitPartResult> {
  if (request.tune) throw new EngineError('invalid-input', tuningMessages.notInParts);
  const race = await prepareRace(request, datasets, files, signal);
  const folds = race.plan.folds.length;
  if (fold !== null && fold !== 'all-rows' && fold > folds) throw new EngineError('invalid-input', trackingMessages.refused.noSuchFold(fold, folds), { fold, folds });
  const folder = openFitFolder(files.resolveFolder(fitsFolder));
  const keyOf = createFitKeys(race.snapshot.id);
  const candidates = request.models.filter((model) => !combinationKinds.includes(model)).map((model) => ({ id: model, model, state: 'running' as const, modelObject: null }));
  const wanted = planFits(race, candidates, new Map(), ports.compute.size).filter(({ position }) => fold === null || (fold === 'all-rows' ? position === null : position === fold - 1));
  const fits: FitPartResult['fits'] = [];
  for (const [done, { model, position, lane, makeTask }] of wanted.entries()) {
    report({ fraction: done / wanted.length, title: trackingMessages.progress.part(model, position === null ? null : position + 1) });
    const task = makeTask();
    const key = keyOf(task);
    const known = folder.find(key);
    const outcome = known ?? (await ports.compute.run('training.fit', task, { signal, lane }));
    folder.keep(key, outcome);
    fits.push({ model, fold: position === null ? 'all-rows' : position + 1, key, reused: known !== null, durationMs: outcome.durationMs });
  }
  return { fits, folds, models: candidates.map(({ model }): ModelKind => model).filter((model) => learnedKinds.includes(model)) };
}
