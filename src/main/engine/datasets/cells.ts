/** The cells as they were read: the kept text where there is one, else the canonical text of the value. */
import type { TableSession } from '../storage/tableSession';
import { canonicalText, wireExpression, type SnapshotTable } from './snapshotTable';

/** DuckDB holds buffers for every column of a statement. */
export const columnsAtOnce = 500;

/** Row 0 is the header, so `offset` 0 begins with the names. Missing and empty are both "". */
export async function readCells(tables: TableSession, table: SnapshotTable, offset: number, limit: number, signal: AbortSignal): Promise<{ cells: string[][]; total: number }> {
  const total = table.rows + 1;
  const header = offset === 0 ? [table.columns.map(({ name }) => name)] : [];
  const first = Math.max(1, offset);
  const last = Math.min(table.rows, offset + limit - 1);
  if (last < first) return { cells: header, total };
  const expressions = table.columns.map((column) => column.textField ?? wireExpression(column));
  const cells: string[][] = Array.from({ length: last - first + 1 }, () => []);
  for (let from = 0; from < expressions.length; from += columnsAtOnce) {
    const { rows } = await tables.rows(`select ${expressions.slice(from, from + columnsAtOnce).join(', ')} from ${table.source} where row between ${first} and ${last} order by row`, [], { signal });
    for (const [i, row] of rows.entries()) cells[i]?.push(...row.map(canonicalText));
  }
  return { cells: [...header, ...cells], total };
}
