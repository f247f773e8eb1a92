/** Explanation of a run: what drives it, how columns move it, and what speaks against reading more into it. */
import { z } from 'zod';
import { query } from '../contract/endpoint';
import { cellSchema, idSchema } from './common';
import { modelRefSchema } from './modelRef';
import { importanceSchema } from './tracking';

export const explainWarningCodes = ['not-cause', 'near-copies', 'no-help', 'price-rises', 'direction-kept', 'direction-broken', 'outside-range', 'unseen-category', 'missing-value', 'unlike-training', 'few-rows'] as const;
export const explainWarningSchema = z.object({
  code: z.enum(explainWarningCodes),
  /** Columns it is about; empty where it is about the model or the row as a whole. */
  columns: z.array(z.string()),
  /** Part of the first column it is about; null where it is not about a part. */
  from: z.number().nullable(),
  to: z.number().nullable(),
  message: z.string(),
});
export type ExplainWarning = z.infer<typeof explainWarningSchema>;

/** Mean over the rows, and their 10 % and 90 % quantiles; units of the target. */
const spreadSchema = z.object({ mean: z.number(), low: z.number(), high: z.number() });

export const dependenceShapes = ['rises', 'falls', 'mixed', 'flat'] as const;

/** One column moved, everything else held: individual lines (ICE), their mean (partial dependence), accumulated local effects. */
export const dependenceSchema = z.object({
  column: z.string(),
  kind: z.enum(['number', 'category']),
  /** Training rows whose lines these are, chosen by seed. */
  sampleRows: z.number().int(),
  /** `centred`: the same of lines moved to start at 0. `rows`: rows of the sample near the point. */
  points: z.array(spreadSchema.extend({ x: cellSchema, rows: z.number().int(), centred: spreadSchema })),
  /** Some tens of rows' own lines, one value a point; `row` in the snapshot, from 1. */
  lines: z.array(z.object({ row: z.number().int(), values: z.array(z.number()) })),
  /** Between each point and the next: share of the lines that rise, and fall. Empty for categories. */
  steps: z.array(z.object({ rising: z.number(), falling: z.number() })),
  /** Of the mean; null for categories. */
  shape: z.enum(dependenceShapes).nullable(),
  /** Centred at 0; empty for categories. */
  accumulated: z.array(z.object({ x: z.number(), effect: z.number(), rows: z.number().int() })),
});
export type DependenceView = z.infer<typeof dependenceSchema>;

export const pairSchema = z.object({
  columns: z.tuple([z.string(), z.string()]),
  first: z.array(cellSchema),
  second: z.array(cellSchema),
  /** A line per value of the first column. `rows` counts all training rows near the pair; 0: the model extrapolates there. */
  cells: z.array(z.array(z.object({ mean: z.number(), rows: z.number().int() }))),
  sampleRows: z.number().int(),
});
export type PairView = z.infer<typeof pairSchema>;

/** One row's share for a column. `place`: where its value lies among those of the sample, 0 to 1; null for text and missing values. */
export const driverPointSchema = z.object({ row: z.number().int(), x: cellSchema, place: z.number().nullable(), value: z.number() });
export type DriverPoint = z.infer<typeof driverPointSchema>;

export const driverSchema = z.object({
  column: z.string(),
  /** Mean of the absolute Shapley values over the sample, in the model's space. */
  meanAbsolute: z.number(),
  /** Rank correlation of value and share; null for text, or where either does not vary. */
  direction: z.number().nullable(),
  /** Only for the strongest columns. */
  points: z.array(driverPointSchema),
});
export type Driver = z.infer<typeof driverSchema>;

export const driversSchema = z.object({
  runId: idSchema,
  space: z.enum(['log1p', 'units']),
  base: z.number(),
  sampleRows: z.number().int(),
  method: z.string(),
  /** Strongest first. */
  drivers: z.array(driverSchema),
  importance: z.array(importanceSchema),
  /** Columns that carry the same information. */
  groups: z.array(z.array(z.string())),
  warnings: z.array(explainWarningSchema),
});
export type Drivers = z.infer<typeof driversSchema>;

export const explanationEndpoints = {
  /** Shapley values of at most 500 training rows chosen by seed. Kept once worked out. */
  'explanation.drivers': query(z.object({ model: modelRefSchema }), driversSchema),
  /** Every sampled row's value and share of one column. */
  'explanation.driverPoints': query(z.object({ model: modelRefSchema, column: z.string() }), z.object({ column: z.string(), space: z.enum(['log1p', 'units']), points: z.array(driverPointSchema) })),
  'explanation.dependence': query(z.object({ model: modelRefSchema, column: z.string() }), dependenceSchema.extend({ warnings: z.array(explainWarningSchema) })),
  'explanation.pair': query(z.object({ model: modelRefSchema, columns: z.tuple([z.string(), z.string()]) }), pairSchema),
};
