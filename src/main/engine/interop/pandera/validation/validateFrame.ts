/** Validates a table by a schema as Pandera does with `lazy=True`: everything that fails, in its order. */
import type { TableSession } from '../../../storage/tableSession';
import type { PanderaColumn, PanderaDocument } from '../panderaDocument';
import { panderaMessages as words } from '@shared/messages/pandera';
import { bindCheck, type BoundCheck } from './boundCheck';
import { dtypeFailure } from './coerce';
import type { FailingCell, Failure } from './failures';
import { dtypeNamed, matchingColumns, prepareFrame, rowCells } from './frame';
import { judgeChecks, type Task } from './judgeChecks';
import type { Verdict } from './prepareCheck';
import { isMissing, isNumber, isTime, pythonRepr, type PythonValue } from './pythonValue';
import type { Series } from './series';

export interface ValidatedFrame {
  readonly failures: readonly Failure[];
  /** What the schema made of the table. */
  readonly frame: readonly Series[];
}

interface Component {
  readonly column: PanderaColumn;
  readonly series: Series;
  readonly checks: readonly BoundCheck[];
}

/** Throws `invalid-input` where the schema itself cannot be right. */
export async function validateFrame(tables: TableSession, now: number, schema: PanderaDocument, given: readonly Series[]): Promise<ValidatedFrame> {
  const bound = new Map(schema.columns.map((column) => [column, column.checks.map((check) => bindCheck(check, column.name, dtypeNamed(schema.dtype ?? column.dtype, column.name)?.kind === 'time'))]));
  const tableChecks = schema.checks.map((check) => bindCheck(check, words.table, false));
  const { frame, failures } = prepareFrame(schema, given);
  const columns = schema.columns.length === 0 && typeof schema.dtype === 'string' ? frame.map(({ name }): PanderaColumn => ({ name, checks: [] })) : schema.columns;
  const components = columns.flatMap((column): (Component | Failure)[] => {
    const names = matchingColumns(column, frame);
    if (column.regex === true && names.length === 0 && column.required !== false) return [noMatch(column, frame)];
    return names.flatMap((name) => frame.filter((series) => series.name === name).map((series) => ({ column, series, checks: bound.get(column) ?? [] })));
  });
  const tasks = [
    ...components.flatMap((component) => ('series' in component ? component.checks.map((check): Task => taskOf(component.series, check)) : [])),
    ...tableChecks.flatMap((check) => (isTextCheck(check) ? [] : frame.map((series) => taskOf(series, check)))),
  ];
  const verdicts = [...(await judgeChecks(tables, now, tasks))];
  const found = [
    ...failures,
    ...presence(schema, frame),
    ...jointDuplicates(schema, frame),
    ...components.flatMap((component) => ('series' in component ? componentFailures(schema, component, verdicts.splice(0, component.checks.length)) : [component])),
    ...tableChecks.flatMap((check, i) => tableCheckFailures(check, i, frame, isTextCheck(check) ? [] : verdicts.splice(0, frame.length))),
  ];
  return { failures: found, frame };
}

function taskOf(series: Series, { check, options }: BoundCheck): Task {
  return { series, check, ignoreNa: options.ignore_na !== false };
}

function noMatch(column: PanderaColumn, frame: readonly Series[]): Failure {
  return { context: 'Column', check: `no_regex_column_match('${column.name}')`, checkNumber: null, reason: 'INVALID_COLUMN_NAME', found: { column: column.name, value: `[${frame.map(({ name }) => pythonRepr(name)).join(', ')}]` } };
}

function presence(schema: PanderaDocument, frame: readonly Series[]): readonly Failure[] {
  const names = frame.map(({ name }) => name);
  const twice = schema.unique_column_names === true ? [...new Set(names.filter((name, i) => names.indexOf(name) < i))] : [];
  const absent = schema.add_missing_columns === true ? [] : schema.columns.filter((column) => column.regex !== true && column.required !== false && !names.includes(column.name));
  return [
    ...twice.map((name): Failure => ({ context: 'DataFrameSchema', check: 'dataframe_column_labels_unique', checkNumber: null, reason: 'DUPLICATE_COLUMN_LABELS', found: { column: null, value: name } })),
    ...absent.map(({ name }): Failure => ({ context: 'DataFrameSchema', check: 'column_in_dataframe', checkNumber: null, reason: 'COLUMN_NOT_IN_DATAFRAME', found: { column: null, value: name } })),
  ];
}

type Report = PanderaColumn['report_duplicates'];

/** Positions whose key occurs again; missing values are equal to each other. */
function duplicates(keys: readonly string[], report: Report): readonly number[] {
  const places = new Map<string, number[]>();
  for (const [i, key] of keys.entries()) places.set(key, [...(places.get(key) ?? []), i]);
  return [...places.values()].flatMap((own) => (own.length < 2 ? [] : report === 'exclude_first' ? own.slice(1) : report === 'exclude_last' ? own.slice(0, -1) : own)).sort((a, b) => a - b);
}

function keyOf(value: PythonValue): string {
  if (isMissing(value)) return 'missing';
  if (isTime(value)) return `time ${value.ms}`;
  return typeof value === 'string' ? `text ${value}` : `number ${isNumber(value) ? value.value : Number(value)}`;
}

function cellsAt({ name, values }: Series, positions: readonly number[], ignoreMissing: boolean): FailingCell[] {
  return positions.flatMap((index) => (ignoreMissing && isMissing(values[index] ?? null) ? [] : [{ column: name, value: values[index] ?? null, index }]));
}

/** The type several columns have as one. */
function joined(frame: readonly Series[]): string {
  const dtypes = new Set(frame.map(({ dtype }) => dtype));
  return dtypes.size === 1 ? ([...dtypes][0] ?? 'object') : [...dtypes].every((dtype) => /^(u?int|float)\d+$/.test(dtype)) ? 'float64' : 'object';
}

function jointDuplicates(schema: PanderaDocument, frame: readonly Series[]): readonly Failure[] {
  const keyed = (schema.unique ?? []).flatMap((name) => frame.filter((series) => series.name === name));
  if (keyed.length === 0) return [];
  const keys = keyed[0]?.values.map((_, i) => JSON.stringify(keyed.map(({ values }) => keyOf(values[i] ?? null)))) ?? [];
  const positions = duplicates(keys, schema.report_duplicates);
  if (positions.length === 0) return [];
  return [{ context: 'DataFrameSchema', check: 'multiple_fields_uniqueness', checkNumber: null, reason: 'DUPLICATES', found: { cells: keyed.flatMap((series) => cellsAt(series, positions, true)), dtype: joined(keyed) } }];
}

function componentFailures(schema: PanderaDocument, { column, series, checks }: Component, verdicts: readonly Verdict[]): readonly Failure[] {
  const failures: Failure[] = [];
  const { dtype } = series;
  const add = (check: string, reason: Failure['reason'], found: Failure['found'], checkNumber: number | null = null): void => void failures.push({ context: 'Column', check, checkNumber, reason, found });
  const missing = series.values.flatMap((value, i) => (isMissing(value) ? [i] : []));
  if (column.nullable !== true && missing.length > 0) add('not_nullable', 'SERIES_CONTAINS_NULLS', { cells: cellsAt(series, missing, false), dtype });
  const repeated = column.unique === true ? duplicates(series.values.map(keyOf), column.report_duplicates) : [];
  if (repeated.length > 0) add('field_uniqueness', 'SERIES_CONTAINS_DUPLICATES', { cells: cellsAt(series, repeated, true), dtype });
  const expected = dtypeNamed(schema.dtype ?? column.dtype, column.name);
  const mistyped = expected ? dtypeFailure(series, expected) : null;
  const positions = typeof mistyped === 'string' ? [] : (mistyped ?? []);
  if (expected && typeof mistyped === 'string') add(`dtype('${expected.name}')`, 'WRONG_DATATYPE', { column: series.name, value: mistyped });
  else if (expected && positions.length > 0) add(`dtype('${expected.name}')`, 'WRONG_DATATYPE', { cells: cellsAt(series, positions, false), dtype });
  for (const [i, { label, options }] of checks.entries()) {
    const verdict = verdicts[i];
    if (!verdict) continue;
    const failing = 'failing' in verdict ? verdict.failing.slice(0, options.n_failure_cases ?? undefined) : [];
    // Pandera stumbles over missing categories when it writes down what failed.
    const untold = dtype === 'category' ? failing.findIndex((position) => isMissing(series.values[position] ?? null)) : -1;
    if ('error' in verdict) add(label, 'CHECK_ERROR', { column: series.name, value: verdict.error }, i);
    else if (untold >= 0) add(label, 'CHECK_ERROR', { column: series.name, value: `TypeError("sequence item ${untold}: expected str instance, float found")` }, i);
    else if (options.raise_warning === true) continue;
    else if (failing.length > 0) add(label, 'DATAFRAME_CHECK', { cells: cellsAt(series, failing, options.ignore_na !== false), dtype }, i);
    else if ('holds' in verdict && !verdict.holds) add(label, 'DATAFRAME_CHECK', { column: series.name, value: false }, i);
  }
  return failures;
}

/** A whole table has neither texts nor different values to look at. */
function isTextCheck({ check: { name } }: BoundCheck): boolean {
  return name.startsWith('str_') || name === 'unique_values_eq';
}

function tableCheckFailures({ check, label, options }: BoundCheck, number: number, frame: readonly Series[], verdicts: readonly Verdict[]): readonly Failure[] {
  const failed = (found: Failure['found'], reason: Failure['reason']): readonly Failure[] => [{ context: 'DataFrameSchema', check: label, checkNumber: number, reason, found }];
  if (isTextCheck({ check, label, options })) return failed({ column: null, value: `AttributeError("'DataFrame' object has no attribute '${check.name === 'unique_values_eq' ? 'unique' : 'str'}'")` }, 'CHECK_ERROR');
  const error = verdicts.find((verdict) => 'error' in verdict);
  if (error && 'error' in error) return failed({ column: null, value: error.error }, 'CHECK_ERROR');
  const failing = verdicts.flatMap((verdict, i) => ('failing' in verdict ? verdict.failing : []).map((index) => ({ index, series: frame[i] })));
  // A missing cell may fail the check, but is not told.
  const told = failing.filter(({ index, series }) => !isMissing(series?.values[index] ?? null));
  return failing.length > 0 && options.raise_warning !== true ? failed({ cells: rowCells(told).slice(0, options.n_failure_cases ?? undefined), dtype: 'object' }, 'DATAFRAME_CHECK') : [];
}
