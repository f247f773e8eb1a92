/** A column's numbers follow a partition, as far as small samples drawn from them can tell (bootstrapped Kolmogorov-Smirnov). The same draws each time. */
import { z } from 'zod';
import { distributionMessages as words } from '@shared/messages/distributionChecks';
import { bootstrappedFit as fit } from '../statistics/bootstrappedFit';
import { defineCheck, numberTypes, only } from './checkDefinition';
import { countNumbers } from './countedValues';
import { continuousPartitionSchema } from './partitionArgument';
import { isMissing } from './sqlValues';

const seed = 1;
const usualSamples = 1000;

export const bootstrappedFit = defineCheck({
  kind: 'bootstrapped-fit',
  title: words.titles.bootstrappedFit,
  group: 'distribution',
  scope: 'column',
  rows: false,
  types: numberTypes,
  args: z.strictObject({
    partition: continuousPartitionSchema.refine(({ bins, tailWeights }) => bins.every(Number.isFinite) && (tailWeights ?? []).every((weight) => weight === 0), { error: words.refused.finite }),
    least: z.number().gt(0).lt(1).default(0.05),
    samples: z.number().int().min(1).max(10_000).default(usualSamples),
    sampleSize: z.number().int().min(1).max(10_000).optional(),
  }),
  fields: [
    { name: 'partition', label: words.fields.partition, input: 'document', optional: false, help: words.help.partition },
    { name: 'least', label: words.fields.leastP, input: 'number', optional: true },
    { name: 'samples', label: words.fields.samples, input: 'count', optional: true },
    { name: 'sampleSize', label: words.fields.sampleSize, input: 'count', optional: true },
  ],
  rule: ({ least }) => words.rules.bootstrappedFit(least),
  plan({ partition, least, samples, sampleSize = 2 * partition.weights.length }, context) {
    const column = only(context);
    return {
      by: 'query',
      missing: isMissing(column),
      async run() {
        const share = fit(await countNumbers(context, column), partition, { samples, sampleSize, least, seed });
        const figure = Number.isNaN(share) ? null : share;
        return { success: share > least, observed: words.observed.pValue(figure), figure };
      },
    };
  },
});
