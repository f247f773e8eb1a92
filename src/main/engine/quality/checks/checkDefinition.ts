/** What a kind of check is: its arguments, its words, and the plan by which rows are judged. */
import { z } from 'zod';
import type { ColumnType } from '@shared/areas/common';
import type { ArgumentField, CheckKind } from '@shared/areas/quality';
import { columnsOf, type Check } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';
import { checkMessages } from '@shared/messages/checks';
import type { SnapshotTable, TableColumn } from '@engine/datasets';
import { conditionPatterns, describeCondition } from '../conditions';
import type { RowResult } from '../../storage/tableSession';

/** What a plan may look at. */
export interface CheckContext {
  readonly table: SnapshotTable;
  /** The columns of the check, in its order; all are there. */
  readonly columns: readonly TableColumn[];
  /** What follows FROM: the table, or its rows that the condition chooses. */
  readonly from: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Rows of earlier versions of the dataset, oldest first. */
  earlierRows(): readonly number[];
  /** What the import found in the file. */
  readonly findings: readonly { readonly code: string; readonly message: string }[];
  /** Rows that were set aside. */
  readonly quarantined: number;
  /** The newest version of another dataset. Throws `not-found`. */
  reference(dataset: string): Promise<SnapshotTable>;
  ask(sql: string): Promise<RowResult>;
}

/** Each row passes or fails: two SQL conditions over the table's fields. A null counts as holding. */
export interface RowPlan {
  readonly by: 'rows';
  readonly failing: string;
  /** Rows left out because a cell is missing; `nulls: fail` makes them fail. */
  readonly missing: string;
  /** What was found, asked only where rows fail: SQL for one text over the whole table, an aggregate of the check's columns. */
  readonly observed?: string;
  /** Columns whose cells tell why a row fails, where the check names none. */
  readonly shows?: readonly TableColumn[];
}

/** Each different value passes or fails by a function; its rows follow. For what SQL cannot say. */
export interface ValuePlan {
  readonly by: 'values';
  /** SQL of the value as text. */
  readonly value: string;
  /** Cells that are left out: SQL. */
  readonly missing: string;
  holds(value: string): boolean;
}

/** Figures of the whole column, computed together with those of other checks, then judged. */
export interface FigurePlan {
  readonly by: 'figures';
  /** SQL aggregates. */
  readonly select: readonly string[];
  /** SQL that is true for cells left out as missing. */
  readonly missing?: string;
  judge(values: RowResult['rows'][number]): Judgement;
}

/** Statements of its own. */
export interface QueryPlan {
  readonly by: 'query';
  readonly missing?: string;
  run(): Promise<Judgement>;
}

export type CheckPlan = RowPlan | ValuePlan | FigurePlan | QueryPlan;

export interface Judgement {
  readonly success: boolean;
  /** What was found, in words. */
  readonly observed?: string;
  /** The figure that was judged, for its history. */
  readonly figure?: number | null;
  /** What was found, as other tools report it. */
  readonly found?: unknown;
}

/** A check with its arguments read. */
export interface BoundCheck {
  readonly check: Check;
  readonly definition: CheckDefinition;
  readonly rule: string;
  /** Patterns of the user, to be tried before anything runs. */
  readonly patterns: readonly string[];
  /** Throws `invalid-input` where the check does not fit the columns. */
  plan(context: CheckContext): CheckPlan | Promise<CheckPlan>;
}

export interface CheckDefinition extends CheckKind {
  /** Throws `invalid-input` where arguments are wrong or columns are not as many as it takes. */
  bind(check: Check): BoundCheck;
}

interface CheckSpecification<S extends z.ZodType> {
  readonly kind: string;
  readonly group: CheckKind['group'];
  readonly scope: CheckKind['scope'];
  readonly rows: boolean;
  /** For kinds whose plan is figures: each group of another column can be judged by itself. */
  readonly perGroup?: boolean;
  readonly types?: readonly ColumnType[];
  readonly title: string;
  readonly args: S;
  readonly fields?: readonly ArgumentField[];
  patterns?(args: z.output<S>): readonly string[];
  rule(args: z.output<S>, check: Check): string;
  plan(args: z.output<S>, context: CheckContext, check: Check): CheckPlan | Promise<CheckPlan>;
}

const words = checkMessages.refused;
export const noArguments = z.strictObject({});
export const anyType: readonly ColumnType[] = ['integer', 'decimal', 'boolean', 'date', 'datetime', 'category', 'text', 'id'];
export const numberTypes: readonly ColumnType[] = ['integer', 'decimal'];
export const orderedTypes: readonly ColumnType[] = ['integer', 'decimal', 'date', 'datetime'];
export const textTypes: readonly ColumnType[] = ['category', 'text', 'id'];

export function defineCheck<S extends z.ZodType>(specification: CheckSpecification<S>): CheckDefinition {
  const { kind, title, group, scope, rows, perGroup = false, types = anyType, fields = [] } = specification;
  const definition: CheckDefinition = {
    kind,
    title,
    group,
    scope,
    rows,
    perGroup,
    types: [...types],
    fields: [...fields],
    bind(check) {
      assertColumns(check, scope);
      const parsed = specification.args.safeParse(check.args);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
        if (unknown !== undefined && issue?.path.length === 0) throw new EngineError('invalid-input', words.unknownArgument(placeOf(check), unknown, fields.map(({ name }) => name)), { check: kind, argument: unknown });
        throw new EngineError('invalid-input', words.argument(placeOf(check), issue?.path.join('.') ?? '', issue?.message ?? ''), { check: kind, argument: issue?.path.join('.') ?? '' });
      }
      const { condition, by } = check;
      if (by !== undefined && !perGroup) throw new EngineError('invalid-input', words.grouped(placeOf(check)), { check: kind });
      const rule = specification.rule(parsed.data, check);
      return { check, definition, rule: [rule, ...(by === undefined ? [] : [checkMessages.ruleBy(by)]), ...(condition ? [checkMessages.ruleWhere(describeCondition(condition))] : [])].join(', '), patterns: [...(specification.patterns?.(parsed.data) ?? []), ...(condition ? conditionPatterns(condition) : [])], plan: (context) => specification.plan(parsed.data, context, check) };
    },
  };
  return definition;
}

/** Where a message says it happened. */
export function placeOf(check: Check): string {
  return checkMessages.place(check.check, columnsOf(check));
}

function assertColumns(check: Check, scope: CheckKind['scope']): void {
  const count = columnsOf(check).length;
  if (check.column !== undefined && check.columns !== undefined) throw new EngineError('invalid-input', words.columnAndColumns(placeOf(check)), { check: check.check });
  const fits = { column: count === 1, pair: count === 2, columns: count >= 1, table: true }[scope];
  if (!fits) throw new EngineError('invalid-input', words.columns(placeOf(check), scope, count), { check: check.check });
}

/** The one column of a check of scope `column`. */
export function only(context: CheckContext): TableColumn {
  const [column] = context.columns;
  if (!column) throw new EngineError('internal', 'A check of one column was planned without it.');
  return column;
}

export function bothOf(context: CheckContext): readonly [TableColumn, TableColumn] {
  const [a, b] = context.columns;
  if (!a || !b) throw new EngineError('internal', 'A check of two columns was planned without them.');
  return [a, b];
}
