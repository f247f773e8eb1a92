/** Reads everything a report says from the areas to the left, once. */
import type { Snapshot } from '@shared/areas/datasets';
import { modelKinds, type Run } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { reportMessages } from '@shared/messages/reports';
import type { Datasets } from '../datasets';
import { findNamingColumn, type Forecasting } from '../forecasting';
import type { Quality } from '../quality';
import type { Tracking } from '../tracking';
import { metricLoss } from '../training';
import type { ForecastFacts, LargestForecast, ReportFacts } from './reportFacts';

export interface FactSources {
  readonly datasets: Pick<Datasets, 'snapshot' | 'handlers'>;
  readonly quality: { readonly handlers: Pick<Quality['handlers'], 'quality.lastValidation'> };
  readonly tracking: Tracking;
  readonly forecasting: Pick<Forecasting, 'findForecast' | 'valuesOf'>;
}

export type ReportSubject = { readonly runId: string } | { readonly forecastId: string };

const mostListed = 10;

/** Throws `not-found`, or `conflict` where the run has not finished. */
export async function gatherFacts(sources: FactSources, subject: ReportSubject, signal: AbortSignal): Promise<ReportFacts> {
  const { datasets, quality, tracking } = sources;
  const forecast = 'forecastId' in subject ? await gatherForecast(sources, subject.forecastId, signal) : null;
  const runId = 'runId' in subject ? subject.runId : (forecast?.forecast.runId ?? '');
  const stored = tracking.findRun(runId);
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
    validation: await quality.handlers['quality.lastValidation']({ snapshotId: described }, { signal, report: () => undefined }),
    modelObject: stored.modelObject,
    forecast,
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
    .sort((a, b) => lossOf(a) - lossOf(b) || modelKinds.indexOf(a.model) - modelKinds.indexOf(b.model));
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
  return { forecast, snapshot, largest, middle: { value: value[middle] ?? 0, lower: lower[middle] ?? 0, upper: upper[middle] ?? 0 } };
}

async function readCell(datasets: FactSources['datasets'], snapshot: Snapshot, row: number, column: string, signal: AbortSignal): Promise<LargestForecast['name']> {
  const page = await datasets.handlers['datasets.page']({ snapshotId: snapshot.id, offset: row, limit: 1, sort: [], filters: [], columns: [column] }, { signal, report: () => undefined });
  return page.rows[0]?.[0] ?? null;
}
