/** The two documents of a time series experiment: the plan in terms of series and periods, and what a run forecasts from. */
import { z } from 'zod';
import { panelFactsSchema, seriesSetupSchema } from '@shared/areas/series';
import { seriesMethodSchema } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';

const wholeNumbers = z.array(z.number().int());

export const seriesPlanSchema = z.object({
  format: z.literal('almanac-series-plan'),
  formatVersion: z.literal(1),
  names: z.array(z.string()),
  /** First days of all periods of the history. */
  days: z.array(z.string()),
  facts: panelFactsSchema,
  /** First period to forecast of each origin, oldest first, and how many series take part. */
  origins: wholeNumbers,
  active: wholeNumbers,
  /** For each row of tracking's plan: series * periods + period. */
  cells: wholeNumbers,
});
export type SeriesPlan = z.infer<typeof seriesPlanSchema>;

export const bandShapeSchema = z.array(z.object({ low: z.number(), high: z.number(), errors: z.number().int() }).nullable());

/** A run holds no fitted numbers: it learns again on the history it is asked to continue. */
export const seriesModelSchema = z.object({
  format: z.literal('almanac-series-model'),
  formatVersion: z.literal(1),
  method: seriesMethodSchema,
  members: z.array(seriesMethodSchema),
  target: z.string(),
  setup: seriesSetupSchema,
  window: z.number().int(),
  loss: z.enum(['absolute', 'squared']),
  trees: z.number().int(),
  seed: z.number().int(),
  level: z.number(),
  /** Why a simpler method stood in, by the reason, as shares of series and origins; at most one entry for each reason. */
  stoodIn: z.array(z.object({ reason: z.string(), cells: z.number().int() })),
  /** Series and origins in all. */
  cells: z.number().int(),
});
export type SeriesModel = z.infer<typeof seriesModelSchema>;

export function readDocument<T>(schema: z.ZodType<T>, document: unknown): T {
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new EngineError('corrupt-store', 'A stored document of this time series experiment has an unexpected shape. Test again.', { issues: parsed.error.issues.slice(0, 5) });
}
