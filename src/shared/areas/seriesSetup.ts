/** How rows become series and how methods are tested on them: part of the request of every time series experiment. */
import { z } from 'zod';

/** From shortest to longest. */
export const frequencies = ['day', 'week', 'month', 'quarter', 'year'] as const;
export const frequencySchema = z.enum(frequencies);
export type Frequency = z.infer<typeof frequencySchema>;

/** A calendar day as text, such as 2011-12-26. */
export const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const gapRules = ['zero', 'missing'] as const;

export const seriesSetupSchema = z.object({
  /** Column of dates. */
  date: z.string(),
  /** Columns whose values together name a series; none for a single one. */
  keys: z.array(z.string()).max(5),
  frequency: frequencySchema,
  /** What a period without a row means: nothing was sold, or nobody knows. What nobody knows is never scored. */
  gaps: z.enum(gapRules),
  /** Weekdays that are no periods at all, 0 = Sunday; only with days. */
  closedWeekdays: z.array(z.number().int().min(0).max(6)).max(6).default([]),
  /** First days of periods in which the shop was or will be closed. Past ones are left out of learning and scoring, coming ones are forecast as 0. */
  closures: z.array(daySchema).max(1000).default([]),
  /** Periods of one season, or null for none. */
  season: z.number().int().min(2).max(400).nullable(),
  horizon: z.number().int().min(1).max(400),
  /** Ends of history the backtest forecasts from. */
  origins: z.number().int().min(1).max(200),
  /** Periods between two origins. */
  step: z.number().int().min(1).max(400),
  /** A series takes part from an origin where it sold in at least so many of the periods before it; null: all with two periods. */
  active: z.object({ atLeast: z.number().int().min(1), of: z.number().int().min(1).max(1000) }).nullable(),
  /** Column of prices that the boosted trees may look back at. */
  price: z.string().nullable().default(null),
});
export type SeriesSetup = z.infer<typeof seriesSetupSchema>;
