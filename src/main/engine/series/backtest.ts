/** The backtest job: rows in tracking first, then origin by origin, then bands with measured coverage, best and baseline. */
import type { Snapshot } from '@shared/areas/datasets';
import type { SeriesRequest } from '@shared/areas/series';
import { seriesMethods, type Run, type SeriesMethod } from '@shared/areas/tracking';
import { seriesMessages } from '@shared/messages/series';
import type { Announce, JobContext } from '../kernel/area';
import type { Ports } from '../kernel/ports';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { decodePredictions, type Tracking } from '../tracking';
import { scoreSeries } from '../training';
import { createBacktestPlan, errorsOfOrigin, scalesOfOrigin, type BacktestPlan } from './backtestPlan';
import { describeRun } from './describeRun';
import type { SeriesModel } from './documents';
import { finishRun } from './finishRun';
import { forecastOrigin, type MethodAnswers } from './forecastOrigin';
import { ensembleMembers, lossOf, treeCount, windowOf } from './methodSettings';
import type { Panel } from './panel';
import { createBacktestReporter } from './backtestProgress';
import { planOrigins } from './planOrigins';
import type { PanelShelf, SnapshotReader } from './readPanel';
import { savePlan } from './seriesStore';

export interface BacktestParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly ports: Pick<Ports, 'compute'>;
  readonly announce: Announce;
  readonly datasets: SnapshotReader;
  readonly tracking: Pick<Tracking, 'outside' | 'runsOfExperiment'>;
  readonly panels: PanelShelf;
}

export interface BacktestResult {
  readonly experimentId: string;
  readonly runIds: string[];
  readonly best: string | null;
  readonly baseline: string | null;
}

/** Throws `invalid-input` before anything is stored, `cancelled` with what is finished kept. */
export async function backtest(parts: BacktestParts, request: SeriesRequest, context: JobContext): Promise<BacktestResult> {
  const { tracking, announce } = parts;
  context.report({ fraction: 0, title: seriesMessages.progress.reading });
  const snapshot = parts.datasets.snapshot(request.snapshotId);
  const panel = await parts.panels.read(snapshot.id, request.target, request.setup, context.signal);
  const origins = planOrigins(panel, request.setup);
  const plan = createBacktestPlan(panel, origins, request.setup.horizon);
  const { experiment, runs } = open(parts, request, snapshot, plan, context.jobId);
  announce('runs', [experiment.id]);
  announce('series', [experiment.id]);
  try {
    await raceOn(parts, request, plan, runs, experiment.id, context);
  } catch (error) {
    tracking.outside.abandon(experiment.id, context.signal.aborted, `${seriesMessages.jobFailed}: ${error instanceof Error ? error.message : String(error)}`);
    throw error;
  } finally {
    tracking.outside.settle(experiment.id);
    announce('runs', [experiment.id]);
    announce('series', [experiment.id]);
  }
  const { best, baseline } = tracking.outside.settle(experiment.id);
  return { experimentId: experiment.id, runIds: runs.map(({ id }) => id), best, baseline };
}

function open({ db, blobs, tracking }: BacktestParts, request: SeriesRequest, snapshot: Snapshot, plan: BacktestPlan, jobId: string): ReturnType<Tracking['outside']['open']> {
  const { setup, metric } = request;
  const models = seriesMethods.filter((method) => request.models.includes(method));
  const opened = tracking.outside.open(
    {
      request: {
        snapshotId: snapshot.id, target: request.target, models, exclude: [], keepTogether: [], split: 'time', dateColumn: setup.date, ...(setup.keys.length === 1 ? { groupBy: setup.keys[0] } : {}),
        folds: setup.origins, repeats: 1, metric, seed: request.seed, level: request.level, intervalMethod: 'split', parameters: {}, monotone: {}, notes: request.notes, series: setup,
      },
      metric,
      usedColumns: [setup.date, ...setup.keys, ...(setup.price === null ? [] : [setup.price])],
      excludedColumns: [],
      rows: snapshot.rows - plan.document.facts.rowsWithoutDate - plan.document.facts.rowsWithoutTarget,
      missingTargetRows: plan.document.facts.rowsWithoutTarget,
      groups: plan.document.names.length,
      plan: plan.tracking,
      runs: models.map((model) => ({ model, parameters: describeRun(model, request, snapshot, plan.document) })),
    },
    jobId,
  );
  savePlan(db, blobs, opened.experiment.id, plan.document);
  return opened;
}

async function raceOn({ ports, tracking, blobs, announce }: BacktestParts, request: SeriesRequest, plan: BacktestPlan, runs: readonly Run[], experimentId: string, context: JobContext): Promise<void> {
  const { panel, origins } = plan;
  const { setup } = request;
  const open = new Map(runs.flatMap((run): [SeriesMethod, Run][] => (run.state === 'running' ? [[run.model as SeriesMethod, run]] : [])));
  const reporter = createBacktestReporter(experimentId, request.metric, runs, origins.length, context);
  const failed = new Map<string, string>();
  const stoodIn = new Map<string, Map<string, number>>();
  let cells = 0;
  const members = ensembleMembers(setup.season).filter((member) => request.models.includes(member));

  for (const [position, origin] of origins.entries()) {
    cells += origin.series.length;
    const finished = new Map([...open.values()].map((run) => [run.id, tracking.outside.finishedFolds(run.id).get(position)]));
    const scales = scalesOfOrigin(panel, origin, setup.season);
    const missing = [...open].filter(([, { id }]) => finished.get(id) === undefined && !failed.has(id)).map(([method]) => method);
    const wanted = missing.includes('median-ensemble') ? [...new Set([...missing, ...members])] : missing;
    reporter.begin(position, origin.series.length);
    const answers = wanted.length === 0 ? new Map<SeriesMethod, MethodAnswers>() : await forecastOrigin({ panel, series: origin.series, at: origin.at, horizon: setup.horizon, methods: wanted, members, window: windowOf[setup.frequency], loss: lossOf(request.metric), trees: treeCount, seed: request.seed }, ports.compute, context.signal, reporter.part);
    for (const method of missing) {
      const run = open.get(method);
      const answer = answers.get(method);
      if (!run || !answer) continue;
      const reasons = answer.stoodIn.filter((reason) => reason !== null);
      const words = (reason: (typeof reasons)[number]): string => seriesMessages.obstacle(reason, setup.season, origin.at, setup.frequency);
      if (reasons.length === answer.stoodIn.length && reasons[0]) {
        const reason = words(reasons[0]);
        failed.set(run.id, reason);
        tracking.outside.fail(run.id, seriesMessages.nowhere(reason));
        reporter.failed(run.id);
        continue;
      }
      const tally = stoodIn.get(run.id) ?? new Map<string, number>();
      for (const reason of reasons) tally.set(words(reason), (tally.get(words(reason)) ?? 0) + 1);
      stoodIn.set(run.id, tally);
      const errors = errorsOfOrigin(plan, position, answer.predictions);
      const scores = scoreSeries({ ...errors, lower: null, upper: null, series: errors.place, scales });
      const { coverage: _coverage, width: _width, ...metrics } = scores;
      tracking.outside.recordFold(run.id, position, { predictions: errors.predicted, metrics, backend: 'js', durationMs: answer.durationMs });
      reporter.scored(run.id, position, scores[request.metric as keyof typeof scores] ?? null);
    }
    announce('runs', [experimentId]);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }

  context.report({ fraction: 0.97, title: seriesMessages.progress.finishing });
  for (const [method, run] of open) {
    if (failed.has(run.id)) continue;
    const folds = tracking.outside.finishedFolds(run.id);
    const model: SeriesModel = {
      format: 'almanac-series-model', formatVersion: 1, method, members: method === 'median-ensemble' ? [...members] : [], target: request.target, setup, window: windowOf[setup.frequency],
      loss: lossOf(request.metric), trees: treeCount, seed: request.seed, level: request.level, cells,
      stoodIn: [...(stoodIn.get(run.id) ?? [])].map(([reason, found]) => ({ reason, cells: found })),
    };
    finishRun(tracking, plan, run.id, origins.map((_, position) => decodePredictions(blobs.readBytes(folds.get(position) ?? ''))), model);
  }
}

export type { Panel };
