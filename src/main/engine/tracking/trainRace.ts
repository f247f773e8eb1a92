/** The training job: rows first, then fits in the compute pool, each fold committed as it comes, then combinations, best and baseline. */
import type { TrainRequest } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import type { Announce, JobContext } from '../kernel/area';
import { breathe } from '../kernel/breathe';
import type { Files } from '../kernel/files';
import type { Ports } from '../kernel/ports';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { finishCombinations } from './combinations';
import { saveEvidence, type StoredExperiment } from './experimentStore';
import { openFitFolder } from './fitFolder';
import { createFitKeys } from './fitKey';
import { runFits, type Fit } from './fitQueue';
import { createFitStore, type KnownFit } from './fitStore';
import type { FindLeaks } from './findLeaks';
import { foldsOfRun, type StoredFold } from './foldStore';
import { controlRace } from './honesty/controlRace';
import { honestBesideLeak } from './honesty/honestBesideLeak';
import type { StudyStore } from './honesty/studyStore';
import { openRace } from './openRace';
import { prepareRace, type PreparedRace, type SnapshotReader } from './prepareRace';
import { planFits } from './planFits';
import { createRaceRecorder, type RaceRecorder } from './raceRecorder';
import { createRaceReporter } from './raceProgress';
import { runsOfExperiment, saveState, type StoredRun } from './runStore';
import { settleVerdict } from './settleVerdict';
import { measureGains } from './tuning/measureGain';
import { searchSettings } from './tuning/searchSettings';
import { findTuningOfJob, saveExperimentOfTuning, saveTuningState } from './tuning/tuningStore';

export interface TrainParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly files: Files;
  readonly ports: Pick<Ports, 'clock' | 'ids' | 'compute' | 'appVersion'>;
  readonly announce: Announce;
  readonly datasets: SnapshotReader;
  readonly findLeaks: FindLeaks;
  readonly studies: StudyStore;
}

export interface TrainResult {
  readonly experimentId: string;
  /** The search before the race, or null. */
  readonly tuningId: string | null;
  readonly runIds: string[];
  readonly best: string | null;
  readonly baseline: string | null;
}

/** Share of the progress that a search takes, and the race after it. */
const searchTo = 0.7;
const raceTo = 0.95;

/** Throws `invalid-input` before anything is stored, `cancelled` with what is finished kept. */
export async function trainRace(parts: TrainParts, request: TrainRequest, context: JobContext): Promise<TrainResult> {
  context.report({ fraction: 0, title: trackingMessages.progress.preparing });
  const race = await prepareRace(request, parts.datasets, parts.files, context.signal);
  if (!request.tune) return { ...(await runRace(parts, race, context, () => undefined)), tuningId: null };
  return withSearch(parts, race, context);
}

/** Settings first, then the race with what was chosen, then whether that is better than the standard settings. */
async function withSearch(parts: TrainParts, race: PreparedRace, context: JobContext): Promise<TrainResult> {
  const { db } = parts;
  try {
    const tuning = await searchSettings(parts, race, partOf(context, 0, searchTo));
    const parameters = { ...race.request.parameters };
    for (const { model, settings } of tuning.models) parameters[model] = { ...parameters[model], ...settings };
    const tuned = { ...race, request: { ...race.request, parameters } };
    saveTuningState(db, tuning.id, 'racing');
    const result = await runRace(parts, tuned, partOf(context, searchTo, raceTo), (experimentId) => saveExperimentOfTuning(db, tuning.id, experimentId));
    await measureGains(parts, tuned, tuning, result.experimentId, partOf(context, raceTo, 1));
    saveTuningState(db, tuning.id, 'finished');
    parts.announce('runs', [tuning.id]);
    return { ...result, tuningId: tuning.id };
  } catch (error) {
    const tuning = findTuningOfJob(db, context.jobId);
    if (tuning) saveTuningState(db, tuning.id, context.signal.aborted ? 'cancelled' : 'failed');
    if (tuning) parts.announce('runs', [tuning.id]);
    throw error;
  }
}

/** The same job, its progress from `from` to `to`. */
function partOf(context: JobContext, from: number, to: number): JobContext {
  return { ...context, report: (progress) => context.report({ ...progress, fraction: from + (to - from) * progress.fraction }) };
}

async function runRace(parts: TrainParts, race: PreparedRace, context: JobContext, opened: (experimentId: string) => void): Promise<Omit<TrainResult, 'tuningId'>> {
  const { db, blobs, announce } = parts;
  context.report({ fraction: 0.02, title: trackingMessages.progress.radar });
  const experiment = await openRace({ ...parts, findLeaks: () => parts.findLeaks(race, context.signal) }, race, context);
  opened(experiment.id);
  const recorder = createRaceRecorder(db, blobs, race);
  announce('runs', [experiment.id]);
  const ending = new AbortController();
  const evidence = gatherEvidence(parts, race, experiment, AbortSignal.any([context.signal, ending.signal]));
  try {
    await raceOn(parts, race, experiment, recorder, context);
    await evidence;
    context.report({ fraction: 0.99, title: trackingMessages.progress.finishing });
    await finishCombinations(parts, race, experiment.id, recorder, context.signal);
  } catch (error) {
    const cancelled = context.signal.aborted;
    for (const { id, state } of runsOfExperiment(db, experiment.id)) {
      if (state === 'running') saveState(db, id, cancelled ? 'cancelled' : 'failed', cancelled ? null : reasonOf(error));
    }
    throw error;
  } finally {
    ending.abort();
    await evidence;
    settleVerdict(db, experiment.id);
    announce('runs', [experiment.id]);
  }
  const { best, baseline } = settleVerdict(db, experiment.id);
  return { experimentId: experiment.id, runIds: runsOfExperiment(db, experiment.id).map(({ id }) => id), best, baseline };
}

/** Scores with and without the accused columns, and the control, beside the fits of the race. A race does not fail for want of them. */
async function gatherEvidence({ db, ports, studies, announce }: TrainParts, race: PreparedRace, experiment: StoredExperiment, signal: AbortSignal): Promise<void> {
  const measuring = { compute: ports.compute, studies };
  const [honesty, control] = await Promise.all([
    honestBesideLeak(measuring, race, experiment.leakage, signal).catch(() => null),
    controlRace(measuring, race, signal).catch(() => null),
  ]);
  if (signal.aborted) return;
  saveEvidence(db, experiment.id, { honesty, control });
  announce('runs', [experiment.id]);
}

async function raceOn({ db, blobs, files, ports, announce }: TrainParts, race: PreparedRace, experiment: StoredExperiment, recorder: RaceRecorder, context: JobContext): Promise<void> {
  const keyOf = createFitKeys(race.snapshot.id);
  const store = createFitStore(db, blobs, () => ports.clock.now());
  const knownScores = (runs: readonly StoredRun[]): Map<string, Map<number, number | null>> => new Map(runs.map(({ id }) => [id, new Map(foldsOfRun(db, id).map(({ position, metrics }) => [position, metrics[race.metric] ?? null]))]));
  const before = runsOfExperiment(db, experiment.id);
  await takeKnownFits(planFits(race, before, knownScores(before), ports.compute.size));
  // Where all was known, or a crash came between a run's last fit and its verdict, nothing is left to fit: such runs only need the verdict.
  await finishComplete(before);
  const runs = runsOfExperiment(db, experiment.id);
  const known = knownScores(runs);
  const fits = planFits(race, runs, known, ports.compute.size);
  const unfinished = new Map<string, number>();
  for (const { runId } of fits) unfinished.set(runId, (unfinished.get(runId) ?? 0) + 1);
  const reporter = createRaceReporter({ experimentId: experiment.id, metric: race.metric, foldsTotal: race.plan.folds.length, fits, runs, known }, context);

  await runFits(fits, ports.compute, context.signal, {
    started: (fit) => reporter.started(fit),
    finished(fit, found, reused) {
      unfinished.set(fit.runId, (unfinished.get(fit.runId) ?? 1) - 1);
      const scores = record(fit, found, reused);
      reporter.finished(fit, scores === null ? undefined : (scores[race.metric] ?? null));
      if (!recorder.finishIfComplete(fit.runId)) return;
      // Settled as the race goes on, so that a crash leaves finished runs with their baseline.
      settleVerdict(db, experiment.id);
      announce('runs', [fit.runId]);
    },
    failed(fit, error) {
      saveState(db, fit.runId, 'failed', `${trackingMessages.memberFailed}: ${reasonOf(error)}`);
      reporter.failed(fit, unfinished.get(fit.runId) ?? 0);
      announce('runs', [fit.runId]);
    },
  }, { keyOf, store, folder: race.request.fitsFolder === undefined ? null : openFitFolder(files.resolveFolder(race.request.fitsFolder)) });

  /** The scores of a fold; null for the fit on all rows. */
  function record({ runId, position }: Fit, found: KnownFit, reused: boolean): StoredFold['metrics'] | null {
    if (position === null) {
      recordModel(runId, found, reused);
      return null;
    }
    const fold = recorder.scoreFold(runId, position, found);
    recorder.recordFolds(runId, [fold], reused ? 1 : 0);
    return fold.metrics;
  }

  function recordModel(runId: string, { modelObject, durationMs }: KnownFit, reused: boolean): void {
    if (modelObject === null) throw new EngineError('internal', 'The fit on all rows brought no model.', { runId });
    recorder.recordModel(runId, modelObject, durationMs, reused);
  }

  /** All known fits are one transaction: each alone would wait for the disk. */
  async function takeKnownFits(planned: readonly Fit[]): Promise<void> {
    const writes: (() => void)[] = [];
    for (const [runId, ofRun] of Map.groupBy(planned, (fit) => fit.runId)) {
      const folds: StoredFold[] = [];
      for (const { position, makeTask } of ofRun) {
        await breathe(context.signal);
        const kept = store.find(keyOf(makeTask()));
        if (kept && position !== null) folds.push(recorder.scoreFold(runId, position, kept));
        else if (kept) writes.push(() => recordModel(runId, kept, true));
      }
      writes.push(() => recorder.recordFolds(runId, folds, folds.length));
    }
    writeTogether(writes);
  }

  async function finishComplete(candidates: readonly StoredRun[]): Promise<void> {
    const writes: (() => void)[] = [];
    for (const { id, state } of candidates) {
      await breathe(context.signal);
      const write = state === 'running' ? recorder.measureIfComplete(id) : null;
      if (write) writes.push(write);
    }
    writeTogether(writes);
  }

  function writeTogether(writes: readonly (() => void)[]): void {
    if (writes.length > 0) db.transaction(() => writes.forEach((write) => write())).immediate();
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
