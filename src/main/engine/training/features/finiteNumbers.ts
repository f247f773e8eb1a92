/** Numbers of a column as features take them: an infinity says nothing about size, so it counts as missing. */
import { numbersOf } from '../table';
import type { TrainingColumn } from '../types';

/** The largest number of 32 bits, as trees and exported models take them. Beyond it, cells count as missing for every model. */
export const largestNumber = 3.4028234663852886e38;

/** NaN where missing, not a number, infinite or beyond the largest number. */
export function finiteNumbersOf(column: TrainingColumn | undefined, rows: Int32Array): Float64Array {
  return withoutInfinities(numbersOf(column, rows));
}

/** Rows whose number is infinite or beyond the largest; 0 for columns that are not read as numbers. */
export function countInfinities(column: TrainingColumn, rows: Int32Array): number {
  if (column.kind !== 'number') return 0;
  let count = 0;
  for (const row of rows) if (Math.abs(column.values[row]!) > largestNumber) count += 1;
  return count;
}

/**
 * Floats, as trees see every feature: XGBoost and ONNX compare in float32, and a threshold must part the same rows there as
 * here. What float32 cannot hold becomes missing.
 */
export function toFloat32(values: Float64Array): Float32Array {
  return withoutInfinities(new Float32Array(values));
}

function withoutInfinities<T extends Float64Array | Float32Array>(values: T): T {
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]!) > largestNumber) values[i] = NaN;
  return values;
}
