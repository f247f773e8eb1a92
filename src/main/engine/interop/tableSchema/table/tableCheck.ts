/** A check over a table beyond its schema; each is made anew for one table and may remember rows. */
import type { TableField } from './field';
import type { TableRow } from './row';
import type { TableError } from './tableError';

export interface TableCheck {
  /** Before the first row. A `check-error` says that the check cannot be made. */
  start?(fields: readonly TableField[]): readonly TableError[];
  row?(row: TableRow): readonly TableError[];
  /** After the last row. */
  end?(rows: number): readonly TableError[];
}

/** Says so where a check looks at a field the table does not have. */
export function needsField(fields: readonly TableField[], name: string): readonly TableError[] {
  return fields.some((field) => field.name === name) ? [] : [[null, null, 'check-error']];
}

/** A finding at a field of a row. */
export function atField(row: TableRow, name: string, kind: string): TableError {
  return [row.number, row.fields.findIndex((field) => field.name === name) + 1, kind];
}
