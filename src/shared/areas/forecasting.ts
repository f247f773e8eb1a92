/** Forecasting: score rows with intervals, what-if, explanation. */
import { z } from 'zod';
import { command, job, query } from '../contract/endpoint';
import { cellSchema, columnTypeSchema, doneSchema, emptySchema, idSchema, outputFileSchema, tableSchema, ticketSchema, timeSchema } from './common';
import { dependenceSchema, explainWarningSchema } from './explanation';
import { intervalSchema, reachSchema } from './intervals';
import { modelRefSchema } from './modelRef';
import { importanceSchema } from './tracking';

export const predictionSchema = z.object({
  value: z.number(),
  lower: z.number(),
  upper: z.number(),
  level: z.number(),
  /** Columns whose value lies outside what the model was trained on. */
  outside: z.array(z.string()),
  /** Chance of reaching each step, the lowest left out; only where the target has steps. */
  reach: z.array(reachSchema).optional(),
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
  ice: dependenceSchema.nullable(),
  warnings: z.array(explainWarningSchema),
});
export type Explanation = z.infer<typeof explanationSchema>;

export const batchFindingKinds = ['missing-column', 'other-type', 'unreadable', 'unknown-category', 'out-of-range', 'missing-values'] as const;
export const batchFindingSchema = z.object({
  column: z.string(),
  kind: z.enum(batchFindingKinds),
  /** Rows it touches. */
  count: z.number().int(),
  /** At most three values; for another type: the type found and the type learned. */
  examples: z.array(z.string()),
});
export type BatchFinding = z.infer<typeof batchFindingSchema>;
export const batchCheckSchema = z.object({
  runId: idSchema,
  snapshotId: idSchema,
  rows: z.number().int(),
  /** Columns the model needs. */
  columns: z.number().int(),
  findings: z.array(batchFindingSchema),
  /** Why nothing can be scored, in words; null where something can. */
  blocked: z.string().nullable(),
});
export type BatchCheck = z.infer<typeof batchCheckSchema>;

/** A what-if that was kept: the row, what was forecast for it then, and what speaks against relying on that today. */
export const scenarioSchema = z.object({
  id: idSchema,
  runId: idSchema,
  runNumber: z.number().int(),
  model: z.string(),
  target: z.string(),
  name: z.string(),
  notes: z.string(),
  /** One row. */
  table: tableSchema,
  /** As it was when the scenario was saved. */
  prediction: predictionSchema.omit({ outside: true }),
  /** True where another run is champion now. */
  stale: z.boolean(),
  createdAt: timeSchema,
});
export type Scenario = z.infer<typeof scenarioSchema>;
const scenarioNameSchema = z.string().trim().min(1).max(120);
const scenarioNotesSchema = z.string().max(4000);
const scenarioIdsSchema = z.object({ scenarioIds: z.array(idSchema).min(1).max(100) });

/** A past row and how far it is: 0 the same in all columns that matter, 1 unlike in each (Gower's distance). */
const nearestSchema = z.object({
  row: z.number().int(),
  title: z.string(),
  cells: z.array(z.object({ column: z.string(), value: cellSchema })),
  actual: z.number(),
  distance: z.number(),
  /** Columns that set it apart, most first, at most three; `value` is the past row's. */
  differs: z.array(z.object({ column: z.string(), value: cellSchema })),
});

/** One point of the prediction along a column; beyond what the model was trained on it is extrapolated. */
const curvePointSchema = z.object({ x: z.number(), value: z.number(), lower: z.number(), upper: z.number(), extrapolated: z.boolean() });
export type CurvePoint = Readonly<z.infer<typeof curvePointSchema>>;

export const forecastingEndpoints = {
  'forecasting.form': query(z.object({ model: modelRefSchema }), formSchema),
  'forecasting.predict': query(
    z.object({ model: modelRefSchema, table: tableSchema, level: z.number().min(0.5).max(0.99).optional() }),
    z.object({ runId: idSchema, predictions: z.array(predictionSchema), missingColumns: z.array(z.string()) }),
  ),
  /** Single rows by a model file; no run of this project needs to know it. */
  'forecasting.predictWithFile': query(
    z.object({ file: ticketSchema, table: tableSchema, level: z.number().min(0.5).max(0.99).optional() }),
    z.object({ predictions: z.array(predictionSchema), missingColumns: z.array(z.string()) }),
  ),
  /** Every row of a snapshot by a model file, as CSV; it is no forecast of this project. */
  'forecasting.scoreWithFile': job(z.object({ file: ticketSchema, snapshotId: idSchema, level: z.number().min(0.5).max(0.99).optional() }), z.object({ file: outputFileSchema, rows: z.number().int(), total: z.number(), rowsOutside: z.number().int() })),
  /** The prediction along one column, everything else held. */
  'forecasting.curve': query(
    z.object({ model: modelRefSchema, table: tableSchema, column: z.string(), from: z.number(), to: z.number(), points: z.number().int().min(2).max(200).default(41), level: z.number().min(0.5).max(0.99).optional() }),
    z.object({ points: z.array(curvePointSchema), ticks: z.array(z.number()), warnings: z.array(explainWarningSchema) }),
  ),
  /** Held-out rows most like the given one: what really sold. Cells: the naming column, the price where the model uses it, then what matters most; at most five. */
  'forecasting.nearest': query(
    z.object({ model: modelRefSchema, table: tableSchema, count: z.number().int().min(1).max(20).default(6) }),
    z.array(nearestSchema),
  ),
  'forecasting.explain': query(z.object({ model: modelRefSchema, table: tableSchema.optional(), pdp: z.string().optional(), ice: z.string().optional() }), explanationSchema),
  /** What a score of this version would meet, counted; nothing is scored. */
  'forecasting.check': query(z.object({ model: modelRefSchema, snapshotId: idSchema }), batchCheckSchema),
  /** Oldest first, so that the first stays A; without deleted ones. */
  'forecasting.scenarios': query(z.object({ model: modelRefSchema.optional() }), z.array(scenarioSchema)),
  'forecasting.saveScenario': command(z.object({ model: modelRefSchema, name: scenarioNameSchema, notes: scenarioNotesSchema.default(''), table: tableSchema, level: z.number().min(0.5).max(0.99).optional() }), scenarioSchema),
  'forecasting.changeScenario': command(z.object({ scenarioId: idSchema, name: scenarioNameSchema.optional(), notes: scenarioNotesSchema.optional() }), scenarioSchema),
  'forecasting.deleteScenarios': command(scenarioIdsSchema, doneSchema),
  'forecasting.restoreScenarios': command(scenarioIdsSchema, doneSchema),
  /** Side by side: only inputs that differ, and what the model says today; the first is what the others are compared with. */
  'forecasting.compareScenarios': query(
    z.object({ scenarioIds: z.array(idSchema).min(2).max(26), model: modelRefSchema.optional() }),
    z.object({ columns: z.array(z.string()), lines: z.array(z.object({ scenario: scenarioSchema, cells: z.array(cellSchema), now: predictionSchema, change: z.number().nullable() })) }),
  ),
  /** Scores every row of a snapshot; the schema is checked first. The file is CSV with value, lower, upper, what lies outside and the strongest reasons beside the row. */
  'forecasting.score': job(z.object({ model: modelRefSchema, snapshotId: idSchema, level: z.number().min(0.5).max(0.99).optional(), reasons: z.number().int().min(0).max(10).optional() }), z.object({ forecast: forecastSchema, file: outputFileSchema, reasons: z.string() })),
  /** A single HTML file that answers by itself: model, form, interval, price curve; no row of the data, no network. */
  'forecasting.whatIfPage': job(z.object({ model: modelRefSchema }), outputFileSchema),
  'forecasting.list': query(emptySchema, z.array(forecastSchema)),
  'forecasting.rows': query(
    z.object({ forecastId: idSchema, offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(1000) }),
    z.object({ total: z.number().int(), columns: z.array(z.string()), rows: z.array(z.array(cellSchema)) }),
  ),
};
