/** Runs many checks over a stored table, lazily: every failing row is counted, the first ones are shown. */
import type { CheckResult } from '@shared/areas/quality';
import type { Check } from '@shared/areas/qualitySchema';
import { columnsOf } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';
import { checkMessages } from '@shared/messages/checks';
import { toCell, wireExpression } from '@engine/datasets';
import type { BoundCheck } from '../checks/checkDefinition';
import type { CheckRun } from './checkRun';
import { countFailingRows, countRows, type CountedRows } from './countRows';
import { judgeFigures, type JudgedFigures } from './judgeFigures';
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
  const byRows = planned.filter((check) => check.by === 'rows');
  const counted = await countRows(run.connection, run.table, byRows.map(({ counts }) => counts));
  for (const [i, check] of byRows.entries()) {
    const answer = counted[i];
    if (answer) outcomes.set(check, 'rows' in answer ? await rowOutcome(run, check, answer.rows) : errorOutcome(run, check.bound, answer.error));
  }
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
  const failing = byRows.filter((check) => outcomes.get(check)?.result.success === false).map(({ counts }) => counts.failing);
  return { outcomes: planned.flatMap((check) => outcomes.get(check) ?? []), failingRows: await countFailingRows(run.connection, run.table, failing) };
}

export function resultHead({ check, rule }: BoundCheck): Pick<CheckResult, 'check' | 'column' | 'columns' | 'severity' | 'rule' | 'definition'> {
  const columns = [...columnsOf(check)];
  return { check: check.check, column: columns.length === 1 ? (columns[0] ?? null) : null, columns, severity: check.severity, rule, definition: check };
}

type Planned<B extends PlannedCheck['by']> = Extract<PlannedCheck, { by: B }>;

async function rowOutcome(run: CheckRun, { bound, columns, counts }: Planned<'rows'>, rows: CountedRows): Promise<CheckOutcome> {
  const { failures, considered, missing } = rows;
  const observed = failures === 0 || counts.observed === undefined ? null : (await run.connection.rows(`${counts.observed} from ${run.table.source}`)).rows[0]?.[0];
  const result: CheckResult = {
    ...resultHead(bound),
    success: holdsMostly(bound.check, failures, considered),
    failures,
    considered,
    missing,
    failureShare: considered === 0 ? 0 : failures / considered,
    sample: failures === 0 ? [] : await readSample(run, columns, counts.failing),
    ...(typeof observed === 'string' ? { observed } : {}),
  };
  return { result, found: null };
}

/** As Great Expectations has it: the share of rows that hold among those looked at; none looked at is a success. */
export function holdsMostly({ mostly }: Pick<Check, 'mostly'>, failures: number, considered: number): boolean {
  return considered === 0 || failures === 0 || (considered - failures) / considered >= mostly;
}

/** The first rows that fail, in the order of the file. */
async function readSample({ connection, table, sampleRows }: CheckRun, columns: PlannedCheck['columns'], failing: string): Promise<CheckResult['sample']> {
  const { rows } = await connection.rows(`select row, line, ${columns.map(wireExpression).join(', ') || 'null'} from ${table.source} where ${failing} order by row limit ${sampleRows}`);
  return rows.map(([row, line, ...cells]) => {
    const values = cells.map(toCell);
    const value = values.length > 1 ? values.map((cell) => (cell === null ? checkMessages.missingCell : String(cell))).join(', ') : (values[0] ?? null);
    return { row: Number(row), line: Number(line), value, ...(values.length > 1 && { values }) };
  });
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
