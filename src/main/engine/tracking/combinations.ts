/** The combinations of a race's learned models, as candidates of their own. They are never fitted: folds and model come from their members. */
import { combinationKinds, isModelKind, type ModelKind, type RunModel } from '@shared/areas/tracking';
import { trackingMessages } from '@shared/messages/tracking';
import { breathe } from '../kernel/breathe';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { combineMembers, combineModels, learnedKinds, readModelDocument, resolveParameters, toModelSpace, toUnits, type MemberAnswers } from '../training';
import type { SavedModel } from '../training/types';
import { storeModel } from './fitStore';
import { foldsOfRun, type StoredFold } from './foldStore';
import { decodePredictions } from './planDocument';
import type { PreparedRace } from './prepareRace';
import type { RaceRecorder } from './raceRecorder';
import { runsOfExperiment, saveParameters, saveState, type StoredRun } from './runStore';

const fewestMembers = 2;

export interface CombinationParts {
  readonly db: Db;
  readonly blobs: BlobStore;
}

/** Finishes those that still run, with pauses in which a cancel is heard; they fail where fewer than two learned models of the race have finished. */
export async function finishCombinations(parts: CombinationParts, race: PreparedRace, experimentId: string, recorder: RaceRecorder, signal: AbortSignal): Promise<void> {
  const runs = runsOfExperiment(parts.db, experimentId);
  const members = runs.filter(({ model, state }) => state === 'finished' && isLearned(model));
  for (const run of runs) {
    if (run.state !== 'running' || !isCombination(run.model)) continue;
    if (members.length < fewestMembers) {
      saveState(parts.db, run.id, 'failed', trackingMessages.combinationNeedsTwo(run.model));
      continue;
    }
    await record(parts, race, recorder, { ...run, model: run.model }, members, signal);
    recorder.finishIfComplete(run.id);
  }
}

function isLearned(model: RunModel): boolean {
  return isModelKind(model) && learnedKinds.includes(model);
}

function isCombination(model: RunModel): model is ModelKind {
  return combinationKinds.includes(model);
}

/** Importance is the weighted mean of the members' on each fold, the duration what combining took: the members carry their own. */
async function record({ db, blobs }: CombinationParts, race: PreparedRace, recorder: RaceRecorder, run: StoredRun & { readonly model: ModelKind }, members: readonly StoredRun[], signal: AbortSignal): Promise<void> {
  const memberFolds = members.map(({ id }) => new Map(foldsOfRun(db, id).map((fold) => [fold.position, fold])));
  const known = new Set(foldsOfRun(db, run.id).map(({ position }) => position));
  const backend = [...new Set(members.map((member) => member.backend))].join(', ');
  const started = performance.now();
  const answers = race.planDocument.folds.map(({ repeat, test }, position): MemberAnswers => ({
    repeat,
    answers: memberFolds.map((folds) => answersOf(blobs, folds.get(position), race)),
    actual: Float64Array.from(test, (row) => toModelSpace(race.target[row]!, race.transform)),
  }));
  const combined = combineMembers(run.model, answers, resolveParameters(run.model, race.request.parameters[run.model]), race.request.split === 'time');
  const durationMs = (performance.now() - started) / answers.length;
  const folds: StoredFold[] = [];
  for (const [position, { blend, answers: own }] of combined.folds.entries()) {
    if (known.has(position)) continue;
    await breathe(signal);
    const importance = weightedImportance(memberFolds.map((folds) => folds.get(position)?.importance ?? []), blend.weights);
    folds.push(recorder.scoreFold(run.id, position, { predictions: own.map((answer) => toUnits(answer, race.transform)), importance, curve: null, backend, durationMs }));
  }
  recorder.recordFolds(run.id, folds, 0);
  await breathe(signal);
  const weights = members.map(({ model }, i) => `${model} ${((combined.final.weights[i] ?? 0) / combined.final.divisor).toFixed(3)}`).join(', ');
  saveParameters(db, run.id, { ...run.parameters, weights });
  recorder.recordModel(run.id, storeModel(blobs, combineModels(run.model, members.map((member) => readModel(blobs, member)), combined.final)), 0, false);
}

function answersOf(blobs: BlobStore, fold: StoredFold | undefined, { transform }: PreparedRace): Float64Array {
  return fold ? decodePredictions(blobs.readBytes(fold.predictionsObject)).map((units) => toModelSpace(units, transform)) : new Float64Array(0);
}

function readModel(blobs: BlobStore, run: StoredRun): SavedModel {
  return readModelDocument(JSON.parse(blobs.readBytes(run.modelObject ?? '').toString('utf8'))).model;
}

/** A member counts by the size of its weight. */
function weightedImportance(members: readonly StoredFold['importance'][], weights: readonly number[]): { column: string; rise: number }[] {
  const sizes = weights.map(Math.abs);
  const whole = sizes.reduce((sum, size) => sum + size, 0) || 1;
  const totals = new Map<string, number>();
  members.forEach((importance, member) => {
    for (const { column, rise } of importance) totals.set(column, (totals.get(column) ?? 0) + rise * (sizes[member]! / whole));
  });
  return [...totals].map(([column, rise]) => ({ column, rise }));
}
