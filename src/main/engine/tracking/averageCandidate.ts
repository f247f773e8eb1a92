/** The average of the learned models of a race, as one more candidate. It is never fitted: its folds and model come from theirs. */
import { isModelKind, type RunModel } from '@shared/areas/tracking';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { averageModels, averagePredictions, learnedKinds, parseSavedModel } from '../training';
import type { SavedModel } from '../training/types';
import { foldsOfRun } from './foldStore';
import { decodePredictions } from './planDocument';
import type { PreparedRace } from './prepareRace';
import type { RaceRecorder } from './raceRecorder';
import type { StoredRun } from './runStore';

const fewestMembers = 2;

/** Finished learned models among the runs of a race. */
export function averageMembers(runs: readonly StoredRun[]): readonly StoredRun[] {
  return runs.filter(({ model, state }) => state === 'finished' && isLearned(model));
}

export function canAverage(members: readonly StoredRun[]): boolean {
  return members.length >= fewestMembers;
}

function isLearned(model: RunModel): boolean {
  return isModelKind(model) && learnedKinds.includes(model);
}

/** Its importance is the mean of its members' on each fold, its duration what combining took: the members carry their own. */
export function recordAverage(db: Db, blobs: BlobStore, race: PreparedRace, recorder: RaceRecorder, runId: string, members: readonly StoredRun[]): void {
  const memberFolds = members.map(({ id }) => foldsOfRun(db, id));
  const known = new Set(foldsOfRun(db, runId).map(({ position }) => position));
  const backend = [...new Set(members.map((member) => member.backend))].join(', ');
  for (let position = 0; position < race.planDocument.folds.length; position++) {
    if (known.has(position)) continue;
    const folds = memberFolds.flatMap((each) => each.filter((fold) => fold.position === position));
    const started = performance.now();
    const predictions = averagePredictions(folds.map(({ predictionsObject }) => decodePredictions(blobs.readBytes(predictionsObject))), race.transform);
    const importance = meanImportance(folds.map((fold) => fold.importance));
    recorder.recordFold(runId, position, { predictions, importance, curve: null, model: null, backend, durationMs: performance.now() - started });
  }
  recorder.recordModel(runId, averageModels(members.map((member) => readModel(blobs, member))), 0);
}

function readModel(blobs: BlobStore, run: StoredRun): SavedModel {
  return parseSavedModel(JSON.parse(blobs.readBytes(run.modelObject ?? '').toString('utf8')));
}

function meanImportance(members: readonly (readonly { readonly column: string; readonly rise: number }[])[]): { column: string; rise: number }[] {
  const totals = new Map<string, number>();
  for (const importance of members) for (const { column, rise } of importance) totals.set(column, (totals.get(column) ?? 0) + rise);
  return [...totals].map(([column, rise]) => ({ column, rise: rise / members.length }));
}
