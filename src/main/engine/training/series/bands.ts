/**
 * Conformal bands from the errors of a backtest (Vovk et al. 2005; per step ahead as in statsforecast's ConformalIntervals):
 * errors are put on the scale of their series and pooled over series and origins, both tails apart, since sales are skewed.
 */

/** Errors of one origin. All lists run along together. */
export interface BacktestErrors {
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  /** Step ahead of each answer, from 0. */
  readonly step: Int32Array;
  /** Size that the error is measured on: see `bandScale`. */
  readonly scale: Float64Array;
}

/** Lower and upper quantile of the scaled error for each step; an empty pool gives null. */
export type BandShape = readonly ({ readonly low: number; readonly high: number; readonly errors: number } | null)[];

/** The naive in-sample error of a series, its mean size where that is 0, and 1 for a series that never sold. */
export function bandScale(history: Float64Array): number {
  let change = 0;
  let size = 0;
  for (let t = 0; t < history.length; t++) {
    size += Math.abs(history[t]!);
    if (t > 0) change += Math.abs(history[t]! - history[t - 1]!);
  }
  return change / Math.max(1, history.length - 1) || size / Math.max(1, history.length) || 1;
}

/** Ranks floor((n + 1) a/2) and ceil((n + 1) (1 - a/2)); with too few errors for the level the outermost ones are taken. */
export function fitBands(origins: readonly BacktestErrors[], horizon: number, level: number): BandShape {
  const pools = Array.from({ length: horizon }, (): number[] => []);
  for (const { actual, predicted, step, scale } of origins) {
    for (let i = 0; i < actual.length; i++) pools[step[i]!]?.push((actual[i]! - predicted[i]!) / scale[i]!);
  }
  const tail = (1 - level) / 2;
  return pools.map((pool) => {
    const sorted = Float64Array.from(pool).sort();
    const n = sorted.length;
    if (n === 0) return null;
    // Rounded first: a last bit must not move a rank.
    const rank = (share: number): number => Number(((n + 1) * share).toPrecision(12));
    const low = Math.max(1, Math.floor(rank(tail)));
    const high = Math.min(n, Math.ceil(rank(1 - tail)));
    return { low: Math.min(0, sorted[low - 1]!), high: Math.max(0, sorted[high - 1]!), errors: n };
  });
}

/** Bounds around a forecast; never below zero where sales are not. */
export function bandAround(value: number, step: number, scale: number, shape: BandShape, floor: number): { lower: number; upper: number } {
  const band = shape[step] ?? null;
  if (!band) return { lower: NaN, upper: NaN };
  return { lower: Math.max(floor, value + band.low * scale), upper: Math.max(floor, value + band.high * scale) };
}

/** Bounds for the answers of each origin from the errors of all others, so that coverage is measured where the quantile never looked. Null for a single origin. */
export function crossBands(origins: readonly BacktestErrors[], horizon: number, level: number, floor: number): readonly { lower: Float64Array; upper: Float64Array }[] | null {
  if (origins.length < 2) return null;
  return origins.map((origin, k) => {
    const shape = fitBands(origins.filter((_, other) => other !== k), horizon, level);
    const bounds = Array.from(origin.predicted, (value, i) => bandAround(value, origin.step[i]!, origin.scale[i]!, shape, floor));
    return { lower: Float64Array.from(bounds, ({ lower }) => lower), upper: Float64Array.from(bounds, ({ upper }) => upper) };
  });
}
