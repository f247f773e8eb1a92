/** Runs many checks over a stored table, lazily: every failing row is counted, the first ones are shown. */
import type { CheckResult } from '@shared/areas/quality';
import type { Check } from '@shared/areas/qualitySchema';
import { columnsOf } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';
import { checkMessages } from '@shared/messages/checks';
import type { BoundCheck } from '../checks/checkDefinition';
import type { CheckRun } from './checkRun';
import { countRows, type CountedRows } from './countRows';
import { judgeFigures, type JudgedFigures } from './judgeFigures';
import { lookAtFailures, type FailedRow, type FailedRows } from './lookAtFailures';
import { planCheck, type PlannedCheck } from './planCheck';

export interface CheckOutcome {
  readonly result: CheckResult;
  /** What a check of one figure found, as other tools report it. */
  readonly found: unknown;
}

export interface ChecksOutcome {
  /** One per check, in their order. */
  readonly outcomes: readonly CheckOutcome[];
  /** Rows that break at least one of the checks that failed. */
  readonly failingRows: number;
}

/** Throws `cancelled`; a check that cannot be run is told in its own result. */
export async function runChecks(run: CheckRun, checks: readonly BoundCheck[]): Promise<ChecksOutcome> {
  const planned: PlannedCheck[] = [];
  for (const [i, bound] of checks.entries()) planned.push(await planCheck(run, bound, i));
  const outcomes = new Map<PlannedCheck, CheckOutcome>();
  const failingRows = await judgeRows(run, planned.filter((check) => check.by === 'rows'), outcomes);
  const byFigures = planned.filter((check) => check.by === 'figures');
  const judged = await judgeFigures(run.connection, byFigures);
  for (const [i, check] of byFigures.entries()) {
    const answer = judged[i];
    if (answer) outcomes.set(check, 'judged' in answer ? figureOutcome(check.bound, answer.judged) : errorOutcome(run, check.bound, answer.error));
  }
  for (const check of planned) {
    if (check.by === 'query') outcomes.set(check, await queryOutcome(run, check));
    else if (check.by === 'absent') outcomes.set(check, absentOutcome(run, check.bound, check.column));
    else if (check.by === 'error') outcomes.set(check, errorOutcome(run, check.bound, check.error));
  }
  return { outcomes: planned.flatMap((check) => outcomes.get(check) ?? []), failingRows };
}

export function resultHead({ check, rule }: BoundCheck): Pick<CheckResult, 'check' | 'column' | 'columns' | 'severity' | 'rule' | 'definition'> {
  const columns = [...columnsOf(check)];
  return { check: check.check, column: columns.length === 1 ? (columns[0] ?? null) : null, columns, severity: check.severity, rule, definition: check };
}

type Planned<B extends PlannedCheck['by']> = Extract<PlannedCheck, { by: B }>;

/** Notes the outcome of each check, and answers with the number of rows that break a failed one. */
async function judgeRows(run: CheckRun, checks: readonly Planned<'rows'>[], outcomes: Map<PlannedCheck, CheckOutcome>): Promise<number> {
  const { connection, table, sampleRows } = run;
  const counted = await countRows(connection, table, checks.map(({ counts }) => counts));
  const failures: { readonly check: Planned<'rows'>; readonly result: CheckResult; readonly failed: FailedRows }[] = [];
  for (const [i, check] of checks.entries()) {
    const answer = counted[i];
    if (!answer) continue;
    const result = 'rows' in answer ? rowResult(check.bound, answer.rows) : null;
    outcomes.set(check, result ? { result, found: null } : errorOutcome(run, check.bound, 'error' in answer ? answer.error : null));
    if (result && result.failures > 0) failures.push({ check, result, failed: { counts: check.counts, columns: check.columns, failed: !result.success } });
  }
  const { looks, failingRows } = await lookAtFailures(connection, table, failures.map(({ failed }) => failed), sampleRows);
  for (const [i, { check, result }] of failures.entries()) {
    const look = looks[i];
    if (look) outcomes.set(check, { result: { ...result, sample: look.first.map(sampleOf), ...(look.observed !== null && { observed: look.observed }) }, found: null });
  }
  return failingRows;
}

function rowResult(bound: BoundCheck, { failures, considered, missing }: CountedRows): CheckResult {
  return { ...resultHead(bound), success: holdsMostly(bound.check, failures, considered), failures, considered, missing, failureShare: considered === 0 ? 0 : failures / considered, sample: [] };
}

/** Cells of several columns stand as one text as well. */
function sampleOf({ row, line, cells }: FailedRow): CheckResult['sample'][number] {
  const value = cells.length > 1 ? cells.map((cell) => (cell === null ? checkMessages.missingCell : String(cell))).join(', ') : (cells[0] ?? null);
  return { row, line, value, ...(cells.length > 1 && { values: [...cells] }) };
}

/** As Great Expectations has it: the share of rows that hold among those looked at; none looked at is a success. */
export function holdsMostly({ mostly }: Pick<Check, 'mostly'>, failures: number, considered: number): boolean {
  return considered === 0 || failures === 0 || (considered - failures) / considered >= mostly;
}

function figureOutcome(bound: BoundCheck, { judgement, considered, missing }: JudgedFigures): CheckOutcome {
  const { success, observed, figure, found } = judgement;
  return { result: { ...resultHead(bound), success, failures: 0, considered, missing, failureShare: 0, sample: [], ...(observed !== undefined && { observed }), ...(figure !== undefined && { figure }) }, found: found ?? figure ?? null };
}

async function queryOutcome(run: CheckRun, { bound, plan, from }: Planned<'query'>): Promise<CheckOutcome> {
  try {
    const { rows } = await run.connection.rows(`select count(*), ${plan.missing === undefined ? '0' : `count(*) filter (where ${plan.missing})`} from ${from}`);
    const [all = 0, missing = 0] = (rows[0] ?? []).map(Number);
    return figureOutcome(bound, { judgement: await plan.run(), considered: all - missing, missing });
  } catch (error) {
    return errorOutcome(run, bound, error);
  }
}

/** A column that is not there fails in every row. */
function absentOutcome({ table: { rows } }: CheckRun, bound: BoundCheck, column: string): CheckOutcome {
  return { result: { ...resultHead(bound), success: false, failures: rows, considered: rows, missing: 0, failureShare: rows === 0 ? 0 : 1, sample: [], observed: checkMessages.absentColumn(column) }, found: null };
}

function errorOutcome({ table }: CheckRun, bound: BoundCheck, error: unknown): CheckOutcome {
  if (error instanceof EngineError && error.code === 'cancelled') throw error;
  const { code, message } = error instanceof EngineError ? error.toData() : { code: 'invalid-input', message: checkMessages.refused.notRun(firstLine(error)) };
  return { result: { ...resultHead(bound), success: false, failures: 0, considered: table.rows, missing: 0, failureShare: 0, sample: [], error: { code, message } }, found: null };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/^.*?Error: /s, '').split('\n')[0] ?? '';
}
