/** Writes down what a race brings: each fold as it is computed, or all that were known at once, is one committed transaction. */
import type { Metrics } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { joinNumbers, mean, sampleSd } from '../math';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { readModelDocument, scoreFold, summariseFolds, type FoldScores } from '../training';
import type { FitOutcome, SavedModel } from '../training/types';
import { foldsOfRun, insertFold, type StoredFold } from './foldStore';
import { readHeldOut } from './heldOut';
import { measureRun } from './measureRun';
import { pairedDifference } from './pairedFolds';
import { encodePredictions, type PlanDocument } from './planDocument';
import { stepsOfFold, type PreparedRace } from './prepareRace';
import { findRun, noteReused, saveInterval, saveModel, saveOutcome, saveState, type Importance, type StoredRun } from './runStore';
import { createModelFileWriter } from './writeModelFile';

/** What a fold brings. */
export type RecordedFit = Pick<FitOutcome, 'predictions' | 'companions' | 'curve' | 'importance' | 'backend' | 'durationMs'>;

export interface RaceRecorder {
  /** The fold with its scores, its predictions stored; for `recordFolds`. */
  scoreFold(runId: string, position: number, outcome: RecordedFit): StoredFold;
  /** Writes folds of one run in one transaction; `reused` of them were not computed now. */
  recordFolds(runId: string, folds: readonly StoredFold[], reused: number): void;
  /** `modelObject` holds the model fitted on all rows; `reused` where it was not computed now. */
  recordModel(runId: string, modelObject: string, durationMs: number, reused: boolean): void;
  /** Marks a run finished, with its interval, once all folds and the model are there. */
  finishIfComplete(runId: string): boolean;
  /** The same in two steps: all is measured, and what is returned writes it down; null where something is missing. */
  measureIfComplete(runId: string): (() => void) | null;
}

export function createRaceRecorder(db: Db, blobs: BlobStore, race: PreparedRace): RaceRecorder {
  const modelFiles = createModelFileWriter(race);

  function score(runId: string, position: number, outcome: RecordedFit): StoredFold {
    const planned = race.planDocument.folds[position];
    if (!planned) throw new EngineError('internal', 'A fold came back that was never planned.', { position });
    const actual = Float64Array.from(planned.test, (row) => race.target[row]!);
    const metrics = scoreFold({ actual, predicted: outcome.predictions, steps: stepsOfFold(race, position), interval: null });
    const { sha256 } = blobs.putBytes(encodePredictions(outcome.predictions));
    const companionsObject = outcome.companions ? blobs.putBytes(encodePredictions(joinNumbers(outcome.companions))).sha256 : null;
    const { backend, curve, importance, durationMs } = outcome;
    return { runId, position, repeat: planned.repeat, fold: planned.fold, metrics, curve, importance, predictionsObject: sha256, companionsObject, backend, durationMs };
  }

  function recordFolds(runId: string, folds: readonly StoredFold[], reused: number): void {
    if (folds.length === 0) return;
    db.transaction(() => {
      for (const fold of folds) insertFold(db, fold);
      summarise(runId, folds.reduce((total, { durationMs }) => total + durationMs, 0));
      if (reused > 0) noteReused(db, runId, reused);
    }).immediate();
  }

  function summarise(runId: string, addedMs: number): void {
    const run = mustFind(runId);
    const folds = foldsOfRun(db, runId);
    saveOutcome(db, runId, {
      metrics: measuredMetrics(folds.map(({ metrics }) => metrics), race),
      importance: summariseImportance(folds, testToTrain(race.planDocument)),
      backend: [...new Set(folds.map(({ backend }) => backend))].join(', '),
      foldsDone: folds.length,
      durationMs: run.durationMs + addedMs,
      peakMemoryBytes: process.memoryUsage.rss(),
    });
  }

  function recordModel(runId: string, modelObject: string, durationMs: number, reused: boolean): void {
    db.transaction(() => {
      if (reused) noteReused(db, runId, 1);
      saveModel(db, runId, modelObject);
      const run = mustFind(runId);
      saveOutcome(db, runId, { ...run, durationMs: run.durationMs + durationMs, peakMemoryBytes: process.memoryUsage.rss() });
    }).immediate();
  }

  function finishIfComplete(runId: string): boolean {
    const write = measureIfComplete(runId);
    if (write) db.transaction(write).immediate();
    return write !== null;
  }

  function measureIfComplete(runId: string): (() => void) | null {
    const run = mustFind(runId);
    if (run.modelObject === null || run.foldsDone < run.foldsTotal) return null;
    const heldOut = readHeldOut(db, blobs, runId, race.planDocument);
    const measured = measureRun(race, heldOut);
    const folds = foldsOfRun(db, runId);
    const metrics = measuredMetrics(measured.scores.map((scores, position) => ({ ...folds[position]?.metrics, ...scores })), race);
    const { sha256 } = blobs.putBytes(Buffer.from(modelFiles.write(run, readFitted(run.modelObject), measured)));
    return () => {
      saveOutcome(db, runId, { ...run, metrics });
      saveInterval(db, runId, measured.interval);
      saveModel(db, runId, sha256);
      saveState(db, runId, 'finished');
    };
  }

  /** The model as it was fitted, or of a file that was written before a crash kept its run from its verdict. */
  function readFitted(object: string): SavedModel {
    const { model, parts } = readModelDocument(JSON.parse(blobs.readBytes(object).toString('utf8')));
    return parts?.interval.companion ? { ...model, companion: parts.interval.companion } : model;
  }

  function mustFind(runId: string): StoredRun {
    const run = findRun(db, runId);
    if (!run) throw new EngineError('internal', 'A run left the store while it was trained.', { runId });
    return run;
  }

  return { scoreFold: score, recordFolds, recordModel, finishIfComplete, measureIfComplete };
}

/** Metrics that were not measured at all, such as steps of a target without steps, are left out rather than listed as undefined. */
function measuredMetrics(folds: readonly StoredFold['metrics'][], race: PreparedRace): Metrics {
  const { coverage, width, stepAccuracy, withinOneStep, ...others } = summariseFolds(folds.map(completeScores));
  const measuredInterval = coverage?.folds.some((value) => value !== null) ?? false;
  return { ...others, ...(race.steps ? { stepAccuracy, withinOneStep } : {}), ...(measuredInterval ? { coverage, width } : {}) };
}

function completeScores(metrics: StoredFold['metrics']): FoldScores {
  return { rmsle: null, r2Log: null, r2: null, mae: null, rmse: null, wape: null, mape: null, smape: null, bias: null, spearman: null, stepAccuracy: null, withinOneStep: null, coverage: null, width: null, ...metrics };
}

/**
 * Mean and spread over the folds, most important first. Folds share training rows, so the interval of the mean is that of
 * `pairedDifference`: of the error with the column shuffled against the error without.
 */
export function summariseImportance(folds: readonly Pick<StoredFold, 'importance'>[], testToTrain: number): Importance[] {
  const rises = new Map<string, number[]>();
  for (const { importance } of folds) {
    for (const { column, rise } of importance) {
      const known = rises.get(column);
      if (known) known.push(rise);
      else rises.set(column, [rise]);
    }
  }
  return [...rises]
    .map(([column, values]) => {
      const interval = pairedDifference(values, values.map(() => 0), testToTrain);
      return { column, mean: mean(values) ?? 0, sd: sampleSd(values) ?? 0, lower: interval?.lower ?? null, upper: interval?.upper ?? null };
    })
    .sort((a, b) => b.mean - a.mean);
}

/** Held-out rows for each training row, over all folds. */
export function testToTrain({ folds }: PlanDocument): number {
  return folds.reduce((total, { test }) => total + test.length, 0) / folds.reduce((total, { trainRows }) => total + trainRows, 0);
}
