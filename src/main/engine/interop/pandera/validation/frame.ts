/** A table of a request as pandas holds it, and what a schema does to it before its checks: columns added and left out, missing cells filled, types turned. */
import { EngineError } from '@shared/contract/errors';
import { panderaMessages as words } from '@shared/messages/pandera';
import { readDtype, type Dtype } from '../dtypes';
import type { PanderaColumn, PanderaDocument } from '../panderaDocument';
import { translatePattern } from '../pythonPattern';
import { coerceSeries } from './coerce';
import type { FailingCell, Failure } from './failures';
import { matchTexts } from './matchTexts';
import { isMissing, isNumber, readPython, type PythonValue } from './pythonValue';
import { asFloat, seriesOf, type Series } from './series';

export interface Prepared {
  readonly frame: readonly Series[];
  readonly failures: readonly Failure[];
}

/** Throws `invalid-input` for a type that is not known. */
export function dtypeNamed(written: string | null | undefined, place: string): Dtype | null {
  if (written === null || written === undefined) return null;
  const dtype = readDtype(written);
  if (!dtype) throw new EngineError('invalid-input', words.refused.dtype(place, written), { dtype: written });
  return dtype;
}

/** Columns of the frame a declared column speaks of: its own name, or those whose beginning matches its pattern. */
export function matchingColumns(column: PanderaColumn, frame: readonly Series[]): readonly string[] {
  const names = frame.map(({ name }) => name);
  if (column.regex !== true) return names.filter((name) => name === column.name);
  const found = matchTexts(column.name, translatePattern(column.name), names, true);
  return names.filter((_, i) => found[i]);
}

export function prepareFrame(schema: PanderaDocument, given: readonly Series[]): Prepared {
  const added = addMissing(schema, given);
  const strict = leaveOut(schema, added.frame);
  const filled = strict.frame.map((series) => withDefault(series, schema.columns.find(({ name }) => name === series.name)));
  const coerced = coerceColumns(schema, filled);
  return { frame: coerced.frame, failures: [...added.failures, ...strict.failures, ...coerced.failures] };
}

function tableFailure(check: string, reason: Failure['reason'], value: string): Failure {
  return { context: 'DataFrameSchema', check, checkNumber: null, reason, found: { column: null, value } };
}

function defaultOf(column: PanderaColumn | undefined): PythonValue {
  return column?.default === undefined ? null : readPython(column.default);
}

function addMissing(schema: PanderaDocument, frame: readonly Series[]): Prepared {
  const absent = schema.columns.filter((column) => column.regex !== true && column.required !== false && !frame.some(({ name }) => name === column.name));
  if (schema.add_missing_columns !== true || absent.length === 0) return { frame, failures: [] };
  const failures = absent.filter((column) => isMissing(defaultOf(column)) && column.nullable !== true).map(({ name }) => tableFailure('add_missing_has_default', 'ADD_MISSING_COLUMN_NO_DEFAULT', name));
  if (failures.length > 0) return { frame, failures };
  const rows = frame[0]?.values.length ?? 0;
  const made = absent.map((column): Series => {
    const series = seriesOf(column.name, Array.from({ length: rows }, () => defaultOf(column)));
    const dtype = dtypeNamed(column.dtype, column.name);
    const coerced = dtype ? coerceSeries(series, dtype) : { series };
    if (!('series' in coerced)) throw new EngineError('invalid-input', words.refused.defaultOfType(column.name, dtype?.name ?? ''), { column: column.name });
    return coerced.series;
  });
  // They come where the schema has them, before the first declared column that follows.
  const result: Series[] = [];
  const waiting = [...schema.columns];
  for (const series of frame) {
    const place = waiting.findIndex(({ name }) => name === series.name);
    if (place >= 0) for (const column of waiting.splice(0, place + 1)) result.push(...made.filter(({ name }) => name === column.name));
    result.push(series);
  }
  for (const column of waiting) result.push(...made.filter(({ name }) => name === column.name));
  return { frame: result, failures: [] };
}

/** Columns that are not declared, and declared ones out of their order. */
function leaveOut(schema: PanderaDocument, frame: readonly Series[]): Prepared {
  const strict = schema.strict ?? false;
  if (strict === false && schema.ordered !== true) return { frame, failures: [] };
  const expected = [...new Set(schema.columns.flatMap((column) => matchingColumns(column, frame)))];
  let next = 0;
  const failures = frame.flatMap(({ name }): Failure[] => {
    const isDeclared = expected.includes(name);
    const unordered = schema.ordered === true && isDeclared && expected[next++] !== name;
    return [
      ...(strict === true && !isDeclared ? [tableFailure('column_in_schema', 'COLUMN_NOT_IN_SCHEMA', name)] : []),
      ...(unordered ? [tableFailure('column_ordered', 'COLUMN_NOT_ORDERED', name)] : []),
    ];
  });
  return { frame: strict === 'filter' && failures.length === 0 ? frame.filter(({ name }) => expected.includes(name)) : frame, failures };
}

function withDefault(series: Series, column: PanderaColumn | undefined): Series {
  const filling = defaultOf(column);
  if (isMissing(filling) || !series.values.some(isMissing)) return series;
  const values = series.values.map((value) => (isMissing(value) ? filling : value));
  if (series.dtype === 'float64' && isNumber(filling)) return { ...series, values: values.map((value) => (isNumber(value) ? asFloat(value.value) : value)) };
  return seriesOf(series.name, values);
}

function coerceColumns(schema: PanderaDocument, frame: readonly Series[]): Prepared {
  const whole = schema.coerce === true ? dtypeNamed(schema.dtype, words.table) : null;
  if (whole) return coerceWhole(frame, whole);
  const failures: Failure[] = [];
  let turned = frame;
  for (const column of schema.columns) {
    const dtype = dtypeNamed(column.dtype, column.name);
    if (!dtype || (schema.coerce !== true && column.coerce !== true)) continue;
    for (const name of matchingColumns(column, turned)) {
      turned = turned.map((series) => {
        if (series.name !== name) return series;
        const coerced = coerceSeries(series, dtype);
        if ('series' in coerced) return coerced.series;
        const { failing } = coerced;
        const found = failing === null ? { column: column.name, value: null } : { cells: failing.map((index) => ({ column: column.name, value: series.values[index] ?? null, index })), dtype: series.dtype };
        failures.push({ context: 'Column', check: `coerce_dtype('${dtype.name}')`, checkNumber: null, reason: 'DATATYPE_COERCION', found });
        return series;
      });
    }
  }
  return { frame: turned, failures };
}

/** A type of the whole table is taken on by all columns or by none. */
function coerceWhole(frame: readonly Series[], dtype: Dtype): Prepared {
  const coerced = frame.map((series) => coerceSeries(series, dtype));
  if (coerced.every((each) => 'series' in each)) return { frame: coerced.map(({ series }) => series), failures: [] };
  const found = coerced.flatMap((each, i) => ('failing' in each ? (each.failing ?? []) : []).map((index) => ({ index, series: frame[i] })));
  return { frame, failures: [{ context: 'DataFrameSchema', check: `coerce_dtype('${dtype.name}')`, checkNumber: null, reason: 'DATATYPE_COERCION', found: { cells: rowCells(found), dtype: 'object' } }] };
}

/** Findings by row. Pandera gives them the column name `failure_case`. */
export function rowCells(found: readonly { readonly index: number; readonly series: Series | undefined }[]): FailingCell[] {
  const isMixed = found.some(({ series }) => series?.dtype !== 'bool');
  const rows = new Map<number, Map<string, PythonValue>>();
  for (const { index, series } of found) {
    const row = rows.get(index) ?? new Map<string, PythonValue>();
    const value = series?.values[index] ?? null;
    // Beside columns of numbers pandas makes numbers of true and false.
    if (series) row.set(series.name, typeof value === 'boolean' && isMixed ? asFloat(Number(value)) : value);
    rows.set(index, row);
  }
  return [...rows].sort(([a], [b]) => a - b).map(([index, value]) => ({ column: 'failure_case', value, index }));
}
