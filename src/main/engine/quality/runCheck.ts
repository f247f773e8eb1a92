/** Runs checks over a stored table, lazily: every failing row is counted, the first ones are shown. */
import type { Check, CheckResult } from '@shared/areas/quality';
import { EngineError } from '@shared/contract/errors';
import { qualityMessages } from '@shared/messages/quality';
import { readRows, toCell, wireExpression, type SnapshotTable } from '@engine/datasets';
import { literal, type TableSession } from '../storage/tableSession';
import { bindCheck, type BoundCheck } from './checks';

const sampleRows = 20;

export async function runCheck(tables: TableSession, table: SnapshotTable, check: Check, signal: AbortSignal): Promise<CheckResult> {
  const bound = await prepareCheck(tables, check);
  const column = table.columns.find(({ name }) => name === check.column);
  if (!column) return missingColumn(bound, table.rows);
  const condition = bound.failing(column, table);
  const failures = await countFailures(tables, table, condition, signal);
  const observedSql = bound.observed(column, table);
  const observed = failures === 0 || observedSql === null ? null : (await tables.rows(`${observedSql} from ${table.source}`, [], { signal })).rows[0]?.[0];
  const { rows } = failures === 0 ? { rows: [] } : await tables.rows(`select row, line, ${wireExpression(column)} from ${table.source} where ${condition} order by row limit ${sampleRows}`, [], { signal });
  return {
    ...resultHead(bound),
    success: failures <= check.allow * table.rows,
    failures,
    failureShare: table.rows === 0 ? 0 : failures / table.rows,
    sample: rows.map(([row, line, value]) => ({ row: Number(row), line: Number(line), value: toCell(value ?? null) })),
    ...(typeof observed === 'string' ? { observed } : {}),
  };
}

function resultHead({ check, rule }: BoundCheck): Pick<CheckResult, 'check' | 'column' | 'severity' | 'rule' | 'definition'> {
  return { check: check.check, column: check.column, severity: check.severity, rule, definition: check };
}

/** A column that is not there fails in every row. */
function missingColumn(bound: BoundCheck, rows: number): CheckResult {
  return { ...resultHead(bound), success: false, failures: rows, failureShare: rows === 0 ? 0 : 1, sample: [], observed: qualityMessages.observed.missingColumn };
}

/** Throws `invalid-input` where the check cannot be right, such as a pattern that RE2 does not know. */
async function prepareCheck(tables: TableSession, check: Check): Promise<BoundCheck> {
  const bound = bindCheck(check);
  bound.assertValid();
  if (check.check === 'pattern') {
    try {
      await tables.rows(`select regexp_full_match('', ${literal(check.pattern)})`);
    } catch (error) {
      const reason = error instanceof Error ? error.message.replace(/^.*?Error: /s, '').split('\n')[0] ?? '' : String(error);
      throw new EngineError('invalid-input', qualityMessages.refused.pattern(check.pattern, reason), { pattern: check.pattern }, { cause: error });
    }
  }
  return bound;
}

async function countFailures(tables: TableSession, table: SnapshotTable, condition: string, signal: AbortSignal): Promise<number> {
  if (condition === 'false') return 0;
  return Number((await tables.rows(`select count(*) from ${table.source} where ${condition}`, [], { signal })).rows[0]?.[0]);
}

/** Rows that fail at least one of the checks on columns that are there. */
export async function countFailingRows(tables: TableSession, table: SnapshotTable, checks: readonly Check[], signal: AbortSignal): Promise<number> {
  const conditions = checks.flatMap((check) => {
    const column = table.columns.find(({ name }) => name === check.column);
    return column ? [`(${bindCheck(check).failing(column, table)})`] : [];
  });
  return conditions.length === 0 ? 0 : countFailures(tables, table, conditions.join(' or '), signal);
}

export interface FailingRows {
  readonly total: number;
  readonly columns: string[];
  readonly rowNumbers: number[];
  readonly lines: number[];
  readonly rows: Awaited<ReturnType<typeof readRows>>;
}

/** A page of the rows that fail one check, with all their cells. */
export async function readFailingRows(tables: TableSession, table: SnapshotTable, check: Check, offset: number, limit: number, signal: AbortSignal): Promise<FailingRows> {
  const columns = table.columns.map(({ name }) => name);
  const bound = await prepareCheck(tables, check);
  const column = table.columns.find(({ name }) => name === check.column);
  if (!column) return { total: 0, columns, rowNumbers: [], lines: [], rows: [] };
  const condition = bound.failing(column, table);
  const total = await countFailures(tables, table, condition, signal);
  const { values } = await tables.columns(`select row, line from ${table.source} where ${condition} order by row limit ${limit} offset ${offset}`, [], { signal });
  const rowNumbers = (values[0] ?? []).map(Number);
  return { total, columns, rowNumbers, lines: (values[1] ?? []).map(Number), rows: await readRows(tables, table, table.columns, rowNumbers, signal) };
}

