/** No value occurs twice. Which of the repeated rows fail follows Pandera's report_duplicates. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { defineCheck, only } from './checkDefinition';
import { reportChoices, reportSchema, repeats } from './repeats';
import { isMissing } from './sqlValues';

export const unique = defineCheck({
  kind: 'unique',
  title: checkMessages.titles.unique,
  group: 'uniqueness',
  scope: 'column',
  rows: true,
  args: z.strictObject({ report: reportSchema }),
  fields: [reportChoices],
  rule: () => checkMessages.rules.unique,
  plan({ report }, context) {
    const column = only(context);
    const { nulls, distinct } = column;
    // Counted when it was stored: all values are different.
    if (nulls !== undefined && distinct === context.table.rows - nulls) return { by: 'rows', failing: 'false', missing: isMissing(column) };
    return { by: 'rows', failing: repeats([column], context.from, isMissing(column), report), missing: isMissing(column) };
  },
});
