/** Values do not fall, or do not rise, from row to row; missing cells are passed over. As in Great Expectations' pandas engine the row after the break fails. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { defineCheck, only, orderedTypes, type CheckDefinition } from './checkDefinition';
import { isMissing } from './sqlValues';

export const increasing = ordered('increasing', checkMessages.titles.increasing, checkMessages.rules.increasing, '<');
export const decreasing = ordered('decreasing', checkMessages.titles.decreasing, checkMessages.rules.decreasing, '>');

function ordered(kind: string, title: string, rule: (strictly: boolean) => string, wrong: '<' | '>'): CheckDefinition {
  return defineCheck({
    kind,
    title,
    group: 'numbers',
    scope: 'column',
    rows: true,
    types: orderedTypes,
    args: z.strictObject({ strictly: z.boolean().default(false) }),
    fields: [{ name: 'strictly', label: checkMessages.fields.strictly, input: 'flag', optional: true }],
    rule: ({ strictly }) => rule(strictly),
    plan({ strictly }, context) {
      const column = only(context);
      const { field } = column;
      const before = `lag(${field}) over (order by row)`;
      return { by: 'rows', failing: `row in (select row from (select row, ${field} as value, ${before} as before from ${context.from} where ${field} is not null) where value ${wrong}${strictly ? '=' : ''} before)`, missing: isMissing(column) };
    },
  });
}
