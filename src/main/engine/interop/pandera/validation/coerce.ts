/** How Pandera turns a column into a type, which of its values cannot be turned, and whether a column is of a type (pandera 0.35 on pandas 2.3). */
import type { Dtype } from '../dtypes';
import { isMissing, isNumber, isTime, parseTime, pythonText, type PythonValue } from './pythonValue';
import { asFloat, asInt, type Series } from './series';

/** Positions of values that fail, or null where the column fails as a whole and no value can be named. */
export type Failing = readonly number[] | null;
export type Coerced = { readonly series: Series } | { readonly failing: Failing };

export function coerceSeries(series: Series, dtype: Dtype): Coerced {
  if (dtype.kind === 'object' || dtype.kind === 'category') return { series: { ...series, dtype: dtype.name } };
  const failing = uncoercible(series, dtype);
  if (failing.length > 0) return { failing };
  if (dtype.kind === 'nullable-integer' && series.values.some((value) => isNumber(value) && !Number.isNaN(value.value) && !Number.isInteger(value.value))) return { failing: null };
  // pandas takes the form of the first text for all.
  if (dtype.kind === 'time' && new Set(series.values.flatMap((value) => (typeof value === 'string' && value !== '' ? [value.replaceAll(/\d/g, '9')] : []))).size > 1) return { failing: null };
  return { series: { name: series.name, dtype: heldAs(dtype), values: series.values.map((value) => coerceValue(value, dtype) ?? null) } };
}

/** The type pandas names for such a column; text is held in a column of objects. */
function heldAs({ kind, name }: Dtype): string {
  return kind === 'text' ? 'object' : kind === 'string' ? 'string' : name;
}

function uncoercible({ values }: Series, dtype: Dtype): readonly number[] {
  return values.flatMap((value, i) => (coerceValue(value, dtype) === undefined ? [i] : []));
}

/** Undefined where the value cannot be turned. */
function coerceValue(value: PythonValue, dtype: Dtype): PythonValue | undefined {
  switch (dtype.kind) {
    case 'integer':
      return isMissing(value) ? undefined : wholeNumber(value, dtype);
    case 'nullable-integer':
      return isMissing(value) ? null : wholeNumber(value, dtype);
    case 'float':
    case 'nullable-float':
      return isMissing(value) ? null : floatNumber(value);
    case 'bool':
      return value === null ? false : isNumber(value) ? value.value !== 0 : typeof value === 'string' ? value !== '' : typeof value === 'boolean' ? value : true;
    case 'nullable-bool':
      if (isMissing(value) || typeof value === 'boolean') return isMissing(value) ? null : value;
      return isNumber(value) && (value.value === 0 || value.value === 1) ? value.value === 1 : undefined;
    case 'text':
    case 'string':
      return isMissing(value) ? null : pythonText(value);
    case 'time':
    case 'date':
      return isMissing(value) || value === '' ? null : timeValue(value);
    case 'category':
      // Without categories of its own the type knows no value.
      return undefined;
    case 'object':
      return value;
  }
}

function wholeNumber(value: PythonValue, { bits = 64, isUnsigned = false }: Dtype): PythonValue | undefined {
  const number = typeof value === 'boolean' ? Number(value) : isNumber(value) ? Math.trunc(value.value) : isTime(value) ? value.ms * 1e6 : typeof value === 'string' && /^\s*[+-]?\d+(_\d+)*\s*$/.test(value) ? Number(value.replaceAll('_', '')) : Number.NaN;
  const [low, high] = isUnsigned ? [0, 2 ** bits] : [-(2 ** (bits - 1)), 2 ** (bits - 1)];
  return Number.isFinite(number) && number >= low && number < high ? asInt(number) : undefined;
}

function floatNumber(value: PythonValue): PythonValue | undefined {
  if (typeof value === 'boolean') return asFloat(Number(value));
  if (isNumber(value)) return asFloat(value.value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim().toLowerCase();
  if (/^[+-]?(inf|infinity|nan)$/.test(text)) return asFloat(text.includes('nan') ? Number.NaN : text.startsWith('-') ? -Infinity : Infinity);
  return /^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text) ? asFloat(Number(text.replaceAll('_', ''))) : undefined;
}

function timeValue(value: PythonValue): PythonValue | undefined {
  if (isTime(value)) return value;
  // Whole numbers count nanoseconds since 1970.
  if (isNumber(value)) return { kind: 'time', ms: value.value / 1e6 };
  if (typeof value !== 'string') return undefined;
  const monthFirst = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(value.trim());
  const ms = parseTime(monthFirst ? `${monthFirst[3] ?? ''}-${(monthFirst[1] ?? '').padStart(2, '0')}-${(monthFirst[2] ?? '').padStart(2, '0')}` : value);
  return ms === null ? undefined : { kind: 'time', ms };
}

/** Null where the column is of the type; else the values that are not, or the name of the column's own type. */
export function dtypeFailure(series: Series, dtype: Dtype): readonly number[] | string | null {
  const { values } = series;
  const others = (): readonly number[] => values.flatMap((value, i) => (typeof value === 'string' || isMissing(value) ? [] : [i]));
  if (dtype.kind === 'text' || (dtype.kind === 'string' && series.dtype === 'object')) return others().length === 0 ? null : others();
  if (dtype.kind === 'string') return series.dtype === 'string' ? null : series.dtype;
  if (dtype.kind === 'date' && series.dtype === 'object') return values.flatMap((value, i) => (isMissing(value) ? [] : [i]));
  // The types with and without missing values pass for each other.
  const isNumeric = /integer|float/.test(dtype.kind);
  if (series.dtype === dtype.name || (isNumeric && series.dtype.toLowerCase() === dtype.name.toLowerCase())) return null;
  const failing = uncoercible(series, dtype);
  return failing.length > 0 ? failing : series.dtype;
}
