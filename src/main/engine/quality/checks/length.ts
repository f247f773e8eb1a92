/** Text has at least and at most so many characters (Unicode code points, as Python counts). */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { textExpression } from '@engine/datasets';
import { outside } from './between';
import { defineCheck, only } from './checkDefinition';
import { isMissing } from './sqlValues';

const boundSchema = z.number().nullable().optional();

export const length = defineCheck({
  kind: 'length',
  title: checkMessages.titles.length,
  group: 'text',
  scope: 'column',
  rows: true,
  args: z
    .strictObject({ min: boundSchema, max: boundSchema, strictMin: z.boolean().default(false), strictMax: z.boolean().default(false) })
    .refine(({ min, max }) => typeof min === 'number' || typeof max === 'number', { error: checkMessages.refused.noBounds })
    .refine(({ min, max }) => typeof min !== 'number' || typeof max !== 'number' || min <= max, { error: checkMessages.refused.crossedLengths }),
  fields: [
    { name: 'min', label: checkMessages.fields.min, input: 'count', optional: true },
    { name: 'max', label: checkMessages.fields.max, input: 'count', optional: true },
  ],
  rule: ({ min, max }) => checkMessages.rules.length(min ?? null, max ?? null),
  plan(between, context) {
    const column = only(context);
    return { by: 'rows', failing: outside(`length(${textExpression(column)})`, between, (bound) => String(Number(bound))), missing: isMissing(column) };
  },
});
