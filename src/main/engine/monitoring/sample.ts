/** Two samples of one column as drift methods read them: pooled distinct values in rising order with both counts. */
import { EngineError } from '@shared/contract/errors';
import type { DriftType } from '@shared/areas/monitoring';

/** A value as the peer keeps it: a number, or what stands for a category. */
export type SampleValue = string | number | boolean;

export interface CountedSample {
  readonly type: Exclude<DriftType, 'text'>;
  /** Distinct values of both samples, rising: numbers by size, texts by code point. */
  readonly values: readonly SampleValue[] | Float64Array;
  readonly reference: Float64Array;
  readonly current: Float64Array;
  readonly referenceRows: number;
  readonly currentRows: number;
  /** True where both samples are whole numbers without a missing cell: numpy then never makes bins narrower than 1. */
  readonly whole: boolean;
  /** Place of each row's value in `values`, in the rows' order, for methods that permute rows. */
  readonly rows: { readonly reference: Int32Array; readonly current: Int32Array } | null;
}

export interface TextSample {
  readonly type: 'text';
  readonly reference: readonly string[];
  readonly current: readonly string[];
}

export type DriftSample = CountedSample | TextSample;

/** Numbers of a sample. Throws `invalid-input` where a value is none. */
export function numbersOfSample(sample: CountedSample): Float64Array {
  if (sample.values instanceof Float64Array) return sample.values;
  return Float64Array.from(sample.values, (value) => {
    if (typeof value === 'string') throw new EngineError('invalid-input', `"${value.slice(0, 40)}" is not a number. Compare this column as a category, or use another method.`);
    return Number(value);
  });
}

/** Counts two lists of cells. Missing cells are given as null and left out, as are infinite numbers. */
export function countSample(type: CountedSample['type'], reference: readonly (SampleValue | null)[], current: readonly (SampleValue | null)[], whole: boolean): CountedSample {
  const [kept, keptNow] = [reference.filter(isKept), current.filter(isKept)];
  const values = [...new Set([...kept, ...keptNow])].sort(compareValues);
  const places = new Map(values.map((value, place) => [value, place]));
  const place = (list: readonly SampleValue[]): Int32Array => Int32Array.from(list, (value) => places.get(value) ?? 0);
  const rows = { reference: place(kept), current: place(keptNow) };
  return { type, values, reference: tally(rows.reference, values.length), current: tally(rows.current, values.length), referenceRows: kept.length, currentRows: keptNow.length, whole, rows };
}

function isKept(value: SampleValue | null): value is SampleValue {
  return value !== null && !(typeof value === 'number' && !Number.isFinite(value));
}

export function tally(places: Int32Array, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (const place of places) counts[place]! += 1;
  return counts;
}

export function compareValues(a: SampleValue, b: SampleValue): number {
  if (typeof a !== 'string' && typeof b !== 'string') return Number(a) - Number(b);
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === 'string' ? 1 : -1;
}

/** Two lists of numbers, counted by sorting. NaN and infinite values are left out. */
export function sampleOfNumbers(reference: Float64Array, current: Float64Array): CountedSample {
  const before = reference.filter(Number.isFinite).sort();
  const now = current.filter(Number.isFinite).sort();
  const values = new Float64Array(before.length + now.length);
  const counts = { reference: new Float64Array(values.length), current: new Float64Array(values.length) };
  let [i, k, size] = [0, 0, 0];
  while (i < before.length || k < now.length) {
    const value = Math.min(before[i] ?? Infinity, now[k] ?? Infinity);
    values[size] = value;
    while (i < before.length && before[i] === value) {
      counts.reference[size]! += 1;
      i++;
    }
    while (k < now.length && now[k] === value) {
      counts.current[size]! += 1;
      k++;
    }
    size++;
  }
  return { type: 'num', values: values.slice(0, size), reference: counts.reference.slice(0, size), current: counts.current.slice(0, size), referenceRows: before.length, currentRows: now.length, whole: false, rows: null };
}
