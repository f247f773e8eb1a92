/** What a check of Pandera asks of a column: the verdict where types alone decide, else the question for the product's own checks. */
import type { Cell } from '@shared/areas/common';
import type { BuiltinCheck } from '../builtinChecks';
import type { OwnCheck } from '../checkMapping';
import { translatePattern } from '../pythonPattern';
import { matchTexts } from './matchTexts';
import { isMissing, isTime, parseTime, readPython, toCell, typeName, type PythonValue } from './pythonValue';
import type { Series } from './series';

/** Positions count from 0. `holds` is for checks of the whole column, `error` what Python says where values cannot be compared. */
export type Verdict = { readonly failing: readonly number[] } | { readonly holds: boolean } | { readonly error: string };

export interface Question {
  /** One cell per value; null where the value is not asked about. */
  readonly cells: readonly Cell[];
  readonly type: 'decimal' | 'datetime' | 'text';
  readonly check: OwnCheck;
  /** Positions that fail without being asked about. */
  readonly alsoFailing: readonly number[];
  /** What Python says instead where any value fails. */
  readonly instead?: string;
}

export type Prepared = { readonly verdict: Verdict } | { readonly question: Question };

export function prepareCheck({ name, args }: BuiltinCheck, series: Series, ignoreNa: boolean): Prepared {
  switch (name) {
    case 'equal_to':
    case 'not_equal_to':
      return among(series, [args.value], name === 'equal_to', ignoreNa, false);
    case 'isin':
    case 'notin':
      return among(series, listOf(name === 'isin' ? args.allowed_values : args.forbidden_values), name === 'isin', ignoreNa, true);
    case 'unique_values_eq':
      return distinct(series, listOf(args.values), ignoreNa);
    case 'greater_than':
      return ordered(series, [{ sign: '>', bound: args.min_value }], { min: args.min_value, strictMin: true }, ignoreNa);
    case 'greater_than_or_equal_to':
      return ordered(series, [{ sign: '>=', bound: args.min_value }], { min: args.min_value }, ignoreNa);
    case 'less_than':
      return ordered(series, [{ sign: '<', bound: args.max_value }], { max: args.max_value, strictMax: true }, ignoreNa);
    case 'less_than_or_equal_to':
      return ordered(series, [{ sign: '<=', bound: args.max_value }], { max: args.max_value }, ignoreNa);
    case 'in_range': {
      const signs = [{ sign: args.include_min ? '>=' : '>', bound: args.min_value }, { sign: args.include_max ? '<=' : '<', bound: args.max_value }];
      return ordered(series, signs, { min: args.min_value, max: args.max_value, strictMin: !args.include_min, strictMax: !args.include_max }, ignoreNa);
    }
    case 'str_matches':
      return matched(series, args.pattern, 'start', ignoreNa);
    case 'str_contains':
      return matched(series, args.pattern, 'anywhere', ignoreNa);
    case 'str_startswith':
      return ofText(series, { check: 'starts-with', args: { text: args.string } }, ignoreNa);
    case 'str_endswith':
      return ofText(series, { check: 'ends-with', args: { text: args.string } }, ignoreNa);
    case 'str_length': {
      const [min, max] = typeof args.exact_value === 'number' ? [args.exact_value, args.exact_value] : [args.min_value ?? null, args.max_value ?? null];
      return ofText(series, { check: 'length', args: { min, max } }, ignoreNa);
    }
  }
}

function missingIn({ values }: Series): readonly number[] {
  return values.flatMap((value, i) => (isMissing(value) ? [i] : []));
}

function listOf(values: readonly unknown[] | string): readonly unknown[] {
  return typeof values === 'string' ? [...values] : values;
}

/** Equal in Python is equal here: 1, 1.0 and True are one value, "1" is another. */
function identity(value: PythonValue): string {
  if (isTime(value)) return `time ${value.ms}`;
  return typeof value === 'string' ? `text ${value}` : `number ${typeof value === 'object' && value !== null ? (Object.is(value.value, -0) ? 0 : value.value) : Number(value)}`;
}

/** A column of times takes texts for times. */
function argumentFor(series: Series, written: unknown): PythonValue {
  const value = readPython(written);
  const ms = series.dtype.startsWith('datetime64') && typeof value === 'string' ? parseTime(value) : null;
  return ms === null ? value : { kind: 'time', ms };
}

function identities({ values }: Series): readonly Cell[] {
  return values.map((value) => (isMissing(value) ? null : identity(value)));
}

function among(series: Series, written: readonly unknown[], isWithin: boolean, ignoreNa: boolean, isSet: boolean): Prepared {
  const read = written.map((each) => argumentFor(series, each));
  // One text that is no time makes texts of them all.
  const values = isSet && read.some((value) => typeof value === 'string') ? written.map(readPython) : read;
  const isMissingWithin = isSet && values.some(isMissing);
  const missingFail = isWithin ? !isMissingWithin : isMissingWithin;
  const known = [...new Set(values.filter((value) => !isMissing(value)).map(identity))];
  return { question: { cells: identities(series), type: 'text', check: { check: isWithin ? 'one-of' : 'not-one-of', args: { values: known } }, alsoFailing: !ignoreNa && missingFail && !isMasked(series, isSet) ? missingIn(series) : [], ...stumbles(series, ignoreNa, isSet) } };
}

/** In these types a comparison with a missing value is itself missing, and counts as holding. */
function isMasked({ dtype }: Series, isSet: boolean): boolean {
  return !isSet && /^(U?Int\d+|Float\d+|boolean|string)$/.test(dtype);
}

/** A missing verdict beside one that is false cannot be told in true and false. */
function stumbles(series: Series, ignoreNa: boolean, isSet: boolean): Pick<Question, 'instead'> {
  return !ignoreNa && isMasked(series, isSet) && missingIn(series).length > 0 ? { instead: 'ValueError("cannot convert float NaN to bool")' } : {};
}

function distinct(series: Series, written: readonly unknown[], ignoreNa: boolean): Prepared {
  if (!ignoreNa && missingIn(series).length > 0) return { verdict: { holds: false } };
  const values = [...new Set(written.map((each) => identity(argumentFor(series, each))))];
  return { question: { cells: identities(series), type: 'text', check: { check: 'distinct-equals', args: { values } }, alsoFailing: [] } };
}

interface Comparison {
  readonly sign: string;
  readonly bound: unknown;
}

function ordered(series: Series, comparisons: readonly Comparison[], bounds: { readonly min?: unknown; readonly max?: unknown; readonly strictMin?: boolean; readonly strictMax?: boolean }, ignoreNa: boolean): Prepared {
  for (const { sign, bound } of comparisons) {
    const error = incomparable(series, sign, argumentFor(series, bound));
    if (error !== null) return { verdict: { error } };
  }
  const asked = series.values.map((value): Cell => (isMissing(value) ? null : typeof value === 'boolean' ? Number(value) : toCell(value)));
  // All that is not missing is of the kind of the bounds.
  const [first] = comparisons.map(({ bound }) => argumentFor(series, bound));
  const type = isTime(first ?? null) ? 'datetime' : typeof first === 'string' ? 'text' : 'decimal';
  const limit = (written: unknown): string | number | null => {
    if (written === undefined) return null;
    const cell = toCell(argumentFor(series, written));
    return typeof cell === 'boolean' ? Number(cell) : cell;
  };
  const args = { min: limit(bounds.min), max: limit(bounds.max), strictMin: bounds.strictMin ?? false, strictMax: bounds.strictMax ?? false };
  return { question: { cells: asked, type, check: { check: 'range', args }, alsoFailing: ignoreNa || isMasked(series, false) ? [] : missingIn(series), ...stumbles(series, ignoreNa, false) } };
}

/** What Python and pandas say where the two cannot be put in order; null where they can. */
function incomparable(series: Series, sign: string, bound: PythonValue): string | null {
  if (series.dtype === 'category') return 'TypeError("Unordered Categoricals can only compare equality or not")';
  const kind = (value: PythonValue): string => (typeof value === 'string' ? 'text' : isTime(value) ? 'time' : 'number');
  const held = series.dtype.startsWith('datetime64') ? 'time' : series.dtype === 'object' || series.dtype === 'string' ? null : 'number';
  const other = series.values.find((value) => !isMissing(value) && kind(value) !== kind(bound));
  // The type of a column without values decides as well.
  if (other === undefined && (held === null || held === kind(bound))) return null;
  if (held === null) return `TypeError("'${sign}' not supported between instances of '${typeName(other ?? null)}' and '${typeName(bound)}'")`;
  if (isMasked(series, false) && typeof bound === 'string') return `UFuncTypeError("<ufunc '${{ '>': 'greater', '>=': 'greater_equal', '<': 'less', '<=': 'less_equal' }[sign] ?? sign}'>")`;
  if (isTime(bound)) return `TypeError("'${sign}' not supported between instances of 'numpy.ndarray' and 'Timestamp'")`;
  return `TypeError("Invalid comparison between dtype=${series.dtype} and ${typeName(bound)}")`;
}

const noText = { verdict: { error: 'AttributeError("Can only use .str accessor with string values!")' } };

/** Values that are no text fail, and missing ones where they are looked at. */
function ofText(series: Series, check: OwnCheck, ignoreNa: boolean): Prepared {
  const present = series.values.filter((value) => !isMissing(value));
  // pandas asks what the values are: text, or of several kinds, whole numbers and floats being one.
  const kinds = new Set(present.map((value) => (typeof value === 'string' ? 'text' : isTime(value) ? 'time' : typeof value === 'boolean' ? 'bool' : 'number')));
  const isText = /^(object|string|category)$/.test(series.dtype) && (kinds.size !== 1 || kinds.has('text'));
  if (!isText) return noText;
  const cells = series.values.map((value): Cell => (typeof value === 'string' ? value : null));
  const alsoFailing = series.values.flatMap((value, i) => (typeof value === 'string' || (isMissing(value) && ignoreNa) ? [] : [i]));
  return { question: { cells, type: 'text', check, alsoFailing } };
}

/** The product's patterns are RE2, which most of Python's can be said in; the others run apart. */
function matched(series: Series, pattern: string, where: 'start' | 'anywhere', ignoreNa: boolean): Prepared {
  const translated = translatePattern(pattern);
  const { re2 } = translated;
  const prepared = ofText(series, { check: 'pattern', args: { pattern: re2 ?? '', where } }, ignoreNa);
  if ('verdict' in prepared || (re2 !== null && re2 !== '' && re2.length <= longestPattern)) return prepared;
  const { cells, alsoFailing } = prepared.question;
  const texts = [...new Set(cells.filter((cell) => typeof cell === 'string'))];
  const found = matchTexts(pattern, translated, texts, where === 'start');
  const matching = new Set(texts.filter((_, i) => found[i]));
  const failing = cells.flatMap((cell, i) => (typeof cell === 'string' && !matching.has(cell) ? [i] : []));
  return { verdict: { failing: [...failing, ...alsoFailing].sort((a, b) => a - b) } };
}

/** Of a pattern of the product. */
const longestPattern = 2000;
