/** The shape of the table: how many rows and columns. */
import { checkMessages } from '@shared/messages/checks';
import { betweenFields, betweenSchema, betweenWords } from './between';
import { defineCheck, type CheckContext, type CheckDefinition } from './checkDefinition';
import { assertNumbers, numberPlan } from './figureBetween';

export const rowCount = shape('row-count', checkMessages.figures.rowCount, () => 'count(*)::double');
export const columnCount = shape('column-count', checkMessages.figures.columnCount, ({ table }) => `${table.columns.length}::double`);

function shape(kind: string, name: string, figure: (context: CheckContext) => string): CheckDefinition {
  return defineCheck({
    kind,
    title: name,
    group: 'table',
    scope: 'table',
    rows: false,
    args: betweenSchema(true),
    fields: betweenFields,
    rule: (between) => checkMessages.figureRule(name, betweenWords(between)),
    plan(between, context) {
      assertNumbers(between, kind);
      return numberPlan(name, between, figure(context));
    },
  });
}
