/** What the pictures and tables of the explorer say, in words. */
import type { ListedSeries, SeriesDetail, SeriesOverview } from '@shared/areas/series';
import type { Frequency } from '@shared/areas/seriesSetup';
import { modelWords } from '@shared/messages/names';
import { formatCount, formatInteger, formatNumber, formatPercent } from '@renderer/ui';
import { seriesWords } from './messages';

export const periodWord: Readonly<Record<Frequency, string>> = { day: 'day', week: 'week', month: 'month', quarter: 'quarter', year: 'year' };

/** "26 Dec 2011". */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));
}

export function roundish(value: number): string {
  if (Math.abs(value) < 10) return formatNumber(value, 1);
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.abs(value))) - 1);
  return formatInteger(Math.round(value / step) * step);
}

/** The finding of the main chart. */
export function chartTitle(detail: SeriesDetail, overview: SeriesOverview, runId: string): string {
  const { frequency } = overview.setup;
  const end = detail.forecast?.at(-1);
  if (detail.forecast && end) {
    const mean = detail.forecast.reduce((sum, { value }) => sum + value, 0) / detail.forecast.length;
    return `About ${roundish(mean)} ${overview.experiment.request.target} a ${periodWord[frequency]} until ${formatDay(end.day)}`;
  }
  const own = detail.methods.find((each) => each.runId === runId);
  if (own?.wape !== null && own?.wape !== undefined) return `${modelWords[own.method].name} missed ${formatPercent(own.wape, 0)} of what was sold`;
  return detail.name;
}

export function chartNote(detail: SeriesDetail, overview: SeriesOverview, runId: string): string {
  const run = overview.methods.find((each) => each.runId === runId);
  const by = run ? `${modelWords[run.method].name}, run ${run.number}` : '';
  const what = `${detail.name}, ${overview.experiment.request.target} per ${periodWord[overview.setup.frequency]}.`;
  return detail.forecast ? `${what} Forecast made on data to ${formatDay(overview.lastDay)} by ${by}.` : `${what} ${by}. ${seriesWords.noForecast}`;
}

/** Null where coverage was never measured. */
export function bandHeld({ coverage, level, scored }: SeriesDetail): { readonly text: string; readonly tone: 'good' | 'attention'; readonly title: string } | null {
  if (coverage === null) return null;
  return {
    text: `${formatPercent(level, 0)} band held ${formatPercent(coverage, 0)}`,
    tone: coverage < level - 0.05 ? 'attention' : 'good',
    title: `Share of ${formatInteger(scored)} backtest values inside the band, each band made from the errors of the other origins.`,
  };
}

export function gainWords({ wape, baselineWape }: ListedSeries): { readonly text: string; readonly tone: 'good' | 'second' } {
  if (wape === null || baselineWape === null || baselineWape === 0) return { text: 'not scored', tone: 'second' };
  const gain = 1 - wape / baselineWape;
  if (Math.abs(gain) < 0.005) return { text: 'no gain', tone: 'second' };
  return gain > 0 ? { text: `${formatPercent(gain, 0)} better`, tone: 'good' } : { text: `${formatPercent(-gain, 0)} worse`, tone: 'second' };
}

export function backtestNote({ setup, originDays, activeSeries, series }: SeriesOverview): string {
  const word = periodWord[setup.frequency];
  return `${formatCount(originDays.length, 'origin')}, ${formatCount(setup.horizon, word)} each, ${formatInteger(activeSeries)} of ${formatCount(series, 'series', 'series')} scored from the last one.`;
}
