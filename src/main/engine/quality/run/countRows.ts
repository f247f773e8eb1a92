/** Counts rows of many checks in one pass over the table. Where the statement fails, each check is counted alone, so that one cannot spoil the others. */
import type { TableConnection } from '../../storage/tableSession';
import type { SnapshotTable } from '@engine/datasets';
import type { RowCounts } from './planCheck';

export interface CountedRows {
  readonly failures: number;
  readonly considered: number;
  readonly missing: number;
}

export type Counted = { readonly rows: CountedRows } | { readonly error: unknown };

/** More in one statement makes DuckDB plan longer than it counts. */
const checksAtOnce = 60;

export async function countRows(connection: TableConnection, table: SnapshotTable, checks: readonly RowCounts[]): Promise<readonly Counted[]> {
  const counted: Counted[] = [];
  for (let from = 0; from < checks.length; from += checksAtOnce) counted.push(...(await countSome(connection, table, checks.slice(from, from + checksAtOnce))));
  return counted;
}

async function countSome(connection: TableConnection, table: SnapshotTable, checks: readonly RowCounts[]): Promise<readonly Counted[]> {
  try {
    return (await countTogether(connection, table, checks)).map((rows) => ({ rows }));
  } catch (error) {
    if (checks.length === 1) return [{ error }];
    const half = Math.ceil(checks.length / 2);
    return [...(await countSome(connection, table, checks.slice(0, half))), ...(await countSome(connection, table, checks.slice(half)))];
  }
}

async function countTogether(connection: TableConnection, table: SnapshotTable, checks: readonly RowCounts[]): Promise<readonly CountedRows[]> {
  // The same condition is worked out once, however many checks share it.
  const fields = new Map<string, string>();
  const field = (condition: string): string => {
    const known = fields.get(condition) ?? `b${fields.size}`;
    fields.set(condition, known);
    return known;
  };
  const count = (condition: string): string => (condition === 'true' ? `${table.rows}` : condition === 'false' ? '0' : `count(*) filter (where ${field(condition)})`);
  const figures = checks.flatMap(({ failing, chosen, missing }) => [count(failing), count(chosen), count(missing)]);
  // What is known beforehand needs no look at the table.
  const from = fields.size === 0 ? '' : ` from (select ${[...fields].map(([condition, name]) => `(${condition}) as ${name}`).join(', ')} from ${table.source})`;
  const row = checks.length === 0 ? [] : ((await connection.rows(`select ${figures.join(', ')}${from}`)).rows[0] ?? []);
  return checks.map(({ missingFails }, i) => {
    const [failures = 0, chosen = 0, missing = 0] = row.slice(3 * i, 3 * i + 3).map(Number);
    return { failures, considered: missingFails ? chosen : chosen - missing, missing };
  });
}
