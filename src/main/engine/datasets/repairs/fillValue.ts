/** The value of a column's own that fills its missing cells. Worked out in the order of the rows, so that it is the same each time. */
import type { Cell } from '@shared/areas/common';
import type { RepairOf } from '@shared/areas/repairs';
import { EngineError } from '@shared/contract/errors';
import { repairMessages } from '@shared/messages/repairs';
import { mean, quantileSorted } from '../../math';
import type { TableConnection } from '../../storage/tableSession';
import { toCell } from '../page';
import { wireExpression } from '../snapshotTable';
import { keptRows, type WorkingColumn, type WorkingTable } from './workingTable';

type Statistic = NonNullable<RepairOf<'fill'>['statistic']>;

/** Throws `invalid-input` where the column has no such statistic. */
export async function fillValue(connection: TableConnection, table: WorkingTable, column: WorkingColumn, statistic: Statistic): Promise<Exclude<Cell, null>> {
  const value = statistic === 'most-common' ? await mostCommon(connection, table, column) : await centre(connection, table, column, statistic);
  if (value === null) throw new EngineError('invalid-input', repairMessages.refused.noStatistic(column.name, statistic), { column: column.name });
  return value;
}

/** Of values that are equally common the smallest. */
async function mostCommon(connection: TableConnection, table: WorkingTable, column: WorkingColumn): Promise<Cell> {
  const { field } = column;
  const { rows } = await connection.rows(`select ${wireExpression(column)} from (select ${field}, count(*) as n from ${keptRows(table)} where ${field} is not null group by ${field}) order by n desc, ${field} limit 1`);
  return toCell(rows[0]?.[0] ?? null);
}

async function centre(connection: TableConnection, table: WorkingTable, { field, type }: WorkingColumn, statistic: 'mean' | 'median'): Promise<number | null> {
  if (type !== 'integer' && type !== 'decimal') return null;
  const values = new Float64Array(Number((await connection.rows(`select count(${field}) from ${keptRows(table)}`)).rows[0]?.[0]));
  await connection.fillNumbers(`select ${field}::double from ${keptRows(table)} where ${field} is not null order by row`, [values]);
  const found = statistic === 'mean' ? mean(values) : quantileSorted(values.sort(), 0.5);
  return found !== null && type === 'integer' ? Math.round(found) : found;
}
