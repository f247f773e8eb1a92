/** Where the model errs: what rows it under- and overestimates most have in common, by Evidently's error bias table (0.7.23). */
import { EngineError } from '@shared/contract/errors';
import { mean, quantile } from '../../math';

export type BiasColumn =
  | { readonly name: string; readonly type: 'num'; /** NaN where missing. */ readonly values: Float64Array }
  | { readonly name: string; readonly type: 'cat'; readonly values: readonly (string | null)[] };

export interface ColumnBias {
  readonly column: string;
  readonly type: 'num' | 'cat';
  /** Mean, or most frequent value, over all rows; over the most underestimated rows; over the most overestimated. */
  readonly majority: number | string | null;
  readonly under: number | string | null;
  readonly over: number | string | null;
  /** Numbers: difference of under and over in percent of the range. Values: 1 where the three differ, else 0. */
  readonly range: number;
}

export interface ErrorBias {
  readonly low: number;
  readonly high: number;
  readonly columns: readonly ColumnBias[];
}

/** Error is prediction minus actual. `topError`: share of rows in each tail. Throws `invalid-input` outside (0, 0.5). */
export function errorBias(actual: Float64Array, predicted: Float64Array, columns: readonly BiasColumn[], topError = 0.05): ErrorBias {
  if (!(topError > 0 && topError < 0.5)) throw new EngineError('invalid-input', `The share of rows with the largest errors must lie between 0 and 0.5, not ${topError}.`);
  const errors = actual.map((value, i) => predicted[i]! - value);
  const [low, high] = [quantile(errors, topError), quantile(errors, 1 - topError)];
  if (low === null || high === null) throw new EngineError('invalid-input', 'There are no rows with both a prediction and an actual value.');
  const isUnder = (row: number): boolean => errors[row]! <= low;
  const isOver = (row: number): boolean => errors[row]! >= high;
  return { low, high, columns: columns.map((column) => (column.type === 'num' ? numberBias(column.name, column.values, isUnder, isOver) : valueBias(column.name, column.values, isUnder, isOver))) };
}

function numberBias(name: string, values: Float64Array, isUnder: (row: number) => boolean, isOver: (row: number) => boolean): ColumnBias {
  const meanOf = (takes: (row: number) => boolean): number | null => mean(values.filter((value, row) => !Number.isNaN(value) && takes(row)));
  const [majority, under, over] = [meanOf(() => true), meanOf(isUnder), meanOf(isOver)];
  const [least, most] = values.reduce(([low, high], value) => (Number.isNaN(value) ? [low, high] : [Math.min(low, value), Math.max(high, value)]), [Infinity, -Infinity]);
  const range = under === null || over === null || under === over ? 0 : (100 * Math.abs(over - under)) / (most - least);
  return { column: name, type: 'num', majority, under, over, range };
}

function valueBias(name: string, values: readonly (string | null)[], isUnder: (row: number) => boolean, isOver: (row: number) => boolean): ColumnBias {
  const [majority, under, over] = [mostFrequent(values), mostFrequent(values.filter((_, row) => isUnder(row))), mostFrequent(values.filter((_, row) => isOver(row)))];
  const differ = majority === null || majority !== under || over !== majority;
  return { column: name, type: 'cat', majority, under, over, range: differ ? 1 : 0 };
}

/** Of equally frequent values the one that appears first. */
function mostFrequent(values: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  let found: string | null = null;
  for (const [value, count] of counts) if (found === null || count > (counts.get(found) ?? 0)) found = value;
  return found;
}
