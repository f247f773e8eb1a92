/** The value lies between two bounds. Works on numbers, days and text (by character order). */
import { checkMessages } from '@shared/messages/checks';
import { cellLiteral, isText, wireExpression, type TableColumn } from '@engine/datasets';
import { betweenFields, betweenSchema, betweenWords, outside, type Between } from './between';
import { defineCheck, only } from './checkDefinition';
import { isMissing } from './sqlValues';

export const range = defineCheck({
  kind: 'range',
  title: checkMessages.titles.range,
  group: 'numbers',
  scope: 'column',
  rows: true,
  args: betweenSchema(true),
  fields: betweenFields,
  rule: (between) => betweenWords(between),
  plan(between, context) {
    const column = only(context);
    const [low, high] = ['min', 'max'].map((aggregate) => `cast(${wireExpression({ ...column, field: `${aggregate}(${column.field})` })} as varchar)`);
    return { by: 'rows', failing: outsideRange(between, column), missing: isMissing(column), observed: `concat_ws('${checkMessages.observed.to}', ${low ?? ''}, ${high ?? ''})` };
  },
});

/** Where a column that used to hold numbers came as text, cells that are no numbers are outside every range. */
function outsideRange(between: Between, column: TableColumn): string {
  const numeric = typeof between.min === 'number' || typeof between.max === 'number';
  if (isText(column.type) && numeric) {
    const value = `try_cast(${column.field} as double)`;
    return `${value} is null or ${outside(value, between, (bound) => `${Number(bound)}::double`)}`;
  }
  return outside(column.field, between, (bound) => cellLiteral(column, bound));
}
