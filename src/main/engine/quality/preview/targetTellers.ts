/** How closely single columns follow the target by Spearman's rank correlation: what follows it too closely may only be known after the sale. */
import type { Column } from '@shared/areas/datasets';
import type { SnapshotTable, TableColumn } from '@engine/datasets';
import type { TableSession } from '../../storage/tableSession';

export interface Teller {
  readonly column: Column;
  /** Absolute rank correlation, 0 to 1. */
  readonly correlation: number;
}

const mostColumns = 300;
const fewestPairs = 20;

/** Numeric columns that a model may use, each with its correlation; those without enough pairs or without spread are left out. */
export async function findTellers(tables: TableSession, table: SnapshotTable, columns: readonly Column[], signal: AbortSignal): Promise<readonly Teller[]> {
  const target = table.columns[columns.findIndex(({ role }) => role === 'target')];
  if (!target || !isNumeric(target)) return [];
  const tellers: Teller[] = [];
  for (const [i, field] of table.columns.slice(0, mostColumns).entries()) {
    const column = columns[i];
    if (!column || !isNumeric(field) || (column.role !== 'feature' && column.role !== 'price')) continue;
    const correlation = await rankCorrelation(tables, table, field, target, signal);
    if (correlation !== null) tellers.push({ column, correlation: Math.abs(correlation) });
  }
  return tellers;
}

function isNumeric({ type }: TableColumn): boolean {
  return type === 'integer' || type === 'decimal';
}

/** Pearson's correlation of mean ranks, as scipy.stats.spearmanr has it; null where it is not defined. */
async function rankCorrelation(tables: TableSession, table: SnapshotTable, x: TableColumn, y: TableColumn, signal: AbortSignal): Promise<number | null> {
  const rank = (name: string): string => `rank() over (order by ${name}) + (count(*) over (partition by ${name}) - 1) / 2.0`;
  const { rows } = await tables.rows(
    `select count(*), corr(a, b) from (select ${rank('x')} as a, ${rank('y')} as b from (select ${x.field} as x, ${y.field} as y from ${table.source} where ${x.field} is not null and ${y.field} is not null))`,
    [],
    { signal },
  );
  const [pairs, correlation] = rows[0] ?? [];
  return Number(pairs) >= fewestPairs && typeof correlation === 'number' && Number.isFinite(correlation) ? correlation : null;
}
