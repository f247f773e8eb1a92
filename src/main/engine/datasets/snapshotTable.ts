/**
 * A snapshot's Parquet file: `row` (from 1), `line` (in the source), then c0, c1, ... with the typed values and,
 * only where the cells were written in another form, t0, t1, ... with their text. Positions, not names: a column may be called anything.
 */
import type { Column } from '@shared/areas/datasets';
import type { ColumnType } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import { literal } from '../storage/tableSession';

export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Name inside the Parquet file. */
  readonly field: string;
  /** Field with the cells as read, where they differ from the values. */
  readonly textField: string | null;
  /** Missing cells and different values, where they were counted before. */
  readonly nulls?: number;
  readonly distinct?: number;
}

export interface SnapshotTable {
  /** What follows FROM. */
  readonly source: string;
  /** The same for what its file says of each column in each group of rows. */
  readonly statistics: string;
  readonly rows: number;
  readonly columns: readonly TableColumn[];
}

export function snapshotTable(parquetPath: string, rows: number, columns: readonly (Pick<Column, 'name' | 'type'> & Partial<Pick<Column, 'nulls' | 'distinct'>>)[], keepsText: readonly boolean[]): SnapshotTable {
  return {
    source: `read_parquet(${literal(parquetPath)})`,
    statistics: `parquet_metadata(${literal(parquetPath)})`,
    rows,
    columns: columns.map(({ name, type, nulls, distinct }, i) => ({ name, type, field: valueField(i), textField: keepsText[i] === true ? textField(i) : null, ...(nulls !== undefined && { nulls }), ...(distinct !== undefined && { distinct }) })),
  };
}

/** A version that was repaired: rows that were set aside lie in the file too, without a number. */
export function repairedTable(parquetPath: string, rows: number, columns: readonly (Pick<Column, 'name' | 'type'> & Partial<Pick<Column, 'nulls' | 'distinct'>>)[], keepsText: readonly boolean[]): SnapshotTable {
  return { ...snapshotTable(parquetPath, rows, columns, keepsText), source: `(select * exclude (origin, aside) from read_parquet(${literal(parquetPath)}) where row is not null)` };
}

/** The rows that were set aside, numbered as read; their fields are those of the table. */
export function setAsideRows(parquetPath: string): string {
  return `(select * exclude (row, origin), origin as row from read_parquet(${literal(parquetPath)}) where row is null)`;
}

export function valueField(index: number): string {
  return `c${index}`;
}

export function textField(index: number): string {
  return `t${index}`;
}

/** Throws `invalid-input` where the table has no such column. */
export function columnNamed(table: SnapshotTable, name: string): TableColumn {
  const found = table.columns.find((column) => column.name === name);
  if (!found) throw new EngineError('invalid-input', datasetsMessages.refused.noColumn(name), { column: name });
  return found;
}

/** SQL that gives a cell for the wire: numbers, booleans, text; dates as ISO text in UTC. */
export function wireExpression({ field, type }: TableColumn): string {
  if (type === 'date') return `strftime(${field}, '%Y-%m-%d')`;
  if (type === 'datetime') return `regexp_replace(strftime(${field}, '%Y-%m-%dT%H:%M:%S.%fZ'), '\\.?0+Z$', 'Z')`;
  return field;
}

/** True for types whose values are stored as text. */
export function isText(type: ColumnType): boolean {
  return type === 'text' || type === 'category' || type === 'id';
}

/** SQL that gives a cell as text, to search and match in. */
export function textExpression(column: TableColumn): string {
  return isText(column.type) ? column.field : `cast(${wireExpression(column)} as varchar)`;
}

/** The canonical text of a value: what digests are taken over and what stands for the cell where no other text is kept. */
export function canonicalText(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
