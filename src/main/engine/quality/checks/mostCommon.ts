/** The most frequent value is in a set. Of several that are equally frequent all must be, and only where ties are allowed. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { toCell, wireExpression } from '@engine/datasets';
import { defineCheck, only } from './checkDefinition';
import { inSet, isMissing, valuesSchema } from './sqlValues';

export const mostCommon = defineCheck({
  kind: 'most-common',
  title: checkMessages.titles.mostCommon,
  group: 'sets',
  scope: 'column',
  rows: false,
  args: z.strictObject({ values: valuesSchema, ties: z.boolean().default(false) }),
  fields: [
    { name: 'values', label: checkMessages.fields.values, input: 'values', optional: false },
    { name: 'ties', label: checkMessages.fields.ties, input: 'flag', optional: true },
  ],
  rule: ({ values }) => checkMessages.rules.mostCommon(values.map(String)),
  plan({ values, ties }, context) {
    const column = only(context);
    return {
      by: 'query',
      missing: isMissing(column),
      async run() {
        const { rows } = await context.ask(
          `with counts as (select ${column.field} as value, count(*) as n from ${context.from} where ${column.field} is not null group by 1) select ${wireExpression({ ...column, field: 'value' })}, ${inSet({ ...column, field: 'value' }, values)} from counts where n = (select max(n) from counts) order by value limit 1000`,
        );
        const common = rows.map(([value]) => toCell(value ?? null));
        const within = rows.filter(([, inside]) => inside === true).length;
        const success = ties ? within > 0 : common.length === 1 && within === 1;
        return { success, observed: checkMessages.observed.mostCommon(common.slice(0, 5).map(String), common.length), found: common };
      },
    };
  },
});
