/** Turns the facts of a time series forecast into the sentences and key figures of its report. */
import { modelWords } from '@shared/messages/names';
import { seriesReportMessages as words } from '@shared/messages/seriesReports';
import type { KeyFigure } from '../page';
import type { PlainFact } from '../plainFacts';
import { writeDate, writeNumber, writeRounded, writeShare } from '../wording';
import type { SeriesFacts } from './seriesFacts';

export interface SeriesStory {
  readonly title: string;
  readonly lead: string;
  readonly figures: readonly KeyFigure[];
  readonly chart: string;
  readonly trust: readonly string[];
  readonly wrong: readonly string[];
}

/** Less than this share is no change that a sentence should name. */
const noticeable = 0.03;

export function tellSeries(facts: SeriesFacts): SeriesStory {
  const { forecast, overview, total } = facts;
  const { frequency } = overview.setup;
  const { change, recentMean } = changeOf(facts);
  const [first, last] = [total[0], total.at(-1)];
  const mean = forecast.total / forecast.horizon;
  const compared = change === null || Math.abs(change) < noticeable ? words.lead.same : change > 0 ? words.lead.up(writeShare(change)) : words.lead.down(writeShare(-change));
  const band = first && first.lower !== null && first.upper !== null ? [words.lead.band(writeShare(forecast.level), writeRounded(first.lower), writeRounded(first.upper), frequency)] : [];
  return {
    title: words.title(writeRounded(forecast.total), facts.run.target, forecast.horizon, frequency, last ? dayOf(last.day) : ''),
    lead: [...(recentMean === null ? [] : [words.lead.level(writeRounded(mean), frequency, compared, forecast.horizon)]), ...band].join(' '),
    figures: figuresOf(facts, change, recentMean),
    chart: words.chart.title(change === null || Math.abs(change) < noticeable ? 'stays' : change > 0 ? 'rises' : 'falls'),
    trust: trustOf(facts),
    wrong: wrongOf(facts),
  };
}

export function dayOf(day: string): string {
  return writeDate(Date.parse(day));
}

/** Mean of the forecast against the mean of as many periods before it. */
function changeOf({ forecast, history }: SeriesFacts): { change: number | null; recentMean: number | null } {
  const recent = history.slice(-forecast.horizon).flatMap(({ value }) => (value === null ? [] : [value]));
  if (recent.length === 0) return { change: null, recentMean: null };
  const recentMean = recent.reduce((sum, value) => sum + value, 0) / recent.length;
  return { change: recentMean > 0 ? forecast.total / forecast.horizon / recentMean - 1 : null, recentMean };
}

function figuresOf({ forecast, overview, total, yearAgo, run }: SeriesFacts, change: number | null, recentMean: number | null): readonly KeyFigure[] {
  const { frequency } = overview.setup;
  const baseline = overview.methods.find(({ runId }) => runId === overview.baseline);
  const then = yearAgo.every((value) => value !== null) && yearAgo.length > 0 ? yearAgo.reduce<number>((sum, value) => sum + (value ?? 0), 0) : null;
  const last = total.at(-1);
  return [
    { label: words.figures.total(forecast.horizon, frequency, last ? dayOf(last.day) : ''), value: writeRounded(forecast.total), note: words.figures.totalNote(writeNumber(forecast.series)) },
    { label: words.figures.yearAgo, value: then === null || then <= 0 ? '–' : signedShare(forecast.total / then - 1), note: then === null ? words.figures.yearAgoNone : words.figures.then(writeRounded(then)) },
    { label: words.figures.last(forecast.horizon, frequency), value: change === null ? '–' : signedShare(change), note: recentMean === null ? '' : words.figures.then(writeRounded(recentMean * forecast.horizon)) },
    { label: words.figures.miss(frequency), value: writeShare(run.metrics.wape?.mean ?? null), note: baseline ? words.figures.missNote(modelWords[baseline.method].name.toLowerCase(), writeShare(baseline.metrics.wape?.mean ?? null)) : '' },
  ];
}

function signedShare(share: number): string {
  return `${share > 0 ? '+' : ''}${writeShare(share)}`;
}

function trustOf({ forecast, overview, run, reconciliation }: SeriesFacts): string[] {
  const { frequency, horizon } = overview.setup;
  const bias = run.metrics.bias?.mean ?? null;
  return [
    words.trustText.replay(overview.originDays.length, horizon, frequency),
    sentence(overview.finding),
    ...(forecast.coverage === null ? [] : [words.trustText.coverage(writeShare(forecast.level), writeShare(forecast.coverage))]),
    ...(bias === null ? [] : [words.trustText.bias(signedShare(bias))]),
    ...(reconciliation === null ? [] : [reconciliation]),
  ];
}

function wrongOf({ overview }: SeriesFacts): string[] {
  const { setup, facts, biasWarning, periods } = overview;
  return [
    ...(biasWarning === null ? [] : [biasWarning]),
    ...(setup.season !== null && periods < 2 * setup.season ? [words.wrongText.short(periods, setup.frequency)] : []),
    ...(facts.missingPeriods > 0 ? [words.wrongText.gaps(writeNumber(facts.missingPeriods), writeNumber(facts.seriesWithGaps))] : []),
    ...(facts.lateStarts > 0 ? [words.wrongText.late(writeNumber(facts.lateStarts))] : []),
    ...(setup.closures.length > 0 ? [words.wrongText.closures(setup.closures.slice(0, 6).map(dayOf).join(', '))] : []),
    words.wrongText.changes,
  ];
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

export function setupOf({ overview }: SeriesFacts): readonly PlainFact[] {
  const { setup, originDays, firstDay, lastDay, series, periods } = overview;
  const labels = words.setup;
  return [
    [labels.date, `${setup.date}, ${dayOf(firstDay)} to ${dayOf(lastDay)}, ${writeNumber(periods)} periods`],
    [labels.keys, setup.keys.length === 0 ? labels.one : `${setup.keys.join(', ')}: ${writeNumber(series)}`],
    [labels.frequency, setup.frequency],
    [labels.gaps, setup.gaps === 'zero' ? labels.zero : labels.missing],
    [labels.closures, setup.closures.map(dayOf).join(', ') || labels.none],
    [labels.season, setup.season === null ? labels.none : String(setup.season)],
    [labels.origins, originDays.map(dayOf).join(', ')],
    [labels.active, setup.active === null ? labels.all : labels.activeText(setup.active.atLeast, setup.active.of)],
  ];
}
