/** Monitoring: is what the model learned from still true? Drift, performance, alerts and their history. */
import { z } from 'zod';
import { command, job, query } from '../contract/endpoint';
import { columnTypeSchema, doneSchema, emptySchema, idSchema, knownWhenSchema, roleSchema, timeSchema } from './common';
import { metricNameSchema } from './tracking';

/** Names of the peer (Evidently 0.7.23), so that settings and results travel. */
export const driftMethodNames = [
  'psi',
  'kl_div',
  'jensenshannon',
  'wasserstein',
  'hellinger',
  'ks',
  'chisquare',
  'z',
  'anderson',
  'cramer_von_mises',
  'es',
  'mannw',
  't_test',
  'ed',
  'g_test',
  'fisher_exact',
  'TVD',
  'empirical_mmd',
  'abs_text_content_drift',
  'perc_text_content_drift',
] as const;
export const driftMethodNameSchema = z.enum(driftMethodNames);
export type DriftMethodName = z.infer<typeof driftMethodNameSchema>;

/** How a column is compared: as numbers, as values of a list, or as words. */
export const driftTypes = ['num', 'cat', 'text'] as const;
export const driftTypeSchema = z.enum(driftTypes);
export type DriftType = z.infer<typeof driftTypeSchema>;

export const measureSchema = z.enum(['p-value', 'distance']);

/** One side of a comparison, in summary. */
export const columnSideSchema = z.object({
  /** Rows with a value, and without. */
  rows: z.number().int(),
  missing: z.number().int(),
  distinct: z.number().int(),
  mean: z.number().nullable(),
  median: z.number().nullable(),
});
export type ColumnSide = z.infer<typeof columnSideSchema>;

/** Shares of rows per bin, of the reference and of the current data. Numbers have `from` and `to`. */
export const driftBinSchema = z.object({ label: z.string(), from: z.number().nullable(), to: z.number().nullable(), reference: z.number(), current: z.number() });
export type DriftBin = z.infer<typeof driftBinSchema>;

export const columnDriftSchema = z.object({
  column: z.string(),
  columnType: columnTypeSchema,
  role: roleSchema,
  knownWhen: knownWhenSchema,
  /** How it was compared; null where it was not. */
  type: driftTypeSchema.nullable(),
  method: driftMethodNameSchema.nullable(),
  measure: measureSchema.nullable(),
  /** The p-value where the method gives one, else a distance. */
  score: z.number().nullable(),
  threshold: z.number().nullable(),
  drifted: z.boolean(),
  /** Why it was not compared, in words; null where it was. */
  reason: z.string().nullable(),
  /** p-value after Benjamini and Hochberg, where that correction was asked for. */
  adjusted: z.number().nullable(),
  /** Size of the change whatever the method: W1 in standard deviations of the reference for numbers, share of rows that moved for values. */
  effectSize: z.number().nullable(),
  /** True where the champion reads it. */
  used: z.boolean(),
  /** Share of the champion's importance, 0 to 1. */
  importance: z.number().nullable(),
  /** Relative change of the mean prediction if only this column had changed; null where not measured. */
  predictionChange: z.number().nullable(),
  reference: columnSideSchema.nullable(),
  current: columnSideSchema.nullable(),
  bins: z.array(driftBinSchema),
  /** Values that the reference does not have, with the rows that carry them. */
  unseen: z.object({ values: z.number().int(), rows: z.number().int(), examples: z.array(z.string()) }).nullable(),
  /** The score with spellings folded (case, spaces, full stops), where that merges values. */
  folded: z.object({ score: z.number(), drifted: z.boolean() }).nullable(),
  /** Words that tell the texts apart. */
  words: z.object({ reference: z.array(z.string()), current: z.array(z.string()) }).nullable(),
  /** What it means for sales, in one sentence. */
  meaning: z.string(),
  /** What to know about the score: small samples, a method that flips. */
  notes: z.array(z.string()),
});
export type ColumnDrift = z.infer<typeof columnDriftSchema>;

/** By the formulas of Evidently's regression preset (docs/monitoring.md). */
export const regressionQualitySchema = z.object({
  rows: z.number().int(),
  meanError: z.number().nullable(),
  errorSd: z.number().nullable(),
  mae: z.number().nullable(),
  mape: z.number().nullable(),
  nearZeroRows: z.number().int(),
  rmse: z.number().nullable(),
  r2: z.number().nullable(),
  maxAbsoluteError: z.number().nullable(),
  dummy: z.object({ mae: z.number().nullable(), rmse: z.number().nullable(), mape: z.number().nullable() }),
});
export type RegressionQuality = z.infer<typeof regressionQualitySchema>;

export const errorBiasSchema = z.object({
  column: z.string(),
  type: z.enum(['num', 'cat']),
  majority: z.union([z.number(), z.string(), z.null()]),
  under: z.union([z.number(), z.string(), z.null()]),
  over: z.union([z.number(), z.string(), z.null()]),
  range: z.number(),
});

export const performanceSideSchema = z.object({
  quality: regressionQualitySchema,
  /** The champion's own metric, as in docs/metrics.md, and the same of its baseline. */
  metric: z.object({ name: metricNameSchema, value: z.number().nullable(), baseline: z.number().nullable() }),
  /** True where the predictions are held-out ones: the model was trained on these rows. */
  heldOut: z.boolean(),
});
export const performanceSchema = z.object({
  reference: performanceSideSchema.nullable(),
  current: performanceSideSchema.nullable(),
  /** Of the current rows, where they have actual values. */
  bias: z.array(errorBiasSchema),
  /** Evidently's default tests, with their rule in words. */
  tests: z.array(
    z.object({
      name: z.string(),
      rule: z.string(),
      value: z.number().nullable(),
      success: z.boolean().nullable(),
      /** True where it fails only because it is better than the reference. */
      better: z.boolean(),
    }),
  ),
  /** Why there is none, in words. */
  reason: z.string().nullable(),
});
export type Performance = z.infer<typeof performanceSchema>;

export const comparedSnapshotSchema = z.object({ snapshotId: idSchema, datasetId: idSchema, datasetName: z.string(), number: z.number().int(), rows: z.number().int() });

export const driftReportSchema = z.object({
  reference: comparedSnapshotSchema,
  current: comparedSnapshotSchema,
  /** The champion, where there is one. */
  model: z.object({ runId: idSchema, runNumber: z.number().int(), target: z.string() }).nullable(),
  dataset: z.object({ drifted: z.boolean(), share: z.number(), threshold: z.number(), compared: z.number().int(), driftedColumns: z.number().int() }),
  correction: z.enum(['none', 'benjamini-hochberg']),
  /** In the snapshot's order. */
  columns: z.array(columnDriftSchema),
  /** The champion's predictions on both, compared like a column; null without a champion that can answer. */
  prediction: columnDriftSchema.nullable(),
  performance: performanceSchema,
  notes: z.array(z.string()),
});
export type DriftReport = z.infer<typeof driftReportSchema>;

export const driftRequestSchema = z.object({
  referenceId: idSchema,
  currentId: idSchema,
  columns: z.array(z.string()).optional(),
  /** For all columns it fits; `methods` names it for one. Order: column, then this, then the default table. */
  method: driftMethodNameSchema.optional(),
  threshold: z.number().nonnegative().optional(),
  types: z.record(z.string(), driftTypeSchema).default({}),
  methods: z.record(z.string(), driftMethodNameSchema).default({}),
  thresholds: z.record(z.string(), z.number().nonnegative()).default({}),
  driftShare: z.number().min(0).max(1).default(0.5),
  correction: z.enum(['none', 'benjamini-hochberg']).default('none'),
  /** False: drift alone, without the champion's predictions. */
  withModel: z.boolean().default(true),
});
export type DriftRequest = z.output<typeof driftRequestSchema>;

export const methodComparisonSchema = z.object({ method: driftMethodNameSchema, measure: measureSchema, score: z.number().nullable(), threshold: z.number(), drifted: z.boolean().nullable(), isDefault: z.boolean(), reason: z.string().nullable() });
export type MethodComparison = z.infer<typeof methodComparisonSchema>;

/** A look at one version, kept: summaries only, the same bytes for the same data. */
export const monitorRunSchema = z.object({
  id: idSchema,
  number: z.number().int(),
  datasetId: idSchema,
  createdAt: timeSchema,
  report: driftReportSchema,
});
export type MonitorRun = z.infer<typeof monitorRunSchema>;

export const monitorRunSummarySchema = z.object({
  id: idSchema,
  number: z.number().int(),
  datasetId: idSchema,
  createdAt: timeSchema,
  reference: comparedSnapshotSchema,
  current: comparedSnapshotSchema,
  dataset: driftReportSchema.shape.dataset,
  drifted: z.array(z.string()),
  metric: performanceSideSchema.shape.metric.nullable(),
  mae: z.number().nullable(),
  meanPrediction: z.number().nullable(),
});
export type MonitorRunSummary = z.infer<typeof monitorRunSummarySchema>;

/** What a rule looks at. Those of columns make one alert per column. */
export const alertMetrics = ['column-drifted', 'column-score', 'column-missing-share', 'column-unseen-rows', 'column-mean', 'drift-share', 'rows', 'prediction-mean', 'score', 'mae', 'rmse', 'mape'] as const;
export const alertMetricSchema = z.enum(alertMetrics);
export type AlertMetric = z.infer<typeof alertMetricSchema>;
export const alertOperators = ['>', '>=', '<', '<='] as const;

export const alertRuleSchema = z.object({
  name: z.string().min(1).max(200),
  metric: alertMetricSchema,
  /** One column; null means every column the champion uses (all, without a champion). */
  column: z.string().nullable().default(null),
  operator: z.enum(alertOperators),
  value: z.number(),
  /** Fires on the breach of this number in a row; 1 fires at once. */
  forBatches: z.number().int().min(1).max(100).default(1),
  /** Batches without a breach it stays firing. */
  keepBatches: z.number().int().min(0).max(100).default(0),
  severity: z.enum(['critical', 'warning', 'info']).default('warning'),
});
export type AlertRule = z.infer<typeof alertRuleSchema>;
export const storedRuleSchema = alertRuleSchema.extend({ id: idSchema, mutedUntil: timeSchema.nullable(), createdAt: timeSchema });
export type StoredRule = z.infer<typeof storedRuleSchema>;

export const alertStates = ['normal', 'pending', 'firing', 'recovering', 'no-data', 'error'] as const;
export const alertStateSchema = z.enum(alertStates);
export type AlertStateName = z.infer<typeof alertStateSchema>;

export const alertSchema = z.object({
  ruleId: idSchema,
  ruleName: z.string(),
  severity: alertRuleSchema.shape.severity,
  datasetId: idSchema,
  datasetName: z.string(),
  /** Column, or null for the whole table. */
  column: z.string().nullable(),
  state: alertStateSchema,
  value: z.number().nullable(),
  /** Batches in a row in which it was broken. */
  breaches: z.number().int(),
  since: timeSchema,
  muted: z.boolean(),
  message: z.string(),
});
export type Alert = z.infer<typeof alertSchema>;

/** A change of state worth telling: begins to fire, is resolved, has no data. */
export const alertEventSchema = z.object({
  id: z.number().int(),
  ruleId: idSchema,
  ruleName: z.string(),
  severity: alertRuleSchema.shape.severity,
  datasetId: idSchema,
  column: z.string().nullable(),
  kind: z.enum(['firing', 'resolved', 'no-data', 'error']),
  value: z.number().nullable(),
  monitorRunId: idSchema,
  message: z.string(),
  muted: z.boolean(),
  seen: z.boolean(),
  at: timeSchema,
});
export type AlertEvent = z.infer<typeof alertEventSchema>;

/** What another area told the inbox, such as a checkpoint. */
export const noticeSchema = z.object({ id: z.number().int(), datasetId: idSchema, snapshotId: idSchema, severity: alertRuleSchema.shape.severity, title: z.string(), message: z.string(), seen: z.boolean(), at: timeSchema });
export type InboxNotice = z.infer<typeof noticeSchema>;

export const monitoringEndpoints = {
  'monitoring.compare': query(driftRequestSchema, driftReportSchema),
  /** One column by every method that fits it, side by side. */
  'monitoring.methods': query(z.object({ referenceId: idSchema, currentId: idSchema, column: z.string(), type: driftTypeSchema.optional() }), z.array(methodComparisonSchema)),
  /** What a version is held against: the accepted reference, else the version the champion learned from, else the one before. */
  'monitoring.reference': query(z.object({ snapshotId: idSchema }), z.object({ snapshot: comparedSnapshotSchema.nullable(), why: z.string() })),
  'monitoring.acceptReference': command(z.object({ snapshotId: idSchema, reason: z.string().max(2000).default('') }), doneSchema),
  /** Compares, keeps the summary, and lets every rule look at it. */
  'monitoring.run': job(driftRequestSchema.partial({ referenceId: true }), z.object({ run: monitorRunSummarySchema, alerts: z.array(alertEventSchema) })),
  /** Newest first. */
  'monitoring.runs': query(z.object({ datasetId: idSchema.optional(), limit: z.number().int().min(1).max(1000).default(200) }), z.array(monitorRunSummarySchema)),
  'monitoring.get': query(z.object({ monitorRunId: idSchema }), monitorRunSchema),
  'monitoring.rules': query(emptySchema, z.array(storedRuleSchema)),
  /** Without an id a new rule; with one it is replaced and its alerts start anew. */
  'monitoring.saveRule': command(z.object({ id: idSchema.optional(), rule: alertRuleSchema }), storedRuleSchema),
  'monitoring.deleteRule': command(z.object({ id: idSchema }), doneSchema),
  /** A muted rule goes on being evaluated but tells nobody; null unmutes. */
  'monitoring.muteRule': command(z.object({ id: idSchema, until: timeSchema.nullable() }), doneSchema),
  /** What is not normal now, and the newest events and notices first. */
  'monitoring.alerts': query(z.object({ limit: z.number().int().min(1).max(1000).default(100) }), z.object({ alerts: z.array(alertSchema), events: z.array(alertEventSchema), notices: z.array(noticeSchema), unseen: z.number().int() })),
  'monitoring.markSeen': command(emptySchema, doneSchema),
};
