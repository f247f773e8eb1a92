/** Columns whose bytes every compute worker reads in place. */
import type { TrainingColumn } from '../training/types';

export function sharedFloats(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

export function sharedIntegers(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
}

/** The values at `rows`, over shared memory. */
export function takeRows(column: TrainingColumn, rows: Int32Array): TrainingColumn {
  if (column.kind === 'number') {
    const values = sharedFloats(rows.length);
    for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]!]!;
    return { ...column, values };
  }
  const codes = sharedIntegers(rows.length);
  for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]!]!;
  return { ...column, codes };
}

export function toSharedIntegers(values: Int32Array): Int32Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const shared = sharedIntegers(values.length);
  shared.set(values);
  return shared;
}
