/** Every value equals one value, or differs from it. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { defineCheck, only, type CheckDefinition } from './checkDefinition';
import { inSet, isMissing, valueSchema } from './sqlValues';

export const equal = comparison('equal', checkMessages.titles.equal, checkMessages.rules.equal, (same) => `not (${same})`);
export const notEqual = comparison('not-equal', checkMessages.titles.notEqual, checkMessages.rules.notEqual, (same) => same);

function comparison(kind: string, title: string, rule: (value: string) => string, failing: (same: string) => string): CheckDefinition {
  return defineCheck({
    kind,
    title,
    group: 'sets',
    scope: 'column',
    rows: true,
    args: z.strictObject({ value: valueSchema }),
    fields: [{ name: 'value', label: checkMessages.fields.value, input: 'value', optional: false }],
    rule: ({ value }) => rule(String(value)),
    plan({ value }, context) {
      const column = only(context);
      return { by: 'rows', failing: failing(inSet(column, [value])), missing: isMissing(column) };
    },
  });
}
