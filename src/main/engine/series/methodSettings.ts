/** Settings that follow from the calendar: how far window methods look back, what a season is, whom the ensemble asks. */
import type { Frequency } from '@shared/areas/seriesSetup';
import type { MetricName, SeriesMethod } from '@shared/areas/tracking';

/** Long enough to be steady, short enough to follow. */
export const windowOf: Readonly<Record<Frequency, number>> = { day: 28, week: 8, month: 6, quarter: 4, year: 3 };
export const naturalSeason: Readonly<Record<Frequency, number | null>> = { day: 7, week: 52, month: 12, quarter: 4, year: null };
export const usualHorizon: Readonly<Record<Frequency, number>> = { day: 14, week: 4, month: 12, quarter: 4, year: 2 };
/** Sold in at least so many of the last periods: about a third of half a year of weeks. */
export const usualActivity: Readonly<Record<Frequency, { readonly atLeast: number; readonly of: number } | null>> = { day: { atLeast: 14, of: 56 }, week: { atLeast: 8, of: 26 }, month: { atLeast: 4, of: 12 }, quarter: null, year: null };

export const treeCount = 100;

/** Learned with the loss of the metric: absolute errors for those of absolute errors, squared ones else. */
export function lossOf(metric: MetricName): 'absolute' | 'squared' {
  return metric === 'rmse' || metric === 'rmsse' || metric === 'bias' ? 'squared' : 'absolute';
}

/** Three that err differently: a mean, a median and trees; with a season, the three that know it. */
export function ensembleMembers(season: number | null): readonly SeriesMethod[] {
  return season === null ? ['ses', 'window-median', 'boosted-trees'] : ['theta', 'ets', 'boosted-trees'];
}

export const fewestMembers = 2;
