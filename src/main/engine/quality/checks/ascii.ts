/** Text has ASCII characters only (frictionless-py 5.19, ascii-value). */
import { structureCheckMessages as words } from '@shared/messages/structureChecks';
import { defineCheck, noArguments, only, textTypes } from './checkDefinition';
import { isMissing, matchesPattern } from './sqlValues';

export const ascii = defineCheck({
  kind: 'ascii',
  title: words.titles.ascii,
  group: 'text',
  scope: 'column',
  rows: true,
  types: textTypes,
  args: noArguments,
  rule: () => words.rules.ascii,
  plan(_, context) {
    const column = only(context);
    return { by: 'rows', failing: matchesPattern(column, '[^\\x00-\\x7F]', 'anywhere'), missing: isMissing(column) };
  },
});
