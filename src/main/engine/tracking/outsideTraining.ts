/** The book-keeping of experiments that an area to the right trains: rows first, each fold one transaction, verdict at the end. */
import { type Experiment, type ExperimentRequest, type MetricName, type Run, type RunModel } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import type { Ports } from '../kernel/ports';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { summariseFolds } from '../training';
import { findExperimentOfJob, insertExperiment, type StoredExperiment } from './experimentStore';
import { foldsOfRun, insertFold, type FoldMetrics } from './foldStore';
import { encodePredictions, storePlan, type PlanDocument } from './planDocument';
import { findRun, insertRun, runsOfExperiment, saveInterval, saveModel, saveOutcome, saveState, type IntervalFacts } from './runStore';
import { settleVerdict } from './settleVerdict';

export interface OutsideExperiment extends Pick<Experiment, 'usedColumns' | 'excludedColumns' | 'rows' | 'missingTargetRows' | 'groups'> {
  readonly request: ExperimentRequest;
  readonly metric: MetricName;
  readonly plan: PlanDocument;
  readonly runs: readonly { readonly model: RunModel; readonly parameters: Run['parameters'] }[];
}

export interface OutsideFold {
  /** One per held-out row of the plan's fold. */
  readonly predictions: Float64Array;
  readonly metrics: FoldMetrics;
  readonly backend: string;
  readonly durationMs: number;
}

export interface OutsideTraining {
  /** Writes experiment and runs, or finds those of an interrupted job. Throws `conflict` where its data changed since. */
  open(experiment: OutsideExperiment, jobId: string): { experiment: Experiment; runs: readonly Run[] };
  /** Positions of the finished folds of a run with their predictions. */
  finishedFolds(runId: string): ReadonlyMap<number, string>;
  recordFold(runId: string, position: number, fold: OutsideFold): void;
  /** Scores of all folds, the interval, and the document from which the run forecasts again. */
  finish(runId: string, metrics: readonly FoldMetrics[], interval: IntervalFacts, document: unknown): void;
  fail(runId: string, reason: string): void;
  /** Ends what still runs, as the signal says. */
  abandon(experimentId: string, cancelled: boolean, reason: string): void;
  settle(experimentId: string): { best: string | null; baseline: string | null };
}

export function createOutsideTraining(parts: { readonly db: Db; readonly blobs: BlobStore; readonly ports: Pick<Ports, 'clock' | 'ids' | 'appVersion'> }): OutsideTraining {
  const { db, blobs, ports } = parts;

  function open(outside: OutsideExperiment, jobId: string): { experiment: StoredExperiment; runs: readonly Run[] } {
    const { request, metric, runs, plan, ...facts } = outside;
    const stored = storePlan(blobs, request.snapshotId, plan);
    const known = findExperimentOfJob(db, jobId);
    if (known) {
      if (known.rowsDigest !== stored.rowsDigest || known.splitDigest !== stored.splitDigest) throw new EngineError('conflict', trackingMessages.refused.changedSince, { experimentId: known.id });
      for (const { id, state } of runsOfExperiment(db, known.id)) if (state === 'interrupted') saveState(db, id, 'running');
      return { experiment: known, runs: runsOfExperiment(db, known.id) };
    }
    return db
      .transaction(() => {
        const createdAt = ports.clock.now();
        const experiment = insertExperiment(db, {
          ...facts, id: ports.ids.next(), jobId, snapshotId: request.snapshotId, request, metric, targetTransform: 'none', steps: null, leakage: [], treatedColumns: [], honesty: null, control: null, splitAdvice: null, repeatedRows: 0,
          planObject: stored.object, rowsDigest: stored.rowsDigest, splitDigest: stored.splitDigest, best: null, baseline: null, createdAt,
        });
        for (const { model, parameters } of runs) {
          insertRun(db, { id: ports.ids.next(), experimentId: experiment.id, model, parameters, foldsTotal: plan.folds.length, appVersion: ports.appVersion, usesLeak: false, notes: request.notes, createdAt });
        }
        return { experiment, runs: runsOfExperiment(db, experiment.id) };
      })
      .immediate();
  }

  function recordFold(runId: string, position: number, { predictions, metrics, backend, durationMs }: OutsideFold): void {
    const { sha256 } = blobs.putBytes(encodePredictions(predictions));
    db.transaction(() => {
      insertFold(db, { runId, position, repeat: 1, fold: position + 1, metrics, curve: null, importance: [], predictionsObject: sha256, companionsObject: null, backend, durationMs });
      const folds = foldsOfRun(db, runId);
      saveOutcome(db, runId, { metrics: summariseFolds(folds.map((fold) => fold.metrics)), importance: [], backend, foldsDone: folds.length, durationMs: folds.reduce((total, fold) => total + fold.durationMs, 0), peakMemoryBytes: process.memoryUsage.rss() });
    }).immediate();
  }

  return {
    open,
    finishedFolds: (runId) => new Map(foldsOfRun(db, runId).map(({ position, predictionsObject }) => [position, predictionsObject])),
    recordFold,
    finish(runId, metrics, interval, document) {
      const { sha256 } = blobs.putBytes(Buffer.from(JSON.stringify(document)));
      db.transaction(() => {
        const run = findRun(db, runId);
        if (!run) throw new EngineError('internal', 'A run left the store while it was trained.', { runId });
        saveOutcome(db, runId, { ...run, metrics: summariseFolds(metrics) });
        saveInterval(db, runId, interval);
        saveModel(db, runId, sha256);
        saveState(db, runId, 'finished');
      }).immediate();
    },
    fail: (runId, reason) => saveState(db, runId, 'failed', reason),
    abandon(experimentId, cancelled, reason) {
      for (const { id, state } of runsOfExperiment(db, experimentId)) if (state === 'running') saveState(db, id, cancelled ? 'cancelled' : 'failed', cancelled ? null : reason);
    },
    settle: (experimentId) => settleVerdict(db, experimentId),
  };
}
