/**
 * Writes a repaired table as a version's Parquet file: rows numbered anew from 1, their lines and their numbers as read
 * (`origin`) kept. Rows that were set aside come last, without a number, with the place of their repair (`aside`).
 */
import { EngineError } from '@shared/contract/errors';
import { repairMessages } from '@shared/messages/repairs';
import { mostGroupRows } from '../../storage/parquet/parquetFile';
import { literal, type TableConnection } from '../../storage/tableSession';
import { repairedTable, textField, valueField, type SnapshotTable } from '../snapshotTable';
import type { RepairedTable } from './applyRepairs';

/** Throws `internal` where the file does not give every row back in its order, `unavailable-here` where the table is too wide. */
export async function writeRepaired(connection: TableConnection, { table, rows }: Pick<RepairedTable, 'rows'> & { readonly table: Pick<RepairedTable['table'], 'source' | 'columns'> }, parquetPath: string): Promise<SnapshotTable> {
  const fields = table.columns.flatMap(({ field, textField: text }, i) => [`${field} as ${valueField(i)}`, ...(text === null ? [] : [`${text} as ${textField(i)}`])]).join(', ');
  // As they come rows are in their order and need no sorting; where they are not, they are sorted.
  for (const order of ['', 'order by row']) {
    const numbered = `select row_number() over (${order}) as row, line, row as origin, aside, ${fields} from ${table.source} where aside is null`;
    const setAside = `select null as row, line, row as origin, aside, ${fields} from ${table.source} where aside is not null`;
    const all = `${numbered} union all ${setAside}`;
    await copyWithin(connection, table.columns.length, `copy (${order === '' ? all : `select * from (${all}) order by row nulls last, origin`}) to ${literal(parquetPath)} (format parquet, compression zstd, row_group_size ${mostGroupRows})`);
    if (await isWhole(connection, parquetPath, rows)) return repairedTable(parquetPath, rows, table.columns, table.columns.map(({ textField: text }) => text !== null));
  }
  throw new EngineError('internal', repairMessages.refused.unsteady, { rows });
}

async function isWhole(connection: TableConnection, parquetPath: string, rows: number): Promise<boolean> {
  const { rows: found } = await connection.rows(`select count(*), min(row), max(row), count(*) filter (where origin <= before) from (select row, origin, lag(origin) over (order by row) as before from read_parquet(${literal(parquetPath)}) where row is not null)`);
  const [count, first, last, displaced] = (found[0] ?? []).map(Number);
  return count === rows && first === 1 && last === rows && displaced === 0;
}

/** DuckDB's writer holds some blocks for every column, whatever the rows. */
async function copyWithin(connection: TableConnection, columns: number, sql: string): Promise<void> {
  try {
    await connection.run(sql);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('Out of Memory Error')) throw error;
    throw new EngineError('unavailable-here', repairMessages.refused.tooWide(columns), { columns }, { cause: error });
  }
}
