/** Values lie less than so many sample standard deviations from the mean. Where values do not vary none has a distance, so all fail, as in Great Expectations. */
import { z } from 'zod';
import { distributionMessages as words } from '@shared/messages/distributionChecks';
import { defineCheck, numberTypes, only } from './checkDefinition';
import { isMissing, numberOf } from './sqlValues';

export const standardScore = defineCheck({
  kind: 'standard-score',
  title: words.titles.standardScore,
  group: 'distribution',
  scope: 'column',
  rows: true,
  types: numberTypes,
  args: z.strictObject({ threshold: z.number(), bothSides: z.boolean().default(true) }),
  fields: [{ name: 'threshold', label: words.fields.threshold, input: 'number', optional: false }, { name: 'bothSides', label: words.fields.bothSides, input: 'flag', optional: true }],
  rule: ({ threshold, bothSides }) => words.rules.standardScore(threshold, bothSides),
  async plan({ threshold, bothSides }, context) {
    const column = only(context);
    const value = numberOf(column);
    const { rows } = await context.ask(`select avg(${value}), stddev_samp(${value}) from ${context.from}`);
    const [mean, deviation] = rows[0] ?? [];
    const score = `(${value} - ${double(mean)}) / nullif(${double(deviation)}, 0)`;
    return { by: 'rows', failing: `(${bothSides ? `abs(${score})` : score} < ${double(threshold)}) is not true`, missing: isMissing(column) };
  },
});

function double(value: unknown): string {
  return typeof value === 'number' && Number.isFinite(value) ? `${value}::double` : 'null::double';
}
