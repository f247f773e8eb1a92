/** The training job: rows first, then fits in the compute pool, each fold committed as it comes, then combinations, best and baseline. */
import type { TrainRequest } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import type { Announce, JobContext } from '../kernel/area';
import type { Files } from '../kernel/files';
import type { Ports } from '../kernel/ports';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { finishCombinations } from './combinations';
import type { StoredExperiment } from './experimentStore';
import { openFitFolder } from './fitFolder';
import { runFits, type Fit } from './fitQueue';
import type { FindLeaks } from './findLeaks';
import { foldsOfRun } from './foldStore';
import { openRace } from './openRace';
import { prepareRace, type PreparedRace, type SnapshotReader } from './prepareRace';
import { planFits } from './planFits';
import { createRaceRecorder, type RaceRecorder } from './raceRecorder';
import { createRaceReporter } from './raceProgress';
import { runsOfExperiment, saveState } from './runStore';
import { settleVerdict } from './settleVerdict';

export interface TrainParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly files: Files;
  readonly ports: Pick<Ports, 'clock' | 'ids' | 'compute' | 'appVersion'>;
  readonly announce: Announce;
  readonly datasets: SnapshotReader;
  readonly findLeaks: FindLeaks;
}

export interface TrainResult {
  readonly experimentId: string;
  readonly runIds: string[];
  readonly best: string | null;
  readonly baseline: string | null;
}

/** Throws `invalid-input` before anything is stored, `cancelled` with what is finished kept. */
export async function trainRace(parts: TrainParts, request: TrainRequest, context: JobContext): Promise<TrainResult> {
  const { db, blobs, announce } = parts;
  context.report({ fraction: 0, title: trackingMessages.progress.preparing });
  const race = await prepareRace(request, parts.datasets, parts.files, context.signal);
  context.report({ fraction: 0.02, title: trackingMessages.progress.radar });
  const experiment = await openRace({ ...parts, findLeaks: () => parts.findLeaks(race, context.signal) }, race, context);
  const recorder = createRaceRecorder(db, blobs, race);
  announce('runs', [experiment.id]);
  try {
    await raceOn(parts, race, experiment, recorder, context);
    context.report({ fraction: 0.99, title: trackingMessages.progress.finishing });
    finishCombinations(parts, race, experiment.id, recorder);
  } catch (error) {
    const cancelled = context.signal.aborted;
    for (const { id, state } of runsOfExperiment(db, experiment.id)) {
      if (state === 'running') saveState(db, id, cancelled ? 'cancelled' : 'failed', cancelled ? null : reasonOf(error));
    }
    throw error;
  } finally {
    settleVerdict(db, experiment.id);
    announce('runs', [experiment.id]);
  }
  const { best, baseline } = settleVerdict(db, experiment.id);
  return { experimentId: experiment.id, runIds: runsOfExperiment(db, experiment.id).map(({ id }) => id), best, baseline };
}

async function raceOn({ db, files, ports, announce }: TrainParts, race: PreparedRace, experiment: StoredExperiment, recorder: RaceRecorder, context: JobContext): Promise<void> {
  // A crash between a run's last fit and its verdict leaves nothing to fit: such runs only need the verdict.
  for (const { id, state } of runsOfExperiment(db, experiment.id)) if (state === 'running') recorder.finishIfComplete(id);
  const runs = runsOfExperiment(db, experiment.id);
  const known = new Map(runs.map(({ id }) => [id, new Map(foldsOfRun(db, id).map(({ position, metrics }) => [position, metrics[race.metric] ?? null]))]));
  const fits = planFits(race, runs, known, ports.compute.size);
  const unfinished = new Map<string, number>();
  for (const { runId } of fits) unfinished.set(runId, (unfinished.get(runId) ?? 0) + 1);
  const reporter = createRaceReporter({ experimentId: experiment.id, metric: race.metric, foldsTotal: race.plan.folds.length, fits, runs, known }, context);

  await runFits(fits, ports.compute, context.signal, {
    started: (fit) => reporter.started(fit),
    finished(fit: Fit, outcome) {
      unfinished.set(fit.runId, (unfinished.get(fit.runId) ?? 1) - 1);
      if (fit.position === null) {
        if (!outcome.model) throw new EngineError('internal', 'The fit on all rows brought no model.', { runId: fit.runId });
        recorder.recordModel(fit.runId, outcome.model, outcome.durationMs);
        reporter.finished(fit, undefined);
      } else {
        const scores = recorder.recordFold(fit.runId, fit.position, outcome);
        reporter.finished(fit, scores[race.metric] ?? null);
      }
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
  }, race.request.fitsFolder === undefined ? null : openFitFolder(files.resolveFolder(race.request.fitsFolder), race.snapshot.id));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
