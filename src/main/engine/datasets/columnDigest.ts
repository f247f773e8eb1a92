/** SHA-256 of a column: the canonical text of each value in row order, each followed by NUL, a missing value as nothing. */
import { createHash } from 'node:crypto';
import type { TableSession } from '../storage/tableSession';
import { canonicalText, textExpression, wireExpression, type SnapshotTable, type TableColumn } from './snapshotTable';

/** So many are held at once. */
const cellsAtOnce = 1_000_000;

/** Digests of the columns at the given positions, read back from the stored table. */
export async function digestColumns(tables: TableSession, table: SnapshotTable, positions: readonly number[], signal?: AbortSignal): Promise<readonly string[]> {
  const wanted = positions.flatMap((position) => table.columns[position] ?? []);
  const hashes = wanted.map(() => createHash('sha256'));
  const rowsAtOnce = Math.ceil(cellsAtOnce / Math.max(1, wanted.length));
  for (let from = 0; from < table.rows && wanted.length > 0; from += rowsAtOnce) {
    const { values } = await tables.columns(
      `select ${wanted.map(cellsExpression).join(', ')} from ${table.source} where row > ${from} and row <= ${from + rowsAtOnce}`,
      [],
      signal === undefined ? {} : { signal },
    );
    for (const [i, [cells]] of values.entries()) hashes[i]?.update(`${Array.isArray(cells) ? cells.map(canonicalText).join('\0') : String(cells)}\0`);
  }
  return hashes.map((hash) => hash.digest('hex'));
}

/** The column's cells as one text, which crosses into JavaScript many times quicker than one by one. Decimals do cross so: JavaScript and DuckDB write them otherwise. */
function cellsExpression(column: TableColumn): string {
  if (column.type === 'decimal') return `list(${wireExpression(column)} order by row)`;
  return `string_agg(coalesce(${textExpression(column)}, ''), chr(0) order by row)`;
}
