/** Every cell is missing. */
import { checkMessages } from '@shared/messages/checks';
import { defineCheck, noArguments, only } from './checkDefinition';
import { isMissing } from './sqlValues';

export const isNull = defineCheck({
  kind: 'null',
  title: checkMessages.titles.isNull,
  group: 'completeness',
  scope: 'column',
  rows: true,
  args: noArguments,
  rule: () => checkMessages.rules.isNull,
  plan: (_, context) => ({ by: 'rows', failing: `not (${isMissing(only(context))})`, missing: 'false' }),
});
