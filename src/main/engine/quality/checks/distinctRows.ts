/** No row is an exact copy of another. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { defineCheck } from './checkDefinition';
import { reportChoices, reportSchema, repeats } from './repeats';

export const distinctRows = defineCheck({
  kind: 'distinct-rows',
  title: checkMessages.titles.distinctRows,
  group: 'table',
  scope: 'table',
  rows: true,
  args: z.strictObject({ report: reportSchema }),
  fields: [reportChoices],
  rule: () => checkMessages.rules.distinctRows,
  plan: ({ report }, { table, from }) => ({ by: 'rows', failing: repeats(table.columns, from, 'false', report), missing: 'false' }),
});
