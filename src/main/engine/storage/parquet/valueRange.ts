/** Lowest and highest value of a chunk as Parquet's statistics hold them (parquet.thrift, ColumnOrder): readers skip groups of rows by them. */
import { plainLongs, plainNumbers, type NumberType } from './plainValues';

export interface ValueRange {
  readonly lowest: Uint8Array;
  readonly highest: Uint8Array;
}

/** Null where there is no value, or where one is not a number: it lies in no range, yet may be looked for. */
export function extremesOf(values: Float64Array): readonly [lowest: number, highest: number] | null {
  let lowest = Infinity;
  let highest = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) return null;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return values.length === 0 ? null : [lowest, highest];
}

export function rangeOfNumbers(type: NumberType, values: Float64Array): ValueRange | null {
  const extremes = extremesOf(values);
  if (!extremes) return null;
  const [lowest, highest] = extremes;
  // Readers may hold the two zeros for one number or for two: the range takes in both.
  const plain = (value: number): Uint8Array => plainNumbers(type, Float64Array.of(value), null);
  return { lowest: plain(lowest === 0 ? -0 : lowest), highest: plain(highest === 0 ? 0 : highest) };
}

export function rangeOfLongs(values: BigInt64Array): ValueRange | null {
  let lowest = values[0];
  let highest = lowest;
  if (lowest === undefined || highest === undefined) return null;
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return { lowest: plainLongs(BigInt64Array.of(lowest), null), highest: plainLongs(BigInt64Array.of(highest), null) };
}
