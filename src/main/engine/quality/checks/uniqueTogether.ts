/** No combination of several columns occurs twice. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { defineCheck } from './checkDefinition';
import { ignoreField } from './ignoreField';
import { reportChoices, reportSchema, repeats } from './repeats';
import { ignored, ignoreSchema } from './sqlValues';

export const uniqueTogether = defineCheck({
  kind: 'unique-together',
  title: checkMessages.titles.uniqueTogether,
  group: 'uniqueness',
  scope: 'columns',
  rows: true,
  args: z.strictObject({ report: reportSchema, ignore: ignoreSchema.default('all') }),
  fields: [reportChoices, ignoreField],
  rule: () => checkMessages.rules.uniqueTogether,
  plan({ report, ignore }, { columns, from }) {
    const missing = ignored(columns, ignore);
    return { by: 'rows', failing: repeats(columns, from, missing, report), missing };
  },
});
