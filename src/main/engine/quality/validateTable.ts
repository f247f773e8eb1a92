/** One validation of a stored table: every check of a schema, and the rows that fail any. */
import type { CheckResult } from '@shared/areas/quality';
import type { Check, DataSchema } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';
import { readRows, type SnapshotTable } from '@engine/datasets';
import type { TableConnection, TableSession } from '../storage/tableSession';
import { planCheck } from './run/planCheck';
import { runChecks, type CheckOutcome } from './run/runChecks';
import type { Surroundings } from './run/checkRun';
import { bindAll, checksFor } from './schemaChecks';

const sampleRows = 20;

export interface ValidatedTable {
  readonly outcomes: readonly CheckOutcome[];
  readonly failingRows: number;
}

/** Throws `invalid-input` where the schema itself cannot be right, `cancelled`. */
export async function validateTable(tables: TableSession, table: SnapshotTable, schema: DataSchema, around: Surroundings, signal: AbortSignal, shown = sampleRows): Promise<ValidatedTable> {
  return tables.withConnection(
    async (connection) => {
      const checks = await checksFor(connection, schema, table.columns.map(({ name }) => name));
      return runChecks({ connection, table, sampleRows: shown, ...around }, await bindAll(connection, checks));
    },
    { signal },
  );
}

/** Checks over a table that is no stored version, each told with up to `shown` failing rows. Throws `invalid-input` for a check that cannot be right. */
export async function checkTable(connection: TableConnection, table: SnapshotTable, checks: readonly Check[], around: Surroundings, shown: number): Promise<readonly CheckOutcome[]> {
  return (await runChecks({ connection, table, sampleRows: shown, ...around }, await bindAll(connection, checks))).outcomes;
}

/** One check by itself, while it is edited. What is wrong with it is thrown. */
export async function tryCheck(tables: TableSession, table: SnapshotTable, check: Check, around: Surroundings, signal: AbortSignal): Promise<CheckResult> {
  return tables.withConnection(
    async (connection) => {
      const { outcomes } = await runChecks({ connection, table, sampleRows, ...around }, await bindAll(connection, [check]));
      const result = outcomes[0]?.result;
      if (!result) throw new EngineError('internal', 'A check gave no result.');
      if (result.error) throw new EngineError('invalid-input', result.error.message, { check: check.check });
      return result;
    },
    { signal },
  );
}

export interface FailingRows {
  readonly total: number;
  readonly columns: string[];
  readonly rowNumbers: number[];
  readonly lines: number[];
  readonly rows: Awaited<ReturnType<typeof readRows>>;
}

/** A page of the rows that fail one check, with all their cells; none for a check of one figure. */
export async function readFailingRows(tables: TableSession, table: SnapshotTable, check: Check, around: Surroundings, page: { readonly offset: number; readonly limit: number }, signal: AbortSignal): Promise<FailingRows> {
  const columns = table.columns.map(({ name }) => name);
  const found = await tables.withConnection(
    async (connection) => {
      const [bound] = await bindAll(connection, [check]);
      if (!bound) return null;
      const planned = await planCheck({ connection, table, sampleRows, ...around }, bound, 0);
      if (planned.by === 'error') throw planned.error;
      if (planned.by !== 'rows') return null;
      const { failing } = planned.counts;
      const total = Number((await connection.rows(`select count(*) from ${table.source} where ${failing}`)).rows[0]?.[0]);
      const { values } = await connection.columns(`select row, line from ${table.source} where ${failing} order by row limit ${page.limit} offset ${page.offset}`);
      return { total, rowNumbers: (values[0] ?? []).map(Number), lines: (values[1] ?? []).map(Number) };
    },
    { signal },
  );
  if (!found) return { total: 0, columns, rowNumbers: [], lines: [], rows: [] };
  return { ...found, columns, rows: await readRows(tables, table, table.columns, found.rowNumbers, signal) };
}
