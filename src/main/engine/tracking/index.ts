/** Endpoints of tracking: race, runs, comparison; and what the areas to the right read of a run. */
import type { Experiment, Run, RunDetail, trackingEndpoints } from '@shared/areas/tracking';
import type { Tuning, tuningEndpoints } from '@shared/areas/tuning';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages as words } from '@shared/messages/tracking';
import type { Announce, Handlers } from '../kernel/area';
import type { Files } from '../kernel/files';
import type { Describers, Offspring } from '../kernel/lineage';
import type { Ports } from '../kernel/ports';
import type { Quality } from '../quality';
import { deriveSeed } from '../math';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { describeModels, featureParts, readModelDocument, type ModelDocument } from '../training';
import type { SavedModel } from '../training/types';
import { compareRuns, type ComparedRun } from './compareRuns';
import { findExperiment, listExperiments, toPublicExperiment, type StoredExperiment } from './experimentStore';
import { createLeakFinder } from './findLeaks';
import { fitPart } from './fitPart';
import { foldsOfRun } from './foldStore';
import { readHeldOut, sampleResiduals, type HeldOutFold } from './heldOut';
import { heldOutCsvParts } from './heldOutCsv';
import { describeTracking, offspringOfData } from './lineage';
import { measureImportance } from './measureImportance';
import { readPlan, type PlanDocument } from './planDocument';
import type { SnapshotReader } from './prepareRace';
import { adviseProposal, scoreProposal } from './honesty/askedByPage';
import { createStudyStore } from './honesty/studyStore';
import { proposeSetup } from './proposeSetup';
import { countRuns, findRun, listRuns, markRunsInterrupted, runsOfExperiment, saveDeletion, saveNotes, saveTags, toPublicRun, type StoredRun } from './runStore';
import { parseRunSearch } from './runSearch';
import { sortRuns } from './sortRuns';
import { trainRace } from './trainRace';
import { createOutsideTraining, type OutsideTraining } from './outsideTraining';
import { findTuning, findTuningOfExperiment, listTunings, markTuningsInterrupted, trialsOfTuning, type StoredTuning } from './tuning/tuningStore';
import { writeTextFile } from './writeTextFile';

export { clearFitRows, fitTable, measureFitRows } from './fitRows';
export { createTrackingSharing } from './sharing';
export { toCsvLine, type CsvCell } from './csv';
export type { HeldOutFold } from './heldOut';
export type { OutsideExperiment, OutsideTraining } from './outsideTraining';
export { decodePredictions } from './planDocument';
export type { StoredRun } from './runStore';
export { writeTextFile } from './writeTextFile';

export interface TrackingParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly files: Files;
  readonly ports: Pick<Ports, 'clock' | 'ids' | 'compute' | 'appVersion'>;
  readonly announce: Announce;
  readonly datasets: SnapshotReader;
  /** Says whether a version may be trained on. */
  readonly quality: Pick<Quality, 'assertTrainable'>;
}

/** Says why a run may not be deleted, or null where it may. */
export type DeletionGuard = (runId: string) => string | null;

export interface RunRows {
  /** Row numbers in the snapshot, from 1, that the race trained on. */
  readonly rowNumbers: readonly number[];
  readonly actual: readonly number[];
  /** Held-out predictions of the run. */
  readonly folds: readonly HeldOutFold[];
}

export interface Tracking {
  readonly handlers: Handlers<typeof trackingEndpoints & typeof tuningEndpoints>;
  /** Throws `not-found`. */
  findRun(runId: string): StoredRun;
  findExperiment(experimentId: string): Experiment;
  runDetail(runId: string): RunDetail;
  /** Newest first, without deleted ones; all where no limit is given. */
  listRuns(limit?: number): readonly Run[];
  /** Newest first, with those in the trash. */
  listRunsWithDeleted(): readonly Run[];
  /** In the order they were made. */
  runsOfExperiment(experimentId: string): readonly Run[];
  countRuns(): number;
  /** Throws `conflict` where the run has no stored model. */
  readModel(runId: string): SavedModel;
  /** The whole model file. Throws `conflict` likewise, `corrupt-store` where a hash does not fit. */
  readModelFile(runId: string): ModelDocument;
  rowsOfRun(runId: string): RunRows;
  /** Book-keeping for areas that train on their own. */
  readonly outside: OutsideTraining;
  /** The document such a run forecasts from. Throws `conflict` where it has none. */
  readDocument(runId: string): unknown;
  compare(runIds: readonly [string, string, ...string[]]): ReturnType<typeof compareRuns>;
  /** Areas to the right may forbid the deletion of runs they lean on. */
  guardDeletion(guard: DeletionGuard): void;
  readonly lineage: Describers;
  readonly offspring: Offspring;
}

const mostResiduals = 2000;

export function createTracking(parts: TrackingParts): Tracking {
  const { db, blobs, files, ports, announce } = parts;
  const studies = createStudyStore(db, () => ports.clock.now());
  const findLeaks = createLeakFinder(ports.compute, studies);
  const advisers = { ...parts, findLeaks, studies };
  const guards: DeletionGuard[] = [];
  markRunsInterrupted(db);
  markTuningsInterrupted(db);

  function mustFindRun(runId: string): StoredRun {
    const run = findRun(db, runId);
    if (!run) throw new EngineError('not-found', words.unknownRun, { runId });
    return run;
  }

  function mustFindExperiment(experimentId: string): StoredExperiment {
    const experiment = findExperiment(db, experimentId);
    if (!experiment) throw new EngineError('not-found', words.unknownRace, { experimentId });
    return experiment;
  }

  function residualsOf(run: StoredRun, plan: PlanDocument): RunDetail['residuals'] {
    return [...sampleResiduals(readHeldOut(db, blobs, run.id, plan), plan, deriveSeed(run.seed, 'residuals'), mostResiduals)];
  }

  function runDetail(runId: string): RunDetail {
    const run = mustFindRun(runId);
    const experiment = mustFindExperiment(run.experimentId);
    const baseline = experiment.baseline === null ? null : findRun(db, experiment.baseline);
    return {
      run: toPublicRun(run),
      experiment: toPublicExperiment(experiment),
      curves: foldsOfRun(db, runId).flatMap(({ repeat, fold, curve }) => (curve ? [{ repeat, fold, name: curve.name, unit: curve.unit, train: [...curve.train], validation: [...curve.validation] }] : [])),
      importance: [...run.importance],
      interval: run.interval,
      residuals: residualsOf(run, readPlan(blobs, experiment.planObject)),
      baseline: baseline && toPublicRun(baseline),
    };
  }

  function comparedRun(runId: string): ComparedRun {
    const run = mustFindRun(runId);
    const experiment = mustFindExperiment(run.experimentId);
    const plan = readPlan(blobs, experiment.planObject);
    const testRows = plan.folds.reduce((total, { test }) => total + test.length, 0);
    const trainRows = plan.folds.reduce((total, fold) => total + fold.trainRows, 0);
    return { run, experiment, testToTrain: testRows / trainRows, residuals: residualsOf(run, plan) };
  }

  function compare(runIds: readonly string[]): ReturnType<typeof compareRuns> {
    const [first, ...others] = runIds.map(comparedRun);
    if (!first) throw new EngineError('invalid-input', words.compareTwo);
    return compareRuns([first, ...others]);
  }

  function setDeleted(runIds: readonly string[], deletedAt: number | null): { done: true } {
    for (const id of runIds) {
      const run = mustFindRun(id);
      if (deletedAt === null) continue;
      if (run.state === 'running') throw new EngineError('conflict', words.stillTraining(run.number), { runId: id });
      const reason = guards.map((guard) => guard(id)).find((found) => found !== null);
      if (reason) throw new EngineError('conflict', reason, { runId: id });
    }
    db.transaction(() => saveDeletion(db, runIds, deletedAt)).immediate();
    announce('runs', runIds);
    return { done: true };
  }

  function annotate(runId: string, notes: string | undefined, tags: readonly string[] | undefined): { done: true } {
    mustFindRun(runId);
    db.transaction(() => {
      if (notes !== undefined) saveNotes(db, runId, notes);
      if (tags !== undefined) saveTags(db, runId, tags);
    }).immediate();
    announce('runs', [runId]);
    return { done: true };
  }

  function toPublicTuning({ searchKey: _key, searched: _searched, ...tuning }: StoredTuning): Tuning {
    return { ...tuning, trials: [...trialsOfTuning(db, tuning.id)] };
  }

  function modelObjectOf({ id, modelObject, number, state }: StoredRun): string {
    if (modelObject === null) throw new EngineError('conflict', words.noModel(number, state), { runId: id });
    return modelObject;
  }

  function readModelFile(runId: string): ModelDocument {
    const run = mustFindRun(runId);
    if (run.task !== 'regression') throw new EngineError('conflict', words.otherTask(run.number), { runId, task: run.task });
    return readModelDocument(JSON.parse(blobs.readBytes(modelObjectOf(run)).toString('utf8')));
  }

  return {
    findRun: mustFindRun,
    findExperiment: (experimentId) => toPublicExperiment(mustFindExperiment(experimentId)),
    runDetail,
    listRuns: (limit) => listRuns(db, false, limit).map(toPublicRun),
    listRunsWithDeleted: () => listRuns(db, true).map(toPublicRun),
    runsOfExperiment: (experimentId) => runsOfExperiment(db, experimentId).map(toPublicRun),
    countRuns: () => countRuns(db),
    readModelFile,
    readModel: (runId) => readModelFile(runId).model,
    rowsOfRun(runId) {
      const plan = readPlan(blobs, mustFindExperiment(mustFindRun(runId).experimentId).planObject);
      return { rowNumbers: plan.rowNumbers, actual: plan.actual, folds: readHeldOut(db, blobs, runId, plan) };
    },
    outside: createOutsideTraining({ db, blobs, ports }),
    readDocument: (runId) => JSON.parse(blobs.readBytes(modelObjectOf(mustFindRun(runId))).toString('utf8')) as unknown,
    compare,
    guardDeletion: (guard) => void guards.push(guard),
    lineage: describeTracking(mustFindRun, mustFindExperiment),
    offspring: offspringOfData((snapshotId) => listExperiments(db, snapshotId), (experimentId) => runsOfExperiment(db, experimentId)),
    handlers: {
      'tracking.proposeSetup': ({ snapshotId, target }, context) => proposeSetup(advisers, snapshotId, target, context.signal),
      'tracking.scoreHonesty': ({ snapshotId, target }, context) => scoreProposal(advisers, snapshotId, target, context.signal),
      'tracking.adviseSplit': ({ snapshotId, target }, context) => adviseProposal(advisers, snapshotId, target, context.signal),
      'tracking.train': async (request, context) => {
        await parts.quality.assertTrainable(request.snapshotId, context);
        return trainRace(advisers, request, context);
      },
      'tracking.measureImportance': async ({ runId, shuffles }, context) => {
        const run = mustFindRun(runId);
        return measureImportance({ datasets: parts.datasets, files, compute: ports.compute }, run, toPublicExperiment(mustFindExperiment(run.experimentId)), readModelFile(runId).model, shuffles, context);
      },
      'tracking.fitPart': async (request, context) => {
        await parts.quality.assertTrainable(request.request.snapshotId, context);
        return fitPart(parts, request, context);
      },
      'tracking.modelCatalogue': () => describeModels(),
      'tracking.experiments': ({ snapshotId }) => listExperiments(db, snapshotId).map(toPublicExperiment),
      'tracking.experiment': ({ experimentId }) => ({ experiment: toPublicExperiment(mustFindExperiment(experimentId)), runs: runsOfExperiment(db, experimentId).map(toPublicRun) }),
      'tracking.runs': ({ search, sort, descending, includeDeleted }) => {
        const runs = listRuns(db, includeDeleted).map(toPublicRun);
        const found = search === undefined ? runs : runs.filter(parseRunSearch(search));
        return sort === undefined ? found : sortRuns(found, sort, descending);
      },
      'tracking.run': ({ runId }) => runDetail(runId),
      'tracking.features': ({ runId }) => {
        const { excludedColumns, treatedColumns } = mustFindExperiment(mustFindRun(runId).experimentId);
        return { parts: featureParts(readModelFile(runId).model), leftOut: excludedColumns, treated: treatedColumns };
      },
      'tracking.tuning': ({ tuningId, experimentId }) => {
        const tuning = tuningId !== undefined ? findTuning(db, tuningId) : experimentId !== undefined ? findTuningOfExperiment(db, experimentId) : null;
        return tuning && toPublicTuning(tuning);
      },
      'tracking.tunings': () => listTunings(db).map(({ searchKey: _key, searched: _searched, models: _models, ...tuning }) => tuning),
      'tracking.compare': ({ runIds }) => compare(runIds),
      'tracking.annotate': ({ runId, notes, tags }) => annotate(runId, notes, tags),
      'tracking.delete': ({ runIds }) => setDeleted(runIds, ports.clock.now()),
      'tracking.restore': ({ runIds }) => setDeleted(runIds, null),
      'tracking.heldOutPredictions': ({ experimentId }) => {
        const experiment = mustFindExperiment(experimentId);
        const path = blobs.tempPath('.csv');
        return files.offerFile(words.heldOutFile(experiment.number), path, writeTextFile(path, heldOutCsvParts(db, blobs, experiment)));
      },
    },
  };
}
