/** What the boosted trees see of a series at one moment: its recent past on its own scale, the calendar of the target period, the price. */
import { mean, median, sampleSd } from '@engine/math';

export interface CalendarPlaces {
  /** Place of each period in the year or week (month, week number, weekday), also of periods to come. */
  readonly place: Int32Array;
  /** Month of each period, 1 to 12. */
  readonly month: Int32Array;
}

export interface FeatureInput {
  /** Complete history up to the moment. */
  readonly history: Float64Array;
  /** Prices of the same periods, NaN where unknown; null without a price column. */
  readonly prices: Float64Array | null;
  readonly step: number;
  readonly season: number;
  readonly place: number;
  readonly month: number;
}

const lags = 8;
/** Shorter histories say too little to learn from. */
export const fewestPeriods = 8;
const windows = [4, 8, 13, 26] as const;

export interface SeriesFeatures {
  readonly values: number[];
  /** Typical size of the series: what the target is divided by. */
  readonly scale: number;
  /** What the forecast is measured from, in units: the same period a season ago, or 0. */
  readonly base: number;
}

/** Null where the history is too short or nothing was sold lately. */
export function seriesFeatures({ history, prices, step, season, place, month }: FeatureInput): SeriesFeatures | null {
  const n = history.length;
  if (n < fewestPeriods) return null;
  const last = (count: number): Float64Array => history.subarray(Math.max(0, n - count));
  const scale = meanSize(last(26));
  if (scale === 0) return null;
  const means = windows.map((count) => (mean(last(count)) ?? 0) / scale);
  const eight = last(8);
  // The last whole season back that is still known for the target period.
  const seasonsBack = season > 1 ? Math.ceil(step / season) : 0;
  const sameSeason = season > 1 ? (history[n + step - 1 - seasonsBack * season] ?? NaN) : NaN;
  let sinceSale = 0;
  while (sinceSale < n && history[n - 1 - sinceSale] === 0) sinceSale++;
  const values = [
    ...Array.from({ length: lags }, (_, lag) => history[n - 1 - lag]! / scale),
    ...means,
    (median(eight) ?? 0) / scale,
    (sampleSd(eight) ?? 0) / scale,
    shareSold(eight),
    shareSold(last(26)),
    sinceSale,
    sameSeason / scale,
    place,
    month,
    Math.log1p(scale),
    n,
    ...(prices ? [priceNow(prices)] : []),
  ];
  return { values, scale, base: Number.isNaN(sameSeason) ? 0 : sameSeason };
}

function meanSize(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += Math.abs(value);
  return total / values.length;
}

function shareSold(values: Float64Array): number {
  let sold = 0;
  for (const value of values) if (value !== 0) sold++;
  return sold / values.length;
}

/** The last known price against the mean of the last quarter's: below 1 is a reduction. */
function priceNow(prices: Float64Array): number {
  const known = prices.subarray(Math.max(0, prices.length - 13)).filter((price) => price > 0);
  return known.length === 0 ? NaN : known[known.length - 1]! / (mean(known) ?? NaN);
}
