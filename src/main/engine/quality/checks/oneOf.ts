/** Every value is in a set, or none of it is. Numbers are compared as numbers, so that "1" and "1.0" are one value. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { defineCheck, only, type CheckDefinition } from './checkDefinition';
import { inSet, isMissing, valuesSchema } from './sqlValues';

export const oneOf = membership('one-of', checkMessages.titles.oneOf, checkMessages.rules.oneOf, (within) => `not (${within})`);
export const notOneOf = membership('not-one-of', checkMessages.titles.notOneOf, checkMessages.rules.notOneOf, (within) => within);

function membership(kind: string, title: string, rule: (values: readonly string[]) => string, failing: (within: string) => string): CheckDefinition {
  return defineCheck({
    kind,
    title,
    group: 'sets',
    scope: 'column',
    rows: true,
    args: z.strictObject({ values: valuesSchema }),
    fields: [{ name: 'values', label: checkMessages.fields.values, input: 'values', optional: false }],
    rule: ({ values }) => rule(values.map(String)),
    plan({ values }, context) {
      const column = only(context);
      return { by: 'rows', failing: failing(inSet(column, values)), missing: isMissing(column) };
    },
  });
}
