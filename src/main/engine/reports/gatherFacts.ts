/** Reads everything a report says from the areas to the left, once. */
import type { Cell } from '@shared/areas/common';
import type { Snapshot } from '@shared/areas/datasets';
import { driftRequestSchema } from '@shared/areas/monitoring';
import { runModels, type Run } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { reportMessages } from '@shared/messages/reports';
import type { Datasets } from '../datasets';
import { findNamingColumn, type Forecasting } from '../forecasting';
import type { Monitoring } from '../monitoring';
import type { Quality } from '../quality';
import type { Tracking } from '../tracking';
import { metricLoss } from '../training';
import { gatherWhatIf } from './gatherWhatIf';
import type { ForecastFacts, LargestForecast, ReportFacts, WorstMiss } from './reportFacts';

export interface FactSources {
  readonly datasets: Pick<Datasets, 'snapshot' | 'handlers'>;
  readonly quality: { readonly handlers: Pick<Quality['handlers'], 'quality.lastValidation'> };
  readonly tracking: Tracking;
  readonly monitoring: Pick<Monitoring, 'compare'>;
  readonly forecasting: Pick<Forecasting, 'findForecast' | 'valuesOf' | 'handlers'>;
}

export type RunSubject = { readonly runId: string } | { readonly forecastId: string };

const mostListed = 10;

/** Throws `not-found`, or `conflict` where the run has not finished. */
export async function gatherFacts(sources: FactSources, subject: RunSubject, signal: AbortSignal): Promise<ReportFacts> {
  const { datasets, quality, tracking } = sources;
  const forecast = 'forecastId' in subject ? await gatherForecast(sources, subject.forecastId, signal) : null;
  const runId = 'runId' in subject ? subject.runId : (forecast?.forecast.runId ?? '');
  const stored = tracking.findRun(runId);
  if (stored.task !== 'regression') throw new EngineError('invalid-input', reportMessages.seriesRun(stored.number), { runId });
  if (stored.state !== 'finished') throw new EngineError('conflict', reportMessages.unfinished(stored.number, stored.state), { runId });

  const detail = tracking.runDetail(runId);
  const { run, baseline, experiment } = detail;
  const described = forecast?.snapshot.id ?? run.snapshotId;
  const contenders = rank(tracking.runsOfExperiment(experiment.id), run, experiment.request.level);
  const [first, second] = contenders;
  return {
    snapshot: datasets.snapshot(run.snapshotId),
    detail,
    contenders,
    lead: first && second ? (tracking.compare([first.id, second.id]).pairs[0] ?? null) : null,
    gain: baseline && baseline.id !== runId ? (tracking.compare([runId, baseline.id]).pairs[0] ?? null) : null,
    heldOutRows: tracking.rowsOfRun(runId).folds.reduce((total, { actual }) => total + actual.length, 0),
    misses: await gatherMisses(sources, datasets.snapshot(run.snapshotId), runId, signal),
    whatIf: await gatherWhatIf(sources, detail, signal),
    validation: await quality.handlers['quality.lastValidation']({ snapshotId: described }, { signal, report: () => undefined }),
    modelObject: stored.modelObject,
    forecast,
    drift: described === run.snapshotId ? null : await sources.monitoring.compare(driftRequestSchema.parse({ referenceId: run.snapshotId, currentId: described, withModel: false }), { signal, report: () => undefined }),
  };
}

/** Finished runs of the race, best first; those in the trash too, so that the same run gives the same report. */
function rank(runs: readonly Run[], subject: Run, level: number): Run[] {
  const lossOf = (run: Run): number => {
    const mean = run.metrics[subject.metric]?.mean ?? null;
    return mean === null ? Infinity : metricLoss(subject.metric, mean, level);
  };
  return runs
    .filter(({ state }) => state === 'finished')
    .sort((a, b) => lossOf(a) - lossOf(b) || runModels.indexOf(a.model) - runModels.indexOf(b.model));
}

async function gatherForecast({ datasets, forecasting }: FactSources, forecastId: string, signal: AbortSignal): Promise<ForecastFacts> {
  const forecast = forecasting.findForecast(forecastId);
  const snapshot = datasets.snapshot(forecast.snapshotId);
  const { value, lower, upper } = forecasting.valuesOf(forecastId);
  const order = Array.from(value.keys()).sort((a, b) => value[b]! - value[a]! || a - b);
  const middle = order[Math.floor(order.length / 2)] ?? 0;
  const naming = findNamingColumn(snapshot.columns, snapshot.rows);
  const largest = await Promise.all(
    order.slice(0, mostListed).map(async (row): Promise<LargestForecast> => ({
      row: row + 1,
      name: naming === null ? null : await readCell(datasets, snapshot, row, naming, signal),
      value: value[row]!,
      lower: lower[row]!,
      upper: upper[row]!,
    })),
  );
  const names = naming === null ? null : await readNames(datasets, snapshot, naming, signal);
  return { forecast, snapshot, largest, rows: { name: names, value, lower, upper }, middle: { value: value[middle] ?? 0, lower: lower[middle] ?? 0, upper: upper[middle] ?? 0 } };
}

async function readCell(datasets: FactSources['datasets'], snapshot: Snapshot, row: number, column: string, signal: AbortSignal): Promise<LargestForecast['name']> {
  const page = await datasets.handlers['datasets.page']({ snapshotId: snapshot.id, offset: row, limit: 1, sort: [], filters: [], columns: [column] }, { signal, report: () => undefined });
  return page.rows[0]?.[0] ?? null;
}

/** The rows of the first repeat with the largest error in units; rows that were held out once are so counted once. */
async function gatherMisses({ datasets, tracking }: FactSources, snapshot: Snapshot, runId: string, signal: AbortSignal): Promise<WorstMiss[]> {
  const { rowNumbers, folds } = tracking.rowsOfRun(runId);
  const first = folds[0]?.repeat;
  const missed = folds.filter(({ repeat }) => repeat === first).flatMap(({ rows, actual, predicted }) => rows.map((row, i) => ({ row: rowNumbers[row] ?? 0, actual: actual[i]!, predicted: predicted[i]! })));
  const worst = missed.sort((a, b) => Math.abs(b.predicted - b.actual) - Math.abs(a.predicted - a.actual) || a.row - b.row).slice(0, mostListed);
  const naming = findNamingColumn(snapshot.columns, snapshot.rows);
  return Promise.all(worst.map(async (miss) => ({ ...miss, name: naming === null ? null : await readCell(datasets, snapshot, miss.row - 1, naming, signal) })));
}

const rowsPerPage = 10_000;

async function readNames(datasets: FactSources['datasets'], snapshot: Snapshot, column: string, signal: AbortSignal): Promise<Cell[]> {
  const names: Cell[] = [];
  while (names.length < snapshot.rows) {
    const { rows } = await datasets.handlers['datasets.page']({ snapshotId: snapshot.id, offset: names.length, limit: rowsPerPage, sort: [], filters: [], columns: [column] }, { signal, report: () => undefined });
    if (rows.length === 0) break;
    for (const [name] of rows) names.push(name ?? null);
  }
  return names;
}
