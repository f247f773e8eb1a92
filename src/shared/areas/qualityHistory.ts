/** Figures of quality over the versions of a dataset, each with the band it was expected in. */
import { z } from 'zod';
import { query } from '../contract/endpoint';
import { idSchema, timeSchema } from './common';

/** Methods of deequ; the first needs the fewest versions. */
export const anomalyMethods = ['batch-normal', 'online-normal', 'relative-change', 'absolute-change', 'threshold', 'holt-winters-weekly', 'holt-winters-yearly'] as const;
export type AnomalyMethod = (typeof anomalyMethods)[number];

export const anomalyRuleSchema = z.strictObject({
  method: z.enum(anomalyMethods).default('batch-normal'),
  /** Limits of a change (a ratio or a difference) or of the figure itself. A threshold and an absolute change need at least one. */
  lower: z.number().optional(),
  upper: z.number().optional(),
});
export type AnomalyRule = z.infer<typeof anomalyRuleSchema>;

export const statisticKinds = ['pass-rate', 'rows', 'null-share', 'failure-share', 'figure'] as const;
export const statisticPointSchema = z.object({
  snapshotId: idSchema,
  number: z.number().int(),
  /** Null where the version has none, such as before it was checked. */
  value: z.number().nullable(),
  /** The band from the versions before; null where there are too few, or where that side is open. */
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  anomalous: z.boolean(),
});
export type StatisticPoint = z.infer<typeof statisticPointSchema>;

export const statisticSchema = z.object({
  key: z.string(),
  kind: z.enum(statisticKinds),
  /** What it is, for a heading. */
  name: z.string(),
  column: z.string().nullable(),
  unit: z.enum(['share', 'count', 'number']),
  points: z.array(statisticPointSchema),
});
export type Statistic = z.infer<typeof statisticSchema>;

/** A point outside its band, in words. */
export const anomalySchema = z.object({ key: z.string(), snapshotId: idSchema, number: z.number().int(), column: z.string().nullable(), message: z.string() });
export type Anomaly = z.infer<typeof anomalySchema>;

export const statisticsSchema = z.object({
  /** Oldest first, without those in the trash. */
  versions: z.array(z.object({ snapshotId: idSchema, number: z.number().int(), createdAt: timeSchema, rows: z.number().int() })),
  /** Those with an anomaly in the newest version first. */
  statistics: z.array(statisticSchema),
  /** Newest version first. */
  anomalies: z.array(anomalySchema),
});
export type Statistics = z.infer<typeof statisticsSchema>;

export const qualityHistoryEndpoints = {
  'quality.statistics': query(z.object({ datasetId: idSchema, rule: anomalyRuleSchema.prefault({}) }), statisticsSchema),
};
