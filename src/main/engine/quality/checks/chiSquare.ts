/** The shares of a column's values do not differ from expected ones more than chance explains (Pearson's chi-square). */
import { z } from 'zod';
import { distributionMessages as words } from '@shared/messages/distributionChecks';
import { chiSquareFit } from '../statistics/goodnessOfFit';
import { defineCheck, only } from './checkDefinition';
import { countValues } from './countedValues';
import { categoricalPartitionSchema, tailHoldoutShape } from './partitionArgument';
import { isMissing } from './sqlValues';

export const chiSquare = defineCheck({
  kind: 'chi-square',
  title: words.titles.chiSquare,
  group: 'distribution',
  scope: 'column',
  rows: false,
  args: z.strictObject({ partition: categoricalPartitionSchema, ...tailHoldoutShape, least: z.number().min(0).max(1).default(0.05) }),
  fields: [
    { name: 'partition', label: words.fields.partition, input: 'document', optional: false, help: words.help.partition },
    { name: 'least', label: words.fields.leastP, input: 'number', optional: true },
    { name: 'tailHoldout', label: words.fields.tailHoldout, input: 'number', optional: true },
  ],
  rule: ({ least }) => words.rules.chiSquare(least),
  plan({ partition, tailHoldout, least }, context) {
    const column = only(context);
    return {
      by: 'query',
      missing: isMissing(column),
      async run() {
        const found = chiSquareFit(await countValues(context, column), partition, tailHoldout);
        const figure = Number.isNaN(found.pValue) ? null : found.pValue;
        return { success: found.pValue > least, observed: words.observed.pValue(figure), figure, found };
      },
    };
  },
});
