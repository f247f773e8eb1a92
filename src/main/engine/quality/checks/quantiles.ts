/** Quantiles of a column lie between bounds, each open or closed, and a tolerance around them where one is given. Which value stands for a quantile between two is chosen by the names of numpy. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { distributionMessages as words } from '@shared/messages/distributionChecks';
import { interpolations, quantilePosition } from '../statistics/interpolatedQuantile';
import { betweenWords, holdsBetween } from './between';
import { defineCheck, numberTypes, only, type CheckContext } from './checkDefinition';
import { isMissing, numberOf } from './sqlValues';

const boundSchema = z.number().nullable().default(null);
const quantileSchema = z.strictObject({ at: z.number().min(0).max(1), min: boundSchema, max: boundSchema }).refine(({ min, max }) => min === null || max === null || min <= max, { error: ({ input }) => checkMessages.refused.crossedBounds(...boundTexts(input)) });

export const quantiles = defineCheck({
  kind: 'quantiles',
  title: words.titles.quantiles,
  group: 'figures',
  scope: 'column',
  rows: false,
  types: numberTypes,
  args: z.strictObject({ quantiles: z.array(quantileSchema).min(1).max(100), interpolation: z.enum(interpolations).default('nearest'), tolerance: z.number().min(0).max(1).default(0) }),
  fields: [
    { name: 'quantiles', label: words.fields.quantiles, input: 'document', optional: false, help: words.help.quantiles },
    { name: 'interpolation', label: words.fields.interpolation, input: 'choice', optional: true, choices: interpolations.map((value) => ({ value, label: words.interpolations[value] })) },
  ],
  rule: (args) => words.rules.quantiles(args.quantiles.map(({ at, ...bounds }) => words.rules.quantile(at, betweenWords({ ...bounds, ...closed })))),
  plan({ quantiles: asked, interpolation, tolerance }, context) {
    const column = only(context);
    return {
      by: 'query',
      missing: isMissing(column),
      async run() {
        const values = await valuesAt(context, numberOf(column), asked.map(({ at }) => at), interpolation);
        const details = asked.map((bounds, i) => {
          const value = values[i] ?? null;
          return value === null ? bounds.min === null && bounds.max === null : holdsBetween(value, { ...widened(bounds, tolerance), ...closed });
        });
        return { success: details.every(Boolean), observed: words.observed.quantiles(values), figure: values.length === 1 ? values[0] ?? null : null, found: { quantiles: asked.map(({ at }) => at), values, details } };
      },
    };
  },
});

interface Bounds {
  readonly min: number | null;
  readonly max: number | null;
}

/** Bounds give way by a share of their own size. */
function widened({ min, max }: Bounds, tolerance: number): Bounds {
  return { min: min === null ? null : min - tolerance * Math.abs(min), max: max === null ? null : max + tolerance * Math.abs(max) };
}

const closed = { strictMin: false, strictMax: false };

function boundTexts(input: unknown): [string, string] {
  const bounds = z.object({ min: z.unknown(), max: z.unknown() }).safeParse(input).data;
  return [String(bounds?.min), String(bounds?.max)];
}

/** One value per share; null without values. */
async function valuesAt({ ask, from }: CheckContext, value: string, shares: readonly number[], interpolation: (typeof interpolations)[number]): Promise<(number | null)[]> {
  const numbers = `select ${value} as value from ${from} where ${value} is not null and not isnan(${value})`;
  const count = Number((await ask(`select count(*) from (${numbers})`)).rows[0]?.[0]);
  if (count === 0) return shares.map(() => null);
  const places = shares.map((share) => quantilePosition(count, share, interpolation));
  const wanted = [...new Set(places.flatMap(({ low, high }) => [low, high]))];
  const { rows } = await ask(`select place, value from (select value, row_number() over (order by value) - 1 as place from (${numbers})) where place in (${wanted.join(', ')})`);
  const at = new Map(rows.map(([place, found]) => [Number(place), Number(found)]));
  return places.map(({ low, high, weight }) => {
    const [below, above] = [at.get(low) ?? NaN, at.get(high) ?? NaN];
    return weight === 0 ? below : weight === 1 ? above : below + weight * (above - below);
  });
}
