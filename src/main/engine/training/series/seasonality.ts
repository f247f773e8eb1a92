/** Is there a season, and what does it look like: the 90 % test of the Theta method and classical decomposition. */
import { mean } from '@engine/math';

/** Autocorrelation at one season against its standard error from the shorter lags, at 90 %: Bartlett's formula as in R's forecast::thetaf. */
export function hasSeason(history: Float64Array, season: number): boolean {
  const n = history.length;
  if (season < 2 || n < 2 * season) return false;
  const centre = mean(history) ?? 0;
  let variance = 0;
  for (const value of history) variance += (value - centre) ** 2;
  if (variance === 0) return false;
  let shorter = 0;
  let atSeason = 0;
  for (let lag = 1; lag <= season; lag++) {
    let covariance = 0;
    for (let t = lag; t < n; t++) covariance += (history[t]! - centre) * (history[t - lag]! - centre);
    const correlation = covariance / variance;
    if (lag < season) shorter += correlation * correlation;
    else atSeason = correlation;
  }
  return Math.abs(atSeason) / Math.sqrt((1 + 2 * shorter) / n) > 1.6448536269514722;
}

export type SeasonForm = 'additive' | 'multiplicative';

export interface Decomposition {
  /** Centred moving average; NaN at both ends. */
  readonly trend: Float64Array;
  /** One index per place in the season, from the first period of the history; they sum to 0, or average 1. */
  readonly indices: Float64Array;
}

/** Classical decomposition, as R's decompose(). The history must hold two whole seasons. */
export function decompose(history: Float64Array, season: number, form: SeasonForm): Decomposition {
  const n = history.length;
  const trend = centredAverage(history, season);
  const sums = new Float64Array(season);
  const counts = new Int32Array(season);
  for (let t = 0; t < n; t++) {
    if (Number.isNaN(trend[t]!)) continue;
    sums[t % season]! += form === 'additive' ? history[t]! - trend[t]! : history[t]! / trend[t]!;
    counts[t % season]!++;
  }
  const indices = sums.map((total, place) => (counts[place] === 0 ? (form === 'additive' ? 0 : 1) : total / counts[place]!));
  const centre = mean(indices) ?? 0;
  return { trend, indices: indices.map((index) => (form === 'additive' ? index - centre : index / centre)) };
}

function centredAverage(history: Float64Array, season: number): Float64Array {
  const half = Math.floor(season / 2);
  const even = season % 2 === 0;
  return history.map((_, t) => {
    if (t < half || t + half >= history.length) return NaN;
    let total = 0;
    for (let k = -half; k <= half; k++) total += history[t + k]! * (even && Math.abs(k) === half ? 0.5 : 1);
    return total / season;
  });
}
