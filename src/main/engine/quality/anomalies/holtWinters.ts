/**
 * Triple exponential smoothing with additive trend and season (Hyndman & Athanasopoulos, Forecasting: principles and practice, 8.3): deequ's HoltWinters.
 * Like there, start values come from the first two cycles, smoothing shares from the least sum of squared one-step errors within 0 to 1,
 * and the band is the forecast +/- 1.96 standard deviations of the errors' sizes.
 */
import { minimise, sampleSd } from '../../math';
import { isOutside, type Interval, type JudgedPoint } from './anomalyMethod';

interface Smoothed {
  readonly forecasts: readonly number[];
  readonly errors: readonly number[];
}

const normalTwoSided = 1.96;
const firstShares = [0.3, 0.1, 0.1] as const;
/** Rounding of exact series is no anomaly. */
const roundingShare = 1e-9;

/** One answer per value of the interval, from what lies before it; none where that is less than two cycles of `period` values. */
export function holtWinters(values: readonly number[], { start, end }: Interval, period: number): readonly JudgedPoint[] {
  if (start < 2 * period || start >= values.length) return [];
  const before = values.slice(0, start);
  const asked = values.slice(start, end);
  // What never changed needs no search.
  if (before.every((value) => value === before[0])) return asked.map((value) => ({ lower: before[0]!, upper: before[0]!, anomalous: value !== before[0] }));
  const clamp = (share: number): number => Math.min(1, Math.max(0, share));
  const squares = (point: Float64Array): number => smooth(before, period, 0, clamp(point[0]!), clamp(point[1]!), clamp(point[2]!)).errors.reduce((total, error) => total + error * error, 0);
  const loss = (point: Float64Array): number => squares(point) * (1 + outside(point)) + outside(point);
  const { at: point } = minimise(loss, Float64Array.from(firstShares), { step: 0.2, mostEvaluations: 600, tolerance: 1e-10 });
  const { forecasts, errors } = smooth(before, period, asked.length, clamp(point[0]!), clamp(point[1]!), clamp(point[2]!));
  const deviation = sampleSd(errors.map(Math.abs)) ?? 0;
  const margin = normalTwoSided * deviation + roundingShare * Math.max(...before.map(Math.abs));
  return asked.map((value, i) => {
    const band = { lower: forecasts[i]! - margin, upper: forecasts[i]! + margin };
    return { ...band, anomalous: isOutside(value, band) };
  });
}

/** Draws the search back between 0 and 1 without bending the loss there. */
function outside(point: Float64Array): number {
  return point.reduce((total, share) => total + Math.max(0, -share, share - 1), 0);
}

function smooth(series: readonly number[], period: number, ahead: number, alpha: number, beta: number, gamma: number): Smoothed {
  const sumOf = (from: number): number => series.slice(from, from + period).reduce((a, b) => a + b, 0);
  let level = sumOf(0) / period;
  let trend = (sumOf(period) - sumOf(0)) / period ** 2;
  const seasons = series.slice(0, period).map((value) => value - level);
  const errors: number[] = [];
  const forecasts: number[] = [];
  for (let t = 0; t < series.length + ahead; t++) {
    const season = seasons[t]!;
    const forecast = level + trend + season;
    const value = t < series.length ? series[t]! : forecast;
    if (t < series.length) errors.push(value - forecast);
    else forecasts.push(forecast);
    const nextLevel = alpha * (value - season) + (1 - alpha) * (level + trend);
    seasons.push(gamma * (value - level - trend) + (1 - gamma) * season);
    trend = beta * (nextLevel - level) + (1 - beta) * trend;
    level = nextLevel;
  }
  return { forecasts, errors };
}
