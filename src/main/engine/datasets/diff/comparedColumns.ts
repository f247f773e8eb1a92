/**
 * Which columns of two versions belong together, and the SQL that makes their cells comparable.
 * Values are compared, not their text: 1.50 is 1.5; 0 is -0; NaN is NaN; an empty text is a missing value, as digests have it.
 */
import type { Column, Snapshot } from '@shared/areas/datasets';
import type { ColumnType } from '@shared/areas/common';
import type { ColumnDifference, Diff } from '@shared/areas/diff';
import { isText, wireExpression, type SnapshotTable, type TableColumn } from '../snapshotTable';

/** A version with its table. */
export interface Version {
  readonly snapshot: Snapshot;
  readonly table: SnapshotTable;
}

export interface ComparedColumn {
  /** Name in the later version. */
  readonly name: string;
  readonly renamedFrom: string | null;
  readonly before: TableColumn;
  readonly after: TableColumn;
  readonly facts: { readonly before: Column; readonly after: Column };
  readonly compared: ColumnDifference['compared'];
  /** Both hold the same values in the same order. */
  readonly sameDigest: boolean;
}

export interface ComparedColumns {
  readonly shared: readonly ComparedColumn[];
  readonly changes: Diff['columns'];
}

export type Side = 'before' | 'after';

export function compareColumns(before: Version, after: Version): ComparedColumns {
  const beforeByName = new Map(before.snapshot.columns.map((column, i) => [column.name, i]));
  const afterNames = new Set(after.snapshot.columns.map(({ name }) => name));
  const gone = before.snapshot.columns.flatMap((column, i) => (afterNames.has(column.name) ? [] : [i]));
  const renamed = new Map<number, number>();
  for (const [i, column] of after.snapshot.columns.entries()) {
    if (beforeByName.has(column.name) || column.distinct === 0) continue;
    // Digests hold every value in order, so equal ones under another name are the same column.
    const found = gone.findIndex((position) => isSameColumn(before.snapshot.columns[position], column));
    if (found !== -1) renamed.set(i, gone.splice(found, 1)[0] ?? -1);
  }
  const shared = after.snapshot.columns.flatMap((column, i) => {
    const position = beforeByName.get(column.name) ?? renamed.get(i);
    const found = position === undefined ? null : comparedColumn(before, position, after, i);
    return found === null ? [] : [found];
  });
  const places = shared.map(({ before: column }) => before.table.columns.indexOf(column));
  return {
    shared,
    changes: {
      added: after.snapshot.columns.filter(({ name }, i) => !beforeByName.has(name) && !renamed.has(i)).map(({ name }) => name),
      removed: gone.flatMap((position) => before.snapshot.columns[position]?.name ?? []),
      renamed: shared.flatMap(({ name, renamedFrom }) => (renamedFrom === null ? [] : [{ before: renamedFrom, after: name }])),
      retyped: shared.filter(({ before: from, after: to }) => from.type !== to.type).map(({ name, before: from, after: to }) => ({ column: name, before: from.type, after: to.type })),
      roles: shared.filter(({ facts }) => facts.before.role !== facts.after.role).map(({ name, facts }) => ({ column: name, before: facts.before.role, after: facts.after.role })),
      reordered: places.some((place, i) => i > 0 && place < (places[i - 1] ?? 0)),
    },
  };
}

function isSameColumn(before: Column | undefined, after: Column): boolean {
  return before?.digest === after.digest && before.type === after.type;
}

function comparedColumn(before: Version, beforePosition: number, after: Version, afterPosition: number): ComparedColumn | null {
  const [from, to] = [before.table.columns[beforePosition], after.table.columns[afterPosition]];
  const facts = { before: before.snapshot.columns[beforePosition], after: after.snapshot.columns[afterPosition] };
  if (!from || !to || !facts.before || !facts.after) return null;
  return {
    name: to.name,
    renamedFrom: from.name === to.name ? null : from.name,
    before: from,
    after: to,
    facts: { before: facts.before, after: facts.after },
    compared: howToCompare(from.type, to.type),
    sameDigest: before.table.rows === after.table.rows && facts.before.digest === facts.after.digest,
  };
}

function howToCompare(before: ColumnType, after: ColumnType): ComparedColumn['compared'] {
  if (before === after || (isText(before) && isText(after))) return 'value';
  return isNumber(before) && isNumber(after) ? 'number' : 'text';
}

function isNumber(type: ColumnType): boolean {
  return type === 'integer' || type === 'decimal';
}

/** SQL of one side's cell, such that equal cells of both sides are equal values of one type; null where missing. */
export function comparable({ compared, ...sides }: ComparedColumn, side: Side, table = ''): string {
  const column = sides[side];
  const field = `${table}${column.field}`;
  if (compared === 'number') return `${field}::double`;
  if (compared === 'text') return asRead({ ...column, field, textField: column.textField === null ? null : `${table}${column.textField}` });
  return isText(column.type) ? `nullif(${field}, '')` : field;
}

/** The cell's text in the file, so that a column whose type fell to text differs only where its cells do. */
function asRead(column: TableColumn): string {
  if (isText(column.type)) return `nullif(${column.field}, '')`;
  const canonical = `cast(${wireExpression(column)} as varchar)`;
  // A whole number stored as a decimal has the canonical text "3", where DuckDB writes "3.0".
  const text = column.type === 'decimal' ? `regexp_replace(${canonical}, '\\.0$', '')` : canonical;
  return column.textField === null ? text : `case when ${column.field} is null then null else coalesce(${column.textField}, ${text}) end`;
}
