/** No value lies far from the others: from the median or the quartiles in interquartile ranges, or from the mean in sample standard deviations. Without spread every value off the centre is far. */
import { z } from 'zod';
import { distributionMessages as words } from '@shared/messages/distributionChecks';
import { defineCheck, numberTypes, only, type CheckContext } from './checkDefinition';
import { isMissing, numberOf } from './sqlValues';

/** `iqr` is the documented rule of Great Expectations, `fences` Tukey's, which its newer releases follow. */
const methods = ['iqr', 'fences', 'std'] as const;

export const outliers = defineCheck({
  kind: 'outliers',
  title: words.titles.outliers,
  group: 'distribution',
  scope: 'column',
  rows: true,
  types: numberTypes,
  args: z.strictObject({ method: z.enum(methods).default('iqr'), multiplier: z.number().min(0).default(1.5) }),
  fields: [
    { name: 'method', label: words.fields.method, input: 'choice', optional: true, choices: methods.map((value) => ({ value, label: words.methods[value] })) },
    { name: 'multiplier', label: words.fields.multiplier, input: 'number', optional: true },
  ],
  rule: ({ method, multiplier }) => words.rules.outliers(words.methods[method], multiplier),
  async plan({ method, multiplier }, context) {
    const column = only(context);
    const value = numberOf(column);
    return { by: 'rows', failing: await failing(context, value, method, multiplier), missing: isMissing(column) };
  },
});

async function failing({ ask, from }: CheckContext, value: string, method: (typeof methods)[number], multiplier: number): Promise<string> {
  const { rows } = await ask(`select quantile_cont(${value}, 0.25), quantile_cont(${value}, 0.5), quantile_cont(${value}, 0.75), avg(${value}), stddev_samp(${value}) from ${from}`);
  const [lower, middle, upper, mean, deviation] = (rows[0] ?? []).map((figure) => (typeof figure === 'number' && Number.isFinite(figure) ? figure : null));
  const [centre, spread] = method === 'std' ? [mean, deviation] : [middle, isNumber(lower) && isNumber(upper) ? upper - lower : null];
  if (!isNumber(centre) || !isNumber(spread)) return 'false';
  if (method === 'fences' && isNumber(lower) && isNumber(upper)) return `${value} < ${lower - multiplier * spread}::double or ${value} > ${upper + multiplier * spread}::double`;
  const distance = `abs(${value} - ${centre}::double)`;
  return multiplier * spread === 0 ? `${distance} > 0` : `${distance} >= ${multiplier * spread}::double`;
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number';
}
