/** The shares of a column's values, or of intervals, diverge little from expected ones (Kullback-Leibler, in nats). */
import { z } from 'zod';
import { distributionMessages as words } from '@shared/messages/distributionChecks';
import { categoricalDivergence, continuousDivergence } from '../statistics/divergenceFromPartition';
import { isCategorical } from '../statistics/partition';
import { defineCheck, only } from './checkDefinition';
import { countNumbers, countValues } from './countedValues';
import { heldOutPartitionShape, whyNotCombined } from './partitionArgument';
import { isMissing } from './sqlValues';

export const divergence = defineCheck({
  kind: 'divergence',
  title: words.titles.divergence,
  group: 'distribution',
  scope: 'column',
  rows: false,
  args: z.strictObject({ ...heldOutPartitionShape, most: z.number().min(0).nullable().default(null) }).superRefine((args, context) => {
    const reason = whyNotCombined(args);
    if (reason !== null) context.addIssue({ code: 'custom', message: reason });
  }),
  fields: [
    { name: 'partition', label: words.fields.partition, input: 'document', optional: false, help: words.help.partition },
    { name: 'most', label: words.fields.mostDivergence, input: 'number', optional: true },
    { name: 'tailHoldout', label: words.fields.tailHoldout, input: 'number', optional: true },
    { name: 'internalHoldout', label: words.fields.internalHoldout, input: 'number', optional: true },
  ],
  rule: ({ most }) => words.rules.divergence(most),
  plan({ partition, most, tailHoldout, internalHoldout }, context) {
    const column = only(context);
    return {
      by: 'query',
      missing: isMissing(column),
      async run() {
        const found = isCategorical(partition)
          ? categoricalDivergence(await countValues(context, column), partition, tailHoldout)
          : continuousDivergence(await countNumbers(context, column), partition, { tail: tailHoldout, internal: internalHoldout });
        const figure = Number.isFinite(found.divergence) ? found.divergence : null;
        return { success: most === null || found.divergence <= most, observed: words.observed.divergence(figure), figure, found };
      },
    };
  },
});
