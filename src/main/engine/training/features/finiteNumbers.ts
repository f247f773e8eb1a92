/** Numbers of a column as features take them: an infinity says nothing about size, so it counts as missing. */
import { numbersOf } from '../table';
import type { TrainingColumn } from '../types';

/** NaN where missing, not a number, or infinite. */
export function finiteNumbersOf(column: TrainingColumn | undefined, rows: Int32Array): Float64Array {
  return withoutInfinities(numbersOf(column, rows));
}

/** Rows whose number is infinite; 0 for columns that are not read as numbers. */
export function countInfinities(column: TrainingColumn, rows: Int32Array): number {
  if (column.kind !== 'number') return 0;
  let count = 0;
  for (const row of rows) if (Math.abs(column.values[row]!) === Infinity) count += 1;
  return count;
}

/**
 * Rounds to float32 in place, as trees see every feature: XGBoost and ONNX compare in float32, and a threshold must part
 * the same rows there as here. What float32 cannot hold becomes missing.
 */
export function roundToFloat32(values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) values[i] = Math.fround(values[i]!);
  return withoutInfinities(values);
}

function withoutInfinities(values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]!) === Infinity) values[i] = NaN;
  return values;
}
