/** Forecasting: score rows with intervals, what-if, explanation. */
import { z } from 'zod';
import { job, query } from '../contract/endpoint';
import { cellSchema, columnTypeSchema, emptySchema, idSchema, outputFileSchema, tableSchema, timeSchema } from './common';
import { importanceSchema, intervalSchema } from './tracking';

/** A run id, or `champion`. */
export const modelRefSchema = z.string().min(1);

export const predictionSchema = z.object({
  value: z.number(),
  lower: z.number(),
  upper: z.number(),
  level: z.number(),
  /** Columns whose value lies outside what the model was trained on. */
  outside: z.array(z.string()),
});
export type Prediction = z.infer<typeof predictionSchema>;

/** One input of the form, made from the training schema. */
export const formFieldSchema = z.object({
  column: z.string(),
  type: columnTypeSchema,
  control: z.enum(['number', 'choice', 'switch', 'text', 'date']),
  /** Whole range seen in training, and its middle 90 %. */
  min: z.number().nullable(),
  max: z.number().nullable(),
  trainedLow: z.number().nullable(),
  trainedHigh: z.number().nullable(),
  step: z.number().nullable(),
  /** Most frequent first, at most 200. */
  choices: z.array(z.object({ value: z.string(), count: z.number().int() })),
  initial: cellSchema,
  /** Permutation importance of the model, for the order of the form. */
  importance: z.number(),
});
export type FormField = z.infer<typeof formFieldSchema>;
export const formSchema = z.object({
  runId: idSchema,
  runNumber: z.number().int(),
  model: z.string(),
  target: z.string(),
  snapshotId: idSchema,
  fields: z.array(formFieldSchema),
  interval: intervalSchema,
  baseline: z.object({ model: z.string(), value: z.number() }),
  steps: z.array(z.number()).nullable(),
});
export type Form = z.infer<typeof formSchema>;

export const forecastSchema = z.object({
  id: idSchema,
  runId: idSchema,
  runNumber: z.number().int(),
  model: z.string(),
  snapshotId: idSchema,
  rows: z.number().int(),
  total: z.number(),
  /** Sum of the baseline's prediction over the same rows. */
  baselineTotal: z.number(),
  rowsOutside: z.number().int(),
  level: z.number(),
  createdAt: timeSchema,
});
export type Forecast = z.infer<typeof forecastSchema>;

/** additive: base + sum(values) = prediction in `space`. */
export const contributionSchema = z.object({ column: z.string(), value: z.number() });
export const explanationSchema = z.object({
  runId: idSchema,
  importance: z.array(importanceSchema),
  space: z.enum(['log1p', 'units']),
  base: z.number().nullable(),
  values: z.array(contributionSchema).nullable(),
  prediction: z.number().nullable(),
  method: z.string(),
  pdp: z.object({ column: z.string(), points: z.array(z.object({ x: cellSchema, mean: z.number(), rows: z.number().int() })) }).nullable(),
});
export type Explanation = z.infer<typeof explanationSchema>;

export const forecastingEndpoints = {
  'forecasting.form': query(z.object({ model: modelRefSchema }), formSchema),
  'forecasting.predict': query(
    z.object({ model: modelRefSchema, table: tableSchema, level: z.number().min(0.5).max(0.99).optional() }),
    z.object({ runId: idSchema, predictions: z.array(predictionSchema), missingColumns: z.array(z.string()) }),
  ),
  /** The prediction along one column, everything else held. */
  'forecasting.curve': query(
    z.object({ model: modelRefSchema, table: tableSchema, column: z.string(), from: z.number(), to: z.number(), points: z.number().int().min(2).max(200).default(41), level: z.number().min(0.5).max(0.99).optional() }),
    z.object({ points: z.array(z.object({ x: z.number(), value: z.number(), lower: z.number(), upper: z.number(), extrapolated: z.boolean() })), ticks: z.array(z.number()) }),
  ),
  /** Held-out rows most like the given one: what really sold. Cells: the naming column, the price where the model uses it, then what matters most; at most five. */
  'forecasting.nearest': query(
    z.object({ model: modelRefSchema, table: tableSchema, count: z.number().int().min(1).max(20).default(6) }),
    z.array(z.object({ row: z.number().int(), title: z.string(), cells: z.array(z.object({ column: z.string(), value: cellSchema })), actual: z.number() })),
  ),
  'forecasting.explain': query(z.object({ model: modelRefSchema, table: tableSchema.optional(), pdp: z.string().optional() }), explanationSchema),
  /** Scores every row of a snapshot; the schema is checked first. The file is CSV with value, lower, upper beside the row. */
  'forecasting.score': job(z.object({ model: modelRefSchema, snapshotId: idSchema, level: z.number().min(0.5).max(0.99).optional() }), z.object({ forecast: forecastSchema, file: outputFileSchema })),
  'forecasting.list': query(emptySchema, z.array(forecastSchema)),
  'forecasting.rows': query(
    z.object({ forecastId: idSchema, offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(1000) }),
    z.object({ total: z.number().int(), columns: z.array(z.string()), rows: z.array(z.array(cellSchema)) }),
  ),
};
