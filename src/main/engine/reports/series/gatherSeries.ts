/** Reads what the report of a time series forecast says from the areas to the left. */
import { type frequencies, type ListedSeries } from '@shared/areas/series';
import { EngineError } from '@shared/contract/errors';
import { seriesReportMessages as words } from '@shared/messages/seriesReports';
import type { Datasets } from '../../datasets';
import type { CallContext } from '../../kernel/area';
import type { SeriesArea } from '../../series';
import type { Tracking } from '../../tracking';
import type { Mover, SeriesFacts } from './seriesFacts';

export interface SeriesSources {
  readonly datasets: Pick<Datasets, 'snapshot'>;
  readonly tracking: Pick<Tracking, 'findRun'>;
  readonly series: SeriesArea;
}

const mostMovers = 5;
const pageLength = 500;
const rowsPerPage = 5000;
/** Days between a period and its like a year before; half a period of slack finds the same week or month. */
const dayMs = 86_400_000;
const daysOfPeriod: Readonly<Record<(typeof frequencies)[number], number>> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };

/** Throws `not-found`. */
export async function gatherSeries({ datasets, tracking, series }: SeriesSources, forecastId: string, signal: AbortSignal): Promise<SeriesFacts> {
  const context: CallContext = { signal, report: () => undefined };
  const forecast = series.listForecasts().find(({ id }) => id === forecastId);
  if (!forecast) throw new EngineError('not-found', words.unknown, { forecastId });
  const { experimentId, runId, level } = forecast;
  const overview = await series.handlers['series.overview']({ experimentId }, context);
  const total = await series.handlers['series.one']({ experimentId, series: null, runId, level }, context);
  const rows = await readRows(series, forecastId, context);
  const band = totalOf(total.forecast, rows);
  return {
    snapshot: datasets.snapshot(forecast.snapshotId),
    forecast,
    run: tracking.findRun(runId),
    overview,
    history: total.history,
    total: band,
    yearAgo: band.map(({ day }) => yearBefore(total.history, day, daysOfPeriod[overview.setup.frequency])),
    reconciliation: total.reconciliation,
    movers: await findMovers(series, experimentId, runId, forecast.horizon, context),
    rows,
  };
}

/** The explorer's sum has the measured band of the sum; where a newer forecast of this run replaced it there, the sum is taken from the rows, without a band. */
function totalOf(explored: SeriesFacts['total'] | null, rows: SeriesFacts['rows']): SeriesFacts['total'] {
  const sums = new Map<string, number>();
  for (const { day, value } of rows) sums.set(day, (sums.get(day) ?? 0) + value);
  const isSame = explored !== null && explored.length === sums.size && explored.every(({ day, value }) => Math.abs(value - (sums.get(day) ?? NaN)) <= 1e-6 * Math.max(1, Math.abs(value)));
  return isSame ? explored : [...sums].map(([day, value]) => ({ day, value, lower: null, upper: null }));
}

function yearBefore(history: SeriesFacts['history'], day: string, periodDays: number): number | null {
  const wanted = Date.parse(day) - Math.round(365.25 / periodDays) * periodDays * dayMs;
  const near = history.filter((point) => Math.abs(Date.parse(point.day) - wanted) <= Math.max(1, periodDays / 2) * dayMs);
  const nearest = near.sort((a, b) => Math.abs(Date.parse(a.day) - wanted) - Math.abs(Date.parse(b.day) - wanted))[0];
  return nearest?.value ?? null;
}

async function findMovers(series: SeriesArea, experimentId: string, runId: string, periods: number, context: CallContext): Promise<Mover[]> {
  const movers: Mover[] = [];
  for (let offset = 0; ; offset += pageLength) {
    const { total, rows } = await series.handlers['series.list']({ experimentId, runId, search: '', sort: 'volume', descending: true, offset, limit: pageLength }, context);
    movers.push(...rows.flatMap((row) => moverOf(row, periods)));
    if (offset + pageLength >= total || rows.length === 0) break;
  }
  const change = ({ recent, before }: Mover): number => Math.abs(recent - before);
  return movers.sort((a, b) => change(b) - change(a) || (a.name < b.name ? -1 : 1)).slice(0, mostMovers);
}

function moverOf({ name, recent }: ListedSeries, periods: number): Mover[] {
  if (recent.length < 2 * periods) return [];
  const mean = (values: readonly (number | null)[]): number => values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / periods;
  return [{ name, recent: mean(recent.slice(-periods)), before: mean(recent.slice(-2 * periods, -periods)) }];
}

async function readRows(series: SeriesArea, forecastId: string, context: CallContext): Promise<SeriesFacts['rows']> {
  const rows: SeriesFacts['rows'][number][] = [];
  for (;;) {
    const page = await series.handlers['series.forecastRows']({ forecastId, offset: rows.length, limit: rowsPerPage }, context);
    for (const row of page.rows) rows.push(row);
    if (rows.length >= page.total || page.rows.length === 0) return rows;
  }
}
