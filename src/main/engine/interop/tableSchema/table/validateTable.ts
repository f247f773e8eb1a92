/** Checks a table against its fields and further checks, row by row, in the order frictionless-py 5.19 reports. */
import type { Today } from '../../../quality';
import type { CellValue } from '../cells';
import type { TableField, TableSchema } from './field';
import { foreignKeyRule, primaryKeyRule, uniqueKeyRule, type KeyRule } from './keys';
import { matchLabels } from './labels';
import { createRowReader, type SourceRow, type TableRow } from './row';
import type { TableCheck } from './tableCheck';
import type { TableError } from './tableError';

export interface CheckedTable {
  readonly labels: readonly string[];
  readonly rows: readonly SourceRow[];
  readonly schema: TableSchema;
}

export function validateTable({ labels, rows, schema }: CheckedTable, checks: readonly TableCheck[], today: Today): TableError[] {
  if (labels.length === 0 && rows.length === 0) return [[null, null, 'source-error']];
  const header = matchLabels(labels, schema);
  const started = checks.map((check) => ({ check, errors: check.start?.(header.fields) ?? [] }));
  // A check that cannot be made is told once and left out.
  const running = started.filter(({ errors }) => !errors.some(([, , kind]) => kind === 'check-error')).map(({ check }) => check);
  const readRow = createRowReader(header.fields, keyFields(schema), today);
  const keys = keyChecks(schema, header.fields);
  const found = rows.flatMap((source) => {
    const { row, errors } = readRow(source);
    return [...errors, ...keys.flatMap((check) => check(row)), ...running.flatMap((check) => check.row?.(row) ?? [])];
  });
  return [...header.errors, ...started.flatMap(({ errors }) => errors), ...found, ...running.flatMap((check) => check.end?.(rows.length) ?? [])];
}

function keyFields({ fields, primaryKey, foreignKeys }: TableSchema): string[] {
  return [...fields.filter(({ constraints }) => constraints.unique).map(({ name }) => name), ...primaryKey, ...foreignKeys.flatMap((key) => key.fields)];
}

/** A key with a field that no column holds is left to the finding about the header. */
function keyChecks({ primaryKey, uniqueKeys, foreignKeys }: TableSchema, columns: readonly TableField[]): ((row: TableRow) => TableError[])[] {
  const isHere = (name: string): boolean => columns.some((column) => column.name === name);
  const over = (names: readonly string[], breaks: KeyRule, kind: string, place?: number) => (row: TableRow): TableError[] => {
    const values = names.map((name): CellValue => row.values.get(name) ?? null);
    return breaks(values) ? [[row.number, place ?? null, kind]] : [];
  };
  return [
    ...columns.flatMap(({ name, constraints }, i) => (constraints.unique ? [over([name], uniqueKeyRule(), 'unique-error', i + 1)] : [])),
    ...(primaryKey.length > 0 && primaryKey.every(isHere) ? [over(primaryKey, primaryKeyRule(), 'primary-key')] : []),
    ...uniqueKeys.filter((names) => names.every(isHere)).map((names) => over(names, uniqueKeyRule(), 'unique-error')),
    ...foreignKeys.flatMap(({ fields: names, reference }) => (reference.rows && names.every(isHere) ? [over(names, foreignKeyRule(reference.rows), 'foreign-key')] : [])),
  ];
}
