/** Columns of a request as a table in DuckDB with the shape of a stored version, so that the product's own checks run over them. Row numbers count from 1. */
import type { Cell, ColumnType } from '@shared/areas/common';
import { isText, type SnapshotTable } from '../../datasets';
import type { TableConnection, TableSession } from '../../storage/tableSession';

export interface RequestColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Numbers, truth values and text as they are, days and times as ISO text. As many in each column. */
  readonly cells: readonly Cell[];
}

/** The table lasts as long as the work. */
export async function withRequestTable<T>(tables: TableSession, columns: readonly RequestColumn[], work: (connection: TableConnection, table: SnapshotTable) => Promise<T>): Promise<T> {
  return tables.withConnection(async (connection) => {
    const fields = columns.map(({ type }, i) => `c${i} ${storageOf(type)}`);
    await connection.run(`create temp table request_cells (${['row bigint', 'line bigint', ...fields].join(', ')})`);
    const rows = Math.max(0, ...columns.map(({ cells }) => cells.length));
    const appender = await connection.createAppender('request_cells');
    for (let row = 0; row < rows; row++) {
      appender.appendBigInt(BigInt(row + 1));
      appender.appendBigInt(BigInt(row + 2));
      for (const { type, cells } of columns) appendCell(appender, type, cells[row] ?? null);
      appender.endRow();
    }
    appender.closeSync();
    for (const [i, { type }] of columns.entries()) if (isTime(type)) await connection.run(`alter table request_cells alter c${i} type timestamp using c${i}::timestamp`);
    return work(connection, {
      source: 'request_cells',
      statistics: 'request_cells',
      rows,
      columns: columns.map(({ name, type }, i) => ({ name, type, field: `c${i}`, textField: null })),
    });
  });
}

function storageOf(type: ColumnType): string {
  if (isText(type)) return 'varchar';
  if (isTime(type)) return 'varchar';
  return type === 'integer' ? 'bigint' : type === 'decimal' ? 'double' : 'boolean';
}

function isTime(type: ColumnType): boolean {
  return type === 'date' || type === 'datetime';
}

type Appender = Awaited<ReturnType<TableConnection['createAppender']>>;

function appendCell(appender: Appender, type: ColumnType, cell: Cell): void {
  if (cell === null) appender.appendNull();
  else if (type === 'integer') appender.appendBigInt(BigInt(Math.trunc(Number(cell))));
  else if (type === 'decimal') appender.appendDouble(Number(cell));
  else if (type === 'boolean') appender.appendBoolean(cell === true || cell === 'true');
  else if (isTime(type)) appender.appendVarchar(new Date(String(cell)).toISOString().replace('T', ' ').replace('Z', ''));
  else appender.appendVarchar(String(cell));
}
