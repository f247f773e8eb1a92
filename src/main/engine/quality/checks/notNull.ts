/** No cell is missing. */
import { checkMessages } from '@shared/messages/checks';
import { defineCheck, noArguments, only } from './checkDefinition';
import { isMissing } from './sqlValues';

export const notNull = defineCheck({
  kind: 'not-null',
  title: checkMessages.titles.notNull,
  group: 'completeness',
  scope: 'column',
  rows: true,
  args: noArguments,
  rule: () => checkMessages.rules.notNull,
  plan: (_, context) => ({ by: 'rows', failing: isMissing(only(context)), missing: 'false' }),
});
