/** SHA-256 of a column: the canonical text of each value in row order, each followed by NUL, a missing value as nothing. */
import { createHash } from 'node:crypto';
import type { TableSession } from '../storage/tableSession';
import { canonicalText, wireExpression, type SnapshotTable } from './snapshotTable';

const rowsAtOnce = 100_000;

/** Digests of the columns at the given positions, read back from the stored table. */
export async function digestColumns(tables: TableSession, table: SnapshotTable, positions: readonly number[], signal?: AbortSignal): Promise<readonly string[]> {
  const wanted = positions.flatMap((position) => table.columns[position] ?? []);
  const hashes = wanted.map(() => createHash('sha256'));
  for (let from = 0; from < table.rows && wanted.length > 0; from += rowsAtOnce) {
    const { values } = await tables.columns(
      `select ${wanted.map(wireExpression).join(', ')} from ${table.source} where row > ${from} and row <= ${from + rowsAtOnce} order by row`,
      [],
      signal === undefined ? {} : { signal },
    );
    for (const [i, column] of values.entries()) hashes[i]?.update(`${column.map(canonicalText).join('\0')}\0`);
  }
  return hashes.map((hash) => hash.digest('hex'));
}
