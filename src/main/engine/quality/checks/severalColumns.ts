/** Several columns of one row: their sum is a given number, or all are equal. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { textExpression } from '@engine/datasets';
import { defineCheck, numberTypes } from './checkDefinition';
import { ignoreField } from './ignoreField';
import { ignored, ignoreSchema, isNumeric, numberOf } from './sqlValues';

export const sumEquals = defineCheck({
  kind: 'sum-equals',
  title: checkMessages.titles.sumEquals,
  group: 'several',
  scope: 'columns',
  rows: true,
  types: numberTypes,
  args: z.strictObject({ total: z.number(), ignore: ignoreSchema.default('any') }),
  fields: [{ name: 'total', label: checkMessages.fields.total, input: 'number', optional: false }, ignoreField],
  rule: ({ total }, check) => checkMessages.rules.sumEquals(check.columns ?? [], total),
  plan({ total, ignore }, { columns }) {
    // With a missing cell that is not left out there is no sum, as in Great Expectations since 1.0.
    const sum = columns.map(numberOf).join(' + ');
    return { by: 'rows', failing: `(${sum}) is distinct from ${total}::double`, missing: ignored(columns, ignore) };
  },
});

export const allEqual = defineCheck({
  kind: 'all-equal',
  title: checkMessages.titles.allEqual,
  group: 'several',
  scope: 'columns',
  rows: true,
  args: z.strictObject({ ignore: ignoreSchema.default('any') }),
  fields: [ignoreField],
  rule: (_, check) => checkMessages.rules.allEqual(check.columns ?? []),
  plan({ ignore }, { columns }) {
    const [first, ...others] = columns.map((column) => (columns.every(isNumeric) ? column.field : textExpression(column)));
    return { by: 'rows', failing: others.map((other) => `${first ?? ''} is distinct from ${other}`).join(' or ') || 'false', missing: ignored(columns, ignore) };
  },
});
