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
  const bounds: Bounds[] = [];
  for (const { own, others } of openFolds(folds, settings.transform)) {
    const calibration = method.calibrate(others, { steps: stepsIn(settings), mostKept: Infinity });
    if (calibration === null) return null;
    bounds.push(boundsInUnits(method.restore(calibration)(own, settings.level), settings.transform));
  }
  return bounds;
}

/** The method's document for the final model, from the held-out rows of all folds; null where the method has nothing to go by. */
export function calibrateFinal(folds: readonly HeldOutFoldRows[], settings: IntervalSettings, mostKept?: number): unknown {
  const rows = concatenate(openFolds(folds, settings.transform).map(({ own }) => own));
  return intervalMethodOf[settings.method].calibrate(rows, { steps: stepsIn(settings), ...(mostKept !== undefined && { mostKept }) });
}

export function boundsInUnits({ lower, upper }: ModelSpaceBounds, transform: TargetTransform): Bounds {
  return { lower: lower.map((value) => toUnits(value, transform)), upper: upper.map((value) => toUnits(value, transform)) };
}

function stepsIn({ steps, transform }: IntervalSettings): readonly number[] | null {
  return steps && steps.map((step) => toModelSpace(step, transform));
}

/** A fold's rows in the model's space, and those that its bounds are measured by. */
interface OpenedFold {
  readonly own: HeldOutRows;
  readonly others: HeldOutRows;
}

const opened = new WeakMap<readonly HeldOutFoldRows[], Partial<Record<TargetTransform, readonly OpenedFold[]>>>();

/** Every method is measured by the same rows, so the folds of a run are opened once. */
function openFolds(folds: readonly HeldOutFoldRows[], transform: TargetTransform): readonly OpenedFold[] {
  const known = opened.get(folds) ?? {};
  opened.set(folds, known);
  return (known[transform] ??= openInSpace(folds, transform));
}

function openInSpace(folds: readonly HeldOutFoldRows[], transform: TargetTransform): readonly OpenedFold[] {
  const all = folds.map(({ actual, predicted, companions = [], categories = null }): HeldOutRows => ({ actual: inModelSpace(actual, transform), predicted: inModelSpace(predicted, transform), companions, categories }));
  return all.map((own, k) => {
    const others = all.filter((_, i) => i !== k && folds[i]!.repeat === folds[k]!.repeat);
    return { own, others: concatenate(others.length > 0 ? others : [own]) };
  });
}

function inModelSpace(units: Float64Array, transform: TargetTransform): Float64Array {
  return units.map((value) => toModelSpace(value, transform));
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
