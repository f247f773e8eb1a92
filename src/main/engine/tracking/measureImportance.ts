/** Importance measured again on demand: more shuffles than a race has time for, and near copies shuffled together. */
import { isModelKind, type Experiment, type MeasuredImportance } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import type { JobContext } from '../kernel/area';
import type { Files } from '../kernel/files';
import type { Compute } from '../kernel/ports';
import { deriveSeed } from '../math';
import { fitNeeds, fittedFrom } from '../training';
import type { SavedModel } from '../training/types';
import { fitTaskOf } from './fitTaskOf';
import { prepareRace, stepsOfFold, type PreparedRace, type SnapshotReader } from './prepareRace';
import { summariseImportance, testToTrain } from './raceRecorder';
import type { StoredRun } from './runStore';

export interface MeasureParts {
  readonly datasets: SnapshotReader;
  readonly files: Files;
  readonly compute: Compute;
}

/** A combination is put together from members fitted on the fold, weighed as in the final model. Throws `conflict` for baselines and for folds from a file. */
export async function measureImportance(parts: MeasureParts, run: StoredRun, experiment: Experiment, saved: SavedModel, shuffles: number, context: JobContext): Promise<MeasuredImportance> {
  const { request } = experiment;
  const models = request.models.filter(isModelKind);
  if (run.importance.length === 0) throw new EngineError('conflict', trackingMessages.refused.noImportance(run.number), { runId: run.id });
  if (request.split === 'file') throw new EngineError('conflict', trackingMessages.refused.foldFileGone, { runId: run.id });
  context.report({ fraction: 0, title: trackingMessages.progress.preparing });
  const race = await prepareRace({ ...request, models, parameters: { ...request.parameters } }, parts.datasets, parts.files, context.signal);
  const groups = await parts.compute.run('training.nearCopies', { table: race.table, columns: saved.features, seed: request.seed }, { signal: context.signal });
  const sets = [...saved.features.map((name) => [name]), ...groups];
  const positions = race.plan.folds.flatMap((fold, position) => (fold.repeat === race.plan.folds[0]?.repeat ? [position] : []));
  let done = 0;
  const rises = await Promise.all(
    positions.map(async (position) => {
      const measured = await measureFold(parts.compute, race, saved, position, sets, shuffles, context.signal);
      done += 1;
      context.report({ fraction: done / positions.length, title: trackingMessages.progress.measuring(done, positions.length) });
      return measured;
    }),
  );
  // A set goes by its place, whatever its columns are called.
  const folds = rises.map((each) => ({ importance: each.map((rise, place) => ({ column: String(place), rise })) }));
  const summary = new Map(summariseImportance(folds, testToTrain(race.planDocument)).map(({ column, ...figures }) => [Number(column), figures]));
  const figuresOf = (place: number) => summary.get(place) ?? { mean: 0, sd: 0, lower: null, upper: null };
  return {
    runId: run.id,
    shuffles,
    folds: positions.length,
    importance: saved.features.map((column, place) => ({ column, ...figuresOf(place) })).sort((a, b) => b.mean - a.mean),
    groups: groups.map((columns, i) => ({ columns, ...figuresOf(saved.features.length + i) })),
  };
}

async function measureFold(compute: Compute, race: PreparedRace, saved: SavedModel, position: number, sets: readonly (readonly string[])[], shuffles: number, signal: AbortSignal): Promise<number[]> {
  const fold = race.plan.folds[position]!;
  const { kinds, blend } = fittedFrom(saved);
  const members = await Promise.all(
    kinds.map(async (model) => {
      const seed = deriveSeed(race.request.seed, model, fold.repeat, fold.fold);
      const task = fitTaskOf(race, { model, parameters: race.request.parameters[model] ?? {}, steps: stepsOfFold(race, position), seed, train: fold.train, test: fold.test, keepModel: true, measureImportance: false });
      const outcome = await compute.run('training.fit', task, { signal, lane: fitNeeds(model)?.lane ?? 'any' });
      if (!outcome.model) throw new EngineError('internal', 'A fit kept no model.', { model });
      return outcome.model;
    }),
  );
  const seed = deriveSeed(race.request.seed, 'importance', fold.repeat, fold.fold);
  return compute.run('training.importance', { members, combined: blend && { kind: saved.kind, blend }, table: race.table, rows: fold.test, sets, shuffles, seed }, { signal });
}
