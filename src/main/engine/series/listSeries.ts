/** The list of series: how much they sell, how well they are forecast against the baseline, and a small picture. */
import type { BandPoint, ListedSeries, seriesSorts } from '@shared/areas/series';
import type { Frequency } from '@shared/areas/seriesSetup';
import { classifyDemand, historyOf } from '../training';
import type { ForecastValues } from './forecastValues';
import type { LoadedBacktest } from './loadedBacktest';

export interface ListRequest {
  readonly search: string;
  readonly sort: (typeof seriesSorts)[number];
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

const recentPeriods = 60;
const yearOf: Readonly<Record<Frequency, number>> = { day: 365, week: 52, month: 12, quarter: 4, year: 1 };

export function listSeries(loaded: LoadedBacktest, runId: string, forecast: ForecastValues | null, { search, sort, descending, offset, limit }: ListRequest): { total: number; rows: ListedSeries[] } {
  const { panel } = loaded.plan;
  const own = wapeBySeries(loaded, runId);
  const baseline = loaded.experiment.baseline === null ? null : wapeBySeries(loaded, loaded.experiment.baseline);
  const wanted = search.trim().toLowerCase();
  const found = [...panel.names.keys()].filter((series) => wanted === '' || panel.names[series]!.toLowerCase().includes(wanted));
  const volume = (series: number): number => volumeOf(loaded, series);
  const keyOf: Record<ListRequest['sort'], (series: number) => number | string | null> = {
    volume,
    error: (series) => own[series] ?? null,
    gain: (series) => gainOf(own[series] ?? null, baseline?.[series] ?? null),
    name: (series) => panel.names[series]!,
  };
  const keyed = found.map((series) => ({ series, key: keyOf[sort](series) }));
  const direction = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null) || a.series - b.series;
    return (a.key < b.key ? -direction : a.key > b.key ? direction : 0) || a.series - b.series;
  });
  const places = new Map(forecast?.names.map((name, place) => [name, place]));
  const rows = keyed.slice(offset, offset + limit).map(({ series }): ListedSeries => {
    const name = panel.names[series]!;
    const start = series * panel.periods;
    return {
      series,
      name,
      volume: volume(series),
      demand: classifyDemand(historyOf(panel, series, panel.periods)).class,
      wape: own[series] ?? null,
      baselineWape: baseline?.[series] ?? null,
      recent: Array.from(panel.values.subarray(start + Math.max(0, panel.periods - recentPeriods), start + panel.periods), (value) => (Number.isNaN(value) ? null : value)),
      forecast: forecastOf(forecast, places.get(name)),
    };
  });
  return { total: found.length, rows };
}

export function forecastOf(forecast: ForecastValues | null, place: number | undefined): BandPoint[] | null {
  if (!forecast || place === undefined) return null;
  const steps = forecast.days.length;
  return forecast.days.map((day, step) => ({ day, value: forecast.value[place * steps + step]!, lower: forecast.lower[place * steps + step] ?? null, upper: forecast.upper[place * steps + step] ?? null }));
}

/** Share of the baseline's error that is gone; null where either is unknown. */
function gainOf(own: number | null, baseline: number | null): number | null {
  return own === null || baseline === null || baseline === 0 ? null : 1 - own / baseline;
}

function volumeOf({ plan: { panel }, setup }: LoadedBacktest, series: number): number {
  let total = 0;
  for (let t = Math.max(0, panel.periods - yearOf[setup.frequency]); t < panel.periods; t++) {
    const value = panel.values[series * panel.periods + t]!;
    if (!Number.isNaN(value)) total += value;
  }
  return total;
}

/** By place in the panel; null where nothing was sold or the series was never scored. */
export function wapeBySeries({ plan, errorsOf }: LoadedBacktest, runId: string): (number | null)[] {
  const absolute = new Float64Array(plan.panel.names.length);
  const size = new Float64Array(plan.panel.names.length);
  errorsOf(runId).forEach(({ actual, predicted, place }, position) => {
    const { series } = plan.origins[position]!;
    actual.forEach((value, i) => {
      const index = series[place[i]!]!;
      absolute[index]! += Math.abs(value - predicted[i]!);
      size[index]! += Math.abs(value);
    });
  });
  return Array.from(absolute, (value, series) => (size[series] === 0 ? null : value / size[series]!));
}
