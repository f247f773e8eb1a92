/** A table while it is repaired: a chain of SQL over the stored one, so that nothing is copied before the end. */
import type { ColumnType } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import { textField, valueField, wireExpression, type SnapshotTable, type TableColumn } from '../snapshotTable';

export interface WorkingColumn extends TableColumn {
  /** Whether any repair may have given its cells other values. */
  readonly touched: boolean;
}

export interface WorkingTable {
  /** What follows FROM: `row` and `line` as read, `aside` with the place of the repair that set the row aside, and the columns' fields. */
  readonly source: string;
  readonly columns: readonly WorkingColumn[];
  /** Fields taken so far. */
  readonly fields: number;
}

export function workOn(table: SnapshotTable): WorkingTable {
  return { source: `(select *, null::integer as aside from ${table.source})`, columns: table.columns.map((column) => ({ ...column, touched: false })), fields: table.columns.length };
}

/** Rows that no repair has set aside. */
export function keptRows({ source }: WorkingTable): string {
  return `(select * from ${source} where aside is null)`;
}

/** Throws `invalid-input` where there is no such column. */
export function workingColumn({ columns }: WorkingTable, name: string): WorkingColumn {
  const found = columns.find((column) => column.name === name);
  if (!found) throw new EngineError('invalid-input', datasetsMessages.refused.unknownColumn(name, columns.map((column) => column.name)), { column: name });
  return found;
}

/** The column's cells by SQL; those of rows that were set aside stay as far as their type lets them. The cells as read are kept beside them. */
export function withValues(table: WorkingTable, name: string, value: string, type: ColumnType): WorkingTable {
  const column = workingColumn(table, name);
  const changed = `case when aside is null then ${value} else try_cast(${column.field} as ${sqlTypes[type]}) end`;
  const text = column.textField ?? textField(Number(column.field.slice(1)));
  const kept = column.textField === null ? `, ${wireExpression(column)} as ${text}` : '';
  return {
    ...table,
    source: `(select * replace (cast(${changed} as ${sqlTypes[type]}) as ${column.field})${kept} from ${table.source})`,
    columns: table.columns.map((each) => (each === column ? { ...column, type, textField: text, touched: true } : each)),
  };
}

/** What it is read as is nothing: the file had no such cell. */
export function withColumn(table: WorkingTable, name: string, value: string, type: ColumnType): WorkingTable {
  const field = valueField(table.fields);
  const text = textField(table.fields);
  return {
    source: `(select *, cast(${value} as ${sqlTypes[type]}) as ${field}, null::varchar as ${text} from ${table.source})`,
    columns: [...table.columns, { name, type, field, textField: text, touched: true }],
    fields: table.fields + 1,
  };
}

export function withoutRows(table: WorkingTable, rowsTable: string, place: number): WorkingTable {
  return { ...table, source: `(select * replace (case when aside is null and row in (select row from ${rowsTable}) then ${place} else aside end as aside) from ${table.source})` };
}

export const sqlTypes: Readonly<Record<ColumnType, string>> = { integer: 'bigint', decimal: 'double', boolean: 'boolean', date: 'date', datetime: 'timestamp', category: 'varchar', text: 'varchar', id: 'varchar' };
