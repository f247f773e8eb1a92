/** Scores of one origin over many series, exactly as docs/metrics.md says: wape and bias pooled, the scaled errors a mean over series. */
import { sum } from '@engine/math';
import type { MetricName } from '@shared/areas/tracking';

export interface SeriesAnswers {
  /** Values that were measured; periods nobody knows are left out beforehand. */
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly lower: Float64Array | null;
  readonly upper: Float64Array | null;
  /** Place of the series of each answer in `scales`; answers of a series stand together. */
  readonly series: Int32Array;
  readonly scales: readonly NaiveErrors[];
}

/** In-sample errors of the naive forecast; null where there is no pair to compare. */
export interface NaiveErrors {
  readonly absolute: number | null;
  readonly square: number | null;
}

/** Over the measured history up to an origin, `lag` periods back: a season where one is set, else 1. */
export function naiveErrors(history: Float64Array, lag: number): NaiveErrors {
  let absolute = 0;
  let square = 0;
  let pairs = 0;
  for (let t = lag; t < history.length; t++) {
    const error = history[t]! - history[t - lag]!;
    if (Number.isNaN(error)) continue;
    absolute += Math.abs(error);
    square += error * error;
    pairs++;
  }
  return pairs === 0 ? { absolute: null, square: null } : { absolute: absolute / pairs, square: square / pairs };
}

export type SeriesScores = Readonly<Record<Extract<MetricName, 'wape' | 'bias' | 'mae' | 'rmse' | 'smape' | 'mase' | 'rmsse' | 'coverage' | 'width'>, number | null>>;

/** Null where a metric is not defined: nothing sold, or no series with a scale. */
export function scoreSeries({ actual, predicted, lower, upper, series, scales }: SeriesAnswers): SeriesScores {
  const n = actual.length;
  let absolute = 0;
  let square = 0;
  let size = 0;
  let inside = 0;
  let width = 0;
  const bySeries = new Map<number, { absolute: number; square: number; symmetric: number; count: number }>();
  for (let i = 0; i < n; i++) {
    const error = actual[i]! - predicted[i]!;
    absolute += Math.abs(error);
    square += error * error;
    size += Math.abs(actual[i]!);
    if (lower && upper) {
      if (lower[i]! <= actual[i]! && actual[i]! <= upper[i]!) inside++;
      width += upper[i]! - lower[i]!;
    }
    const own = bySeries.get(series[i]!) ?? { absolute: 0, square: 0, symmetric: 0, count: 0 };
    const both = Math.abs(actual[i]!) + Math.abs(predicted[i]!);
    own.absolute += Math.abs(error);
    own.square += error * error;
    own.symmetric += both === 0 ? 0 : (200 * Math.abs(error)) / both;
    own.count++;
    bySeries.set(series[i]!, own);
  }
  const each = [...bySeries].map(([place, own]) => ({ ...own, scale: scales[place] ?? { absolute: null, square: null } }));
  const sold = sum(actual);
  return {
    wape: size === 0 ? null : absolute / size,
    bias: sold === 0 ? null : (sum(predicted) - sold) / sold,
    mae: n === 0 ? null : absolute / n,
    rmse: n === 0 ? null : Math.sqrt(square / n),
    smape: meanOf(each.map(({ symmetric, count }) => symmetric / count)),
    mase: meanOf(each.flatMap((own) => (own.scale.absolute ? [own.absolute / own.count / own.scale.absolute] : []))),
    rmsse: meanOf(each.flatMap((own) => (own.scale.square ? [Math.sqrt(own.square / own.count / own.scale.square)] : []))),
    coverage: lower && upper && n > 0 ? inside / n : null,
    width: lower && upper && n > 0 ? width / n : null,
  };
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}
