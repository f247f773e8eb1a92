/** What every way to a range is: taking the measure of held-out rows, and bounding new ones by it. All numbers are in the model's space. */
import type { IntervalMethodName } from '@shared/areas/intervals';
import type { CompanionName } from './companions/companion';

export interface HeldOutRows {
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  /** What the method's companion says of each row; empty for methods without one. */
  readonly companions: readonly Float64Array[];
  /** Category of each row, null where it has none; null for methods that do not ask. */
  readonly categories: readonly (string | null)[] | null;
}
export type AskedRows = Omit<HeldOutRows, 'actual'>;

export interface ModelSpaceBounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export type Bounder = (asked: AskedRows, level: number) => ModelSpaceBounds;

export interface CalibrationFacts {
  /** Steps of the target in the model's space, ascending; null where it has none. */
  readonly steps: readonly number[] | null;
  /** Most misses to keep in one list. */
  readonly mostKept?: number;
}

export interface IntervalMethod {
  readonly name: IntervalMethodName;
  /** Fitted beside the model, on its training rows only; null where the held-out misses are enough. */
  readonly companion: CompanionName | null;
  /** True where rows are told apart by the category of a column. */
  readonly usesCategories?: true;
  /** JSON document that `restore` reads back. Null where the method has nothing to go by, such as steps of a target without any. */
  calibrate(rows: HeldOutRows, facts: CalibrationFacts): unknown;
  /** Throws `corrupt-store` where the document is not one of this method. */
  restore(body: unknown): Bounder;
}

/** predicted + below[i] and predicted + above[i]. */
export function boundsAround(predicted: Float64Array, below: (row: number) => number, above: (row: number) => number): ModelSpaceBounds {
  return { lower: predicted.map((value, row) => value + below(row)), upper: predicted.map((value, row) => value + above(row)) };
}

export function missesOf({ actual, predicted }: Pick<HeldOutRows, 'actual' | 'predicted'>): Float64Array {
  return actual.map((value, row) => value - predicted[row]!);
}
