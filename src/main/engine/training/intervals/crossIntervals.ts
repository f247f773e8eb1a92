/** Bounds of held-out rows with the measure taken from other folds, and the measure of all of them for the final model. */
import type { IntervalMethodName } from '@shared/areas/intervals';
import { joinNumbers } from '@engine/math';
import { toModelSpace, toUnits } from '../targetSpace';
import type { Bounds, TargetTransform } from '../types';
import type { HeldOutRows, ModelSpaceBounds } from './method';
import { intervalMethodOf } from './methods/methods';

/** Held-out rows of one fold, in units of the target; companions in the model's space. */
export interface HeldOutFoldRows {
  readonly repeat: number;
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly companions?: readonly Float64Array[];
  readonly categories?: readonly (string | null)[] | null;
}

export interface IntervalSettings {
  readonly method: IntervalMethodName;
  readonly level: number;
  readonly transform: TargetTransform;
  /** In units, ascending; null where the target has none. */
  readonly steps: readonly number[] | null;
}

/**
 * Bounds for each fold's held-out rows, with the measure taken from the other folds, so that coverage is counted on rows that
 * the quantile never saw. Folds of one repeat belong together: rows recur in other repeats, and would otherwise meet themselves.
 * With one fold alone there are no others, and it is measured by itself. Null where the method has nothing to go by.
 */
export function crossIntervals(folds: readonly HeldOutFoldRows[], settings: IntervalSettings): Bounds[] | null {
  const method = intervalMethodOf[settings.method];
  const parts = folds.map((fold) => inModelSpace(fold, settings.transform));
  // Every method is measured by the same rows: they are put together once.
  const othersOf = (k: number, fold: HeldOutFoldRows): HeldOutRows => {
    const part = parts[k]!;
    const before = othersKnown.get(part);
    if (before?.among === folds) return before.rows;
    const others = parts.filter((_, i) => i !== k && folds[i]!.repeat === fold.repeat);
    const rows = concatenate(others.length > 0 ? others : [part]);
    othersKnown.set(part, { among: folds, rows });
    return rows;
  };
  const bounds: Bounds[] = [];
  for (const [k, fold] of folds.entries()) {
    const calibration = method.calibrate(othersOf(k, fold), { steps: stepsIn(settings), mostKept: Infinity });
    if (calibration === null) return null;
    bounds.push(boundsInUnits(method.restore(calibration)(parts[k]!, settings.level), settings.transform));
  }
  return bounds;
}

/** The method's document for the final model, from the held-out rows of all folds; null where the method has nothing to go by. */
export function calibrateFinal(folds: readonly HeldOutFoldRows[], settings: IntervalSettings, mostKept?: number): unknown {
  const rows = concatenate(folds.map((fold) => inModelSpace(fold, settings.transform)));
  return intervalMethodOf[settings.method].calibrate(rows, { steps: stepsIn(settings), ...(mostKept !== undefined && { mostKept }) });
}

export function boundsInUnits({ lower, upper }: ModelSpaceBounds, transform: TargetTransform): Bounds {
  return { lower: lower.map((value) => toUnits(value, transform)), upper: upper.map((value) => toUnits(value, transform)) };
}

function stepsIn({ steps, transform }: IntervalSettings): readonly number[] | null {
  return steps && steps.map((step) => toModelSpace(step, transform));
}

const othersKnown = new WeakMap<HeldOutRows, { readonly among: readonly HeldOutFoldRows[]; readonly rows: HeldOutRows }>();
const known = new WeakMap<HeldOutFoldRows, { readonly transform: TargetTransform; readonly rows: HeldOutRows }>();

/** Every method asks for the same rows, so each fold is taken over once. */
function inModelSpace(fold: HeldOutFoldRows, transform: TargetTransform): HeldOutRows {
  const before = known.get(fold);
  if (before?.transform === transform) return before.rows;
  const { actual, predicted, companions = [], categories = null } = fold;
  const rows = { actual: actual.map((value) => toModelSpace(value, transform)), predicted: predicted.map((value) => toModelSpace(value, transform)), companions, categories };
  known.set(fold, { transform, rows });
  return rows;
}

function concatenate(parts: readonly HeldOutRows[]): HeldOutRows {
  const companions = parts[0]?.companions ?? [];
  const haveCategories = parts.every(({ categories }) => categories !== null);
  return {
    actual: joinNumbers(parts.map(({ actual }) => actual)),
    predicted: joinNumbers(parts.map(({ predicted }) => predicted)),
    companions: companions.map((_, i) => joinNumbers(parts.map((part) => part.companions[i] ?? new Float64Array(part.actual.length).fill(NaN)))),
    categories: haveCategories ? parts.flatMap(({ categories }) => [...(categories ?? [])]) : null,
  };
}
