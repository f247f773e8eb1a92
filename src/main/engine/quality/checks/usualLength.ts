/** No text is much longer than is usual in its column (frictionless-py 5.19, deviated-cell). */
import { z } from 'zod';
import { structureCheckMessages as words } from '@shared/messages/structureChecks';
import { textExpression } from '@engine/datasets';
import { defineCheck, only, textTypes } from './checkDefinition';
import { isMissing } from './sqlValues';

export const usualLength = defineCheck({
  kind: 'usual-length',
  title: words.titles.usualLength,
  group: 'text',
  scope: 'column',
  rows: true,
  types: textTypes,
  args: z.strictObject({ interval: z.number().positive().max(1000).default(3), shortest: z.number().int().nonnegative().default(5000) }),
  fields: [
    { name: 'interval', label: words.fields.interval, input: 'number', optional: true },
    { name: 'shortest', label: words.fields.shortest, input: 'count', optional: true },
  ],
  rule: ({ interval, shortest }) => words.rules.usualLength(interval, shortest),
  plan({ interval, shortest }, context) {
    const column = only(context);
    const length = `length(${textExpression(column)})`;
    return { by: 'rows', failing: `${length} > greatest(${shortest}, (select median(${length}) + ${interval} * stddev_samp(${length}) from ${context.from}))`, missing: isMissing(column) };
  },
});
