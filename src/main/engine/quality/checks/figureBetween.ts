/** Checks of one figure of a column that must lie between two bounds. No figure (an empty column) holds only where nothing is asked of it. */
import type { Cell, ColumnType } from '@shared/areas/common';
import type { CheckKind } from '@shared/areas/quality';
import { EngineError } from '@shared/contract/errors';
import { checkMessages } from '@shared/messages/checks';
import { cellLiteral, toCell, wireExpression, type TableColumn } from '@engine/datasets';
import { betweenFields, betweenSchema, betweenWords, holdsBetween, isOpen, outside, type Between } from './between';
import { defineCheck, only, type CheckContext, type CheckDefinition, type FigurePlan } from './checkDefinition';
import { isMissing } from './sqlValues';

interface FigureSpecification {
  readonly kind: string;
  readonly group: CheckKind['group'];
  readonly types: readonly ColumnType[];
  /** The figure's name, in sentences too, such as "mean". */
  readonly name: string;
  /** SQL aggregate that gives a number. */
  aggregate(column: TableColumn): string;
}

/** A figure that is a number. */
export function figureBetween({ kind, group, types, name, aggregate }: FigureSpecification): CheckDefinition {
  return defineCheck({
    kind,
    title: name,
    group,
    scope: 'column',
    rows: false,
    perGroup: true,
    types,
    args: betweenSchema(false),
    fields: betweenFields,
    rule: (between) => checkMessages.figureRule(name, betweenWords(between)),
    plan(between, context) {
      assertNumbers(between, kind);
      const column = only(context);
      return numberPlan(name, between, `(${aggregate(column)})::double`, isMissing(column));
    },
  });
}

export function numberPlan(name: string, between: Between, sql: string, missing?: string): FigurePlan {
  return {
    by: 'figures',
    select: [sql],
    ...(missing !== undefined && { missing }),
    judge([value]) {
      const figure = typeof value === 'number' && Number.isFinite(value) ? value : null;
      const success = figure === null ? isOpen(between.min) && isOpen(between.max) : holdsBetween(figure, between);
      return { success, observed: checkMessages.figureObserved(name, figure === null ? null : checkMessages.number(figure)), figure };
    },
  };
}

export function assertNumbers({ min, max }: Between, kind: string): void {
  for (const bound of [min, max]) if (typeof bound === 'string' && (bound.trim() === '' || !Number.isFinite(Number(bound)))) throw new EngineError('invalid-input', checkMessages.refused.numberBound(kind, bound), { bound });
}

/** The smallest or largest value, which may be a day or a text as well. */
export function extremeBetween(kind: 'smallest' | 'largest', name: string, aggregate: 'min' | 'max'): CheckDefinition {
  return defineCheck({
    kind,
    title: name,
    group: 'figures',
    scope: 'column',
    rows: false,
    perGroup: true,
    args: betweenSchema(false),
    fields: betweenFields,
    rule: (between) => checkMessages.figureRule(name, betweenWords(between)),
    plan: (between, context) => extremePlan(name, aggregate, between, context),
  });
}

function extremePlan(name: string, aggregate: 'min' | 'max', between: Between, context: CheckContext): FigurePlan {
  const column = only(context);
  const value = `${aggregate}(${column.field})`;
  return {
    by: 'figures',
    select: [wireExpression({ ...column, field: value }), outside(value, between, (bound) => cellLiteral(column, bound))],
    missing: isMissing(column),
    judge([found, beyond]) {
      const cell: Cell = toCell(found ?? null);
      const success = cell === null ? isOpen(between.min) && isOpen(between.max) : beyond !== true;
      return { success, observed: checkMessages.figureObserved(name, cell === null ? null : String(cell)), figure: typeof cell === 'number' ? cell : null, found: cell };
    },
  };
}
