/** Wide tables a few columns at a time: every statement over a file of thousands of columns reads what it says of all of them, so a piece is held in memory while it is asked about. */
import type { SnapshotTable } from '@engine/datasets';
import type { TableConnection } from '../storage/tableSession';

const columnsInPiece = 60;
/** Larger pieces would not fit beside what the statements hold themselves. */
const mostCells = 6_000_000;

/** `first` is the place of the piece's first column in the table. Narrow tables and very long ones are one piece as they lie. */
export async function eachPiece(connection: TableConnection, table: SnapshotTable, work: (piece: SnapshotTable, first: number) => Promise<void>): Promise<void> {
  const { columns, rows, source } = table;
  if (columns.length <= columnsInPiece || rows * columnsInPiece > mostCells) {
    await work(table, 0);
    return;
  }
  for (let first = 0; first < columns.length; first += columnsInPiece) {
    const some = columns.slice(first, first + columnsInPiece);
    await connection.run(`create or replace temp table piece as select ${['row', 'line', ...some.map(({ field }) => field)].join(', ')} from ${source}`);
    await work({ ...table, source: 'piece', columns: some }, first);
  }
  await connection.run('drop table piece');
}
