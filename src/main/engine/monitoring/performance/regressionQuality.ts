/** How well predictions met what happened, by the formulas of Evidently's regression preset (0.7.23). Formulas in docs/monitoring.md. */
import { mean, median, sampleSd, sum } from '../../math';

export interface RegressionQuality {
  readonly rows: number;
  /** Mean of prediction minus actual, and the standard deviation of that error (n - 1). */
  readonly meanError: number | null;
  readonly errorSd: number | null;
  readonly mae: number | null;
  /** In percent; rows whose actual is nearly 0 count as 100 % each. */
  readonly mape: number | null;
  readonly nearZeroRows: number;
  readonly rmse: number | null;
  /** Null where the actual values do not vary. */
  readonly r2: number | null;
  readonly maxAbsoluteError: number | null;
  /** What a constant would have reached: the median for MAE, the mean for RMSE, the median weighted by 1/actual for MAPE. */
  readonly dummy: { readonly mae: number | null; readonly rmse: number | null; readonly mape: number | null };
}

const nearZero = Number.EPSILON;
/** A near-zero actual counts as this relative error. */
const replacedRelativeError = 1;

/** Lists of the same length without missing values. */
export function measureRegression(actual: Float64Array, predicted: Float64Array): RegressionQuality {
  const errors = actual.map((value, i) => predicted[i]! - value);
  const absolute = errors.map(Math.abs);
  const centre = mean(actual);
  const spread = centre === null ? 0 : sum(actual.map((value) => (value - centre) ** 2));
  const constant = (value: number | null): Float64Array => actual.map(() => value ?? Number.NaN);
  return {
    rows: actual.length,
    meanError: mean(errors),
    errorSd: sampleSd(errors),
    mae: mean(absolute),
    mape: mapeOf(actual, predicted),
    nearZeroRows: actual.reduce((count, value) => count + (Math.abs(value) > nearZero ? 0 : 1), 0),
    rmse: rmseOf(actual, predicted),
    r2: spread === 0 ? null : 1 - sum(errors.map((error) => error ** 2)) / spread,
    maxAbsoluteError: actual.length === 0 ? null : absolute.reduce((most, error) => Math.max(most, error), 0),
    dummy: { mae: maeOf(actual, constant(median(actual))), rmse: rmseOf(actual, constant(centre)), mape: mapeOf(actual, constant(weightedMedian(actual))) },
  };
}

function maeOf(actual: Float64Array, predicted: Float64Array): number | null {
  return mean(actual.map((value, i) => Math.abs(predicted[i]! - value)));
}

function rmseOf(actual: Float64Array, predicted: Float64Array): number | null {
  const square = mean(actual.map((value, i) => (predicted[i]! - value) ** 2));
  return square === null ? null : Math.sqrt(square);
}

function mapeOf(actual: Float64Array, predicted: Float64Array): number | null {
  const share = mean(actual.map((value, i) => (Math.abs(value) > nearZero ? Math.abs(predicted[i]! - value) / Math.max(value, nearZero) : replacedRelativeError)));
  return share === null ? null : 100 * share;
}

/** The value where half of the weights 1/actual lie below; actual values near 0 have none. */
function weightedMedian(actual: Float64Array): number | null {
  const sorted = Float64Array.from(actual.filter((value) => Math.abs(value) > nearZero)).sort();
  const half = sum(sorted.map((value) => 1 / Math.abs(value))) / 2;
  let below = 0;
  for (const value of sorted) {
    below += 1 / Math.abs(value);
    if (below >= half) return value;
  }
  return null;
}
