/** Split-conformal prediction intervals (Vovk et al. 2005; Lei et al. 2018) from held-out absolute residuals in the model's space. */
import { toModelSpace, toUnits } from './targetSpace';
import type { Bounds, TargetTransform } from './types';

/**
 * Half width in the model's space: the residual of rank ceil((n + 1) * level). With too few residuals for the level the
 * largest one is taken, and coverage is then n / (n + 1) at best. 0 without residuals.
 */
export function conformalHalfWidth(residuals: Float64Array, level: number): number {
  if (residuals.length === 0) return 0;
  const sorted = Float64Array.from(residuals).sort();
  // The product is rounded first: (9 + 1) * 0.9 must be rank 9, and not 10 by a last bit.
  const rank = Math.ceil(Number(((sorted.length + 1) * level).toPrecision(12)));
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1]!;
}

/** Absolute residuals in the model's space of predictions and actual values in units. */
export function absoluteResiduals(actual: Float64Array, predicted: Float64Array, transform: TargetTransform): Float64Array {
  return actual.map((value, i) => Math.abs(toModelSpace(value, transform) - toModelSpace(predicted[i]!, transform)));
}

/** Bounds in units around predictions in units. */
export function intervalAround(predicted: Float64Array, halfWidth: number, transform: TargetTransform): Bounds {
  return {
    lower: predicted.map((value) => toUnits(toModelSpace(value, transform) - halfWidth, transform)),
    upper: predicted.map((value) => toUnits(toModelSpace(value, transform) + halfWidth, transform)),
  };
}

/**
 * Bounds for each fold's held-out rows, with the quantile taken from the other folds, so that coverage is measured on rows
 * the quantile never saw. Folds of one repeat belong together: rows recur in other repeats, and would otherwise meet themselves.
 */
export function crossIntervals(
  folds: readonly { readonly repeat: number; readonly actual: Float64Array; readonly predicted: Float64Array }[],
  level: number,
  transform: TargetTransform,
): Bounds[] {
  const residuals = folds.map(({ actual, predicted }) => absoluteResiduals(actual, predicted, transform));
  return folds.map((fold, k) => {
    const others = residuals.filter((_, i) => i !== k && folds[i]!.repeat === fold.repeat);
    const pool = others.length > 0 ? concatenate(others) : residuals[k]!;
    return intervalAround(fold.predicted, conformalHalfWidth(pool, level), transform);
  });
}

/** For the final model: the quantile over all held-out rows of all folds. */
export function finalHalfWidth(folds: readonly { readonly actual: Float64Array; readonly predicted: Float64Array }[], level: number, transform: TargetTransform): number {
  return conformalHalfWidth(concatenate(folds.map(({ actual, predicted }) => absoluteResiduals(actual, predicted, transform))), level);
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
