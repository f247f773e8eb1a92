/** A second look at the checks that rows fail: which rows come first, what was found, and how many rows break a failed check. */
import type { Cell } from '@shared/areas/common';
import { toCell, wireExpression, type SnapshotTable, type TableColumn } from '@engine/datasets';
import type { TableConnection } from '../../storage/tableSession';
import type { RowCounts } from './planCheck';

export interface FailedRows {
  readonly counts: RowCounts;
  readonly columns: readonly TableColumn[];
  /** More rows fail than may: the check as a whole failed. */
  readonly failed: boolean;
}

export interface FailedRow {
  readonly row: number;
  readonly line: number;
  readonly cells: readonly Cell[];
}

export interface FailureLook {
  /** In the order of the file. */
  readonly first: readonly FailedRow[];
  readonly observed: string | null;
}

export interface FailureLooks {
  /** One per check, in their order. */
  readonly looks: readonly FailureLook[];
  /** Rows that break at least one of the failed checks. */
  readonly failingRows: number;
}

const checksAtOnce = 60;

export async function lookAtFailures(connection: TableConnection, table: SnapshotTable, checks: readonly FailedRows[], sampleRows: number): Promise<FailureLooks> {
  const looks: FailureLook[] = [];
  let failingRows = 0;
  for (let from = 0; from < checks.length; from += checksAtOnce) {
    const some = checks.slice(from, from + checksAtOnce);
    const failed = some.flatMap((check, i) => (check.failed ? [`b${i}`] : []));
    const selected = [failed.length === 0 ? '0' : `count(*) filter (where ${failed.join(' or ')})`, ...some.flatMap(({ counts }, i) => [`min(row, ${sampleRows}) filter (where b${i})`, counts.observed ?? 'null'])];
    const fields = [...new Set(some.flatMap(({ columns }) => columns.map(({ field }) => field)))];
    const inner = ['row', ...fields, ...some.map(({ counts }, i) => `(${counts.failing}) as b${i}`)];
    const [count = 0, ...row] = (await connection.rows(`select ${selected.join(', ')} from (select ${inner.join(', ')} from ${table.source})`)).rows[0] ?? [];
    failingRows += Number(count);
    const numbers = some.map((_, i) => rowNumbers(row[2 * i]));
    const cells = await readCells(connection, table, some, numbers);
    for (const [i, each] of some.entries()) {
      const observed = row[2 * i + 1];
      looks.push({ first: (numbers[i] ?? []).flatMap((number) => cells(number, each.columns) ?? []), observed: typeof observed === 'string' ? observed : null });
    }
  }
  // Of more checks than go together a row may have been counted twice.
  return { looks, failingRows: checks.length > checksAtOnce ? await countFailingRows(connection, table, checks) : failingRows };
}

function rowNumbers(list: unknown): readonly number[] {
  return Array.isArray(list) ? list.map(Number) : [];
}

/** The cells of all shown rows at once. */
async function readCells(connection: TableConnection, table: SnapshotTable, checks: readonly FailedRows[], numbers: readonly (readonly number[])[]): Promise<(row: number, columns: readonly TableColumn[]) => FailedRow | null> {
  const wanted = [...new Set(numbers.flat())];
  const columns = [...new Map(checks.flatMap((check) => check.columns).map((column) => [column.field, column])).values()];
  const { rows } = wanted.length === 0 ? { rows: [] } : await connection.rows(`select ${['row', 'line', ...columns.map(wireExpression)].join(', ')} from ${table.source} where row in (${wanted.join(', ')})`);
  const found = new Map(rows.map(([row, line, ...cells]) => [Number(row), { line: Number(line), cells: new Map(columns.map(({ field }, i) => [field, toCell(cells[i] ?? null)])) }]));
  return (row, shown) => {
    const at = found.get(row);
    return at ? { row, line: at.line, cells: shown.map(({ field }) => at.cells.get(field) ?? null) } : null;
  };
}

async function countFailingRows(connection: TableConnection, table: SnapshotTable, checks: readonly FailedRows[]): Promise<number> {
  const failing = checks.filter(({ failed }) => failed).map(({ counts }) => counts.failing);
  if (failing.length === 0) return 0;
  const { rows } = await connection.rows(`select count(*) from ${table.source} where ${failing.map((condition) => `(${condition})`).join(' or ')}`);
  return Number(rows[0]?.[0]);
}
