/** A bound check against one table: its columns found, its condition compiled, its plan made. */
import { columnsOf } from '@shared/areas/qualitySchema';
import { columnNamed, type TableColumn } from '@engine/datasets';
import { identifier } from '../../storage/tableSession';
import type { BoundCheck, CheckContext, FigurePlan, QueryPlan, ValuePlan } from '../checks/checkDefinition';
import { compileCondition } from '../conditions';
import type { CheckRun } from './checkRun';
import { groupedFigures } from './groupedFigures';

/** Rows of a check in SQL that is never null; `true` and `false` where nothing need be read to know. */
export interface RowCounts {
  readonly failing: string;
  /** Rows its condition chooses. */
  readonly chosen: string;
  /** Chosen rows that are not looked at, for a missing cell. */
  readonly missing: string;
  /** Missing cells fail: they are looked at as well. */
  readonly missingFails: boolean;
  readonly observed?: string;
}

export type PlannedCheck = { readonly bound: BoundCheck; readonly columns: readonly TableColumn[] } & (
  | { readonly by: 'rows'; readonly counts: RowCounts }
  | { readonly by: 'figures'; readonly plan: FigurePlan; readonly from: string }
  | { readonly by: 'query'; readonly plan: QueryPlan; readonly from: string }
  | { readonly by: 'absent'; readonly column: string }
  | { readonly by: 'error'; readonly error: unknown }
);

/** What goes wrong is said of this check alone. */
export async function planCheck(run: CheckRun, bound: BoundCheck, number: number): Promise<PlannedCheck> {
  const names = columnsOf(bound.check);
  const columns: TableColumn[] = [];
  for (const name of names) {
    const column = run.table.columns.find((each) => each.name === name);
    if (!column) return { bound, columns: [], by: 'absent', column: name };
    columns.push(column);
  }
  try {
    return { bound, columns, ...(await makePlan(run, bound, columns, number)) };
  } catch (error) {
    return { bound, columns, by: 'error', error };
  }
}

type Plan = { by: 'rows'; counts: RowCounts; columns?: readonly TableColumn[] } | { by: 'figures'; plan: FigurePlan; from: string } | { by: 'query'; plan: QueryPlan; from: string };

async function makePlan(run: CheckRun, bound: BoundCheck, columns: readonly TableColumn[], number: number): Promise<Plan> {
  const { table, connection } = run;
  const { condition } = bound.check;
  const chosen = condition ? compileCondition(condition, table.columns) : 'true';
  const from = condition ? `(select * from ${table.source} where ${chosen})` : table.source;
  const context: CheckContext = { table, columns, from, now: run.now, earlierRows: run.earlierRows, findings: run.findings, quarantined: run.quarantined, reference: run.reference, ask: (sql) => connection.rows(sql) };
  const plan = await bound.plan(context);
  if (plan.by === 'figures') return bound.check.by === undefined ? { by: 'figures', plan, from } : { by: 'query', plan: groupedFigures(plan, columnNamed(table, bound.check.by), context), from };
  if (plan.by === 'query') return { by: 'query', plan, from };
  const failing = plan.by === 'rows' ? plan.failing : await failingValues(run, plan, from, number);
  const shows = plan.by === 'rows' && columns.length === 0 ? plan.shows : undefined;
  return { by: 'rows', counts: rowCounts(bound, chosen, failing, plan.missing, plan.by === 'rows' ? plan.observed : undefined), ...(shows && { columns: shows }) };
}

function rowCounts({ check }: BoundCheck, chosen: string, failing: string, missing: string, observed: string | undefined): RowCounts {
  const missingFails = check.nulls === 'fail';
  const fails = failing === 'false' ? 'false' : `coalesce(${failing}, false)`;
  const among = missingFails ? or(fails, missing) : missing === 'false' || missing === 'true' ? fails : and(`not (${missing})`, fails);
  return { failing: and(chosen, missing === 'true' && !missingFails ? 'false' : among), chosen, missing: and(chosen, missing), missingFails, ...(observed !== undefined && { observed }) };
}

function and(a: string, b: string): string {
  if (a === 'false' || b === 'false') return 'false';
  return a === 'true' ? b : b === 'true' ? a : `(${a}) and (${b})`;
}

function or(a: string, b: string): string {
  if (a === 'true' || b === 'true') return 'true';
  return a === 'false' ? b : b === 'false' ? a : `(${a}) or (${b})`;
}

/** Different values are judged once each; those that fail stand in a table of this connection. */
async function failingValues({ connection }: CheckRun, { value, missing, holds }: ValuePlan, from: string, number: number): Promise<string> {
  const { values } = await connection.columns(`select distinct ${value} from ${from} where not (${missing})`);
  const failing = (values[0] ?? []).flatMap((each) => (typeof each === 'string' && !holds(each) ? [each] : []));
  if (failing.length === 0) return 'false';
  const name = identifier(`failing_${number}`);
  await connection.run(`create or replace temp table ${name} (value varchar)`);
  const appender = await connection.createAppender(`failing_${number}`);
  for (const each of failing) {
    appender.appendVarchar(each);
    appender.endRow();
  }
  appender.closeSync();
  return `${value} in (select value from ${name})`;
}
