/** Experiments and runs: what was trained, on what, how well, and how runs differ. */
import { z } from 'zod';
import { command, job, query } from '../contract/endpoint';
import { doneSchema, idSchema, knownWhenSchema, outputFileSchema, ticketSchema, timeSchema } from './common';
import { featureReportSchema } from './features';
import { intervalMethodSchema, intervalSchema, standardIntervalMethod } from './intervals';
import { seriesSetupSchema } from './seriesSetup';

export const tasks = ['regression', 'timeseries'] as const;
export const taskSchema = z.enum(tasks);
export type Task = z.infer<typeof taskSchema>;

/** From simplest to most complex; ties go to the earlier one. */
export const modelKinds = ['mean', 'median', 'group-median', 'ridge', 'elastic-net', 'poisson', 'tweedie', 'nearest-neighbours', 'random-forest', 'extra-trees', 'gradient-boosting', 'ordinal-boosting', 'neural-network', 'average', 'weighted-average', 'stacking'] as const;
export const modelKindSchema = z.enum(modelKinds);
export type ModelKind = z.infer<typeof modelKindSchema>;
export const isModelKind = (model: string): model is ModelKind => modelKindSchema.safeParse(model).success;

/** Methods for time series, from simplest to most complex. */
export const seriesMethods = ['naive', 'seasonal-naive', 'drift', 'window-mean', 'short-window-mean', 'window-median', 'ses', 'croston', 'sba', 'tsb', 'theta', 'holt-winters', 'ets', 'boosted-trees', 'median-ensemble'] as const;
export const seriesMethodSchema = z.enum(seriesMethods);
export type SeriesMethod = z.infer<typeof seriesMethodSchema>;

/** What a run can be of: models of the regression task, then methods for time series. */
export const runModels = [...modelKinds, ...seriesMethods] as const;
export const runModelSchema = z.enum(runModels);
export type RunModel = z.infer<typeof runModelSchema>;
/** Put together from the learned models of the same race; never fitted themselves. */
export const combinationKinds: readonly RunModel[] = ['average', 'weighted-average', 'stacking'];
/** Those that race where nothing is chosen. */
export const standardModels: readonly ModelKind[] = ['mean', 'median', 'group-median', 'ridge', 'random-forest', 'gradient-boosting', 'neural-network', 'average'];
/** Baselines of both tasks: models of the regression task, then methods for time series. */
export const modelBaselines: readonly ModelKind[] = ['mean', 'median', 'group-median'];
export const baselineKinds: readonly RunModel[] = [...modelBaselines, 'naive', 'seasonal-naive', 'window-mean', 'short-window-mean'];

/** Exact formulas stand in docs/metrics.md. */
export const metricNames = ['rmsle', 'r2Log', 'r2', 'mae', 'rmse', 'wape', 'mape', 'smape', 'mase', 'rmsse', 'bias', 'spearman', 'stepAccuracy', 'withinOneStep', 'coverage', 'width'] as const;
export const metricNameSchema = z.enum(metricNames);
export type MetricName = z.infer<typeof metricNameSchema>;
/** Direction of better. bias is best near 0, coverage near the level. */
export const higherIsBetter: ReadonlySet<MetricName> = new Set<MetricName>(['r2Log', 'r2', 'spearman', 'stepAccuracy', 'withinOneStep']);

/** mean over the folds, sample standard deviation, and every fold (repeat by repeat); null where undefined. */
export const metricSchema = z.object({ mean: z.number().nullable(), sd: z.number().nullable(), folds: z.array(z.number().nullable()) });
export type Metric = z.infer<typeof metricSchema>;
export const metricsSchema = z.partialRecord(metricNameSchema, metricSchema);
export type Metrics = z.infer<typeof metricsSchema>;

export const tuneSamplers = ['tpe', 'random'] as const;
export const tuneSamplerSchema = z.enum(tuneSamplers);
export type TuneSampler = z.infer<typeof tuneSamplerSchema>;

/** A search for better settings before the race; it ends with its minutes or its trials, whichever comes first. */
export const tuneSchema = z
  .object({
    minutes: z.number().positive().max(7 * 24 * 60).optional(),
    /** Of all models together. */
    trials: z.number().int().min(1).max(10_000).optional(),
    /** All of the race that have settings to search, where none are named. */
    models: z.array(modelKindSchema).min(1).optional(),
    sampler: tuneSamplerSchema.default('tpe'),
  })
  .refine(({ minutes, trials }) => minutes !== undefined || trials !== undefined, { error: 'A search needs minutes or a number of trials.' });
export type Tune = z.infer<typeof tuneSchema>;

export const splitKinds = ['kfold', 'group', 'time', 'file'] as const;

export const trainRequestSchema = z.object({
  snapshotId: idSchema,
  target: z.string(),
  models: z.array(modelKindSchema).min(1).default([...standardModels]),
  /** Columns to leave out. */
  exclude: z.array(z.string()).default([]),
  split: z.enum(splitKinds).default('kfold'),
  /** Column whose values stay together in one fold; needed for split = group. Also the group of the group median. */
  groupBy: z.string().optional(),
  /** Further columns whose values stay in one fold, for split = group. */
  keepTogether: z.array(z.string()).default([]),
  /** Column that orders rows for split = time. */
  dateColumn: z.string().optional(),
  /** Ticket of a CSV with columns row,repeat,fold for split = file. */
  foldFile: ticketSchema.optional(),
  /** Ticket of a folder with fits made elsewhere; what is found there is not computed again. */
  fitsFolder: ticketSchema.optional(),
  folds: z.number().int().min(2).max(50).default(5),
  repeats: z.number().int().min(1).max(20).default(1),
  /** Keeps the first row of each value of this column. */
  oneRowPer: z.string().optional(),
  metric: metricNameSchema.optional(),
  seed: z.number().int().nonnegative().default(1),
  level: z.number().min(0.5).max(0.99).default(0.9),
  /** How the range around a forecast is made; a model that cannot offer it takes the standard one and says so. */
  intervalMethod: intervalMethodSchema.default(standardIntervalMethod),
  /** Column whose categories have ranges of their own, for intervalMethod = by-category. */
  intervalColumn: z.string().optional(),
  /** Settings per model kind that differ from its defaults. */
  parameters: z.partialRecord(modelKindSchema, z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]))).default({}),
  /** Columns whose answer may only rise (1) or only fall (-1); models that cannot keep to it say so. */
  monotone: z.record(z.string(), z.union([z.literal(1), z.literal(-1)])).default({}),
  /** Searches settings of these models first and races with what was found. */
  tune: tuneSchema.optional(),
  notes: z.string().max(10_000).default(''),
});
export type TrainRequest = z.infer<typeof trainRequestSchema>;

/** What an experiment was asked for. A time series one fills `series`; its split is by time, its folds are the origins. */
export const experimentRequestSchema = trainRequestSchema.extend({
  models: z.array(runModelSchema).min(1),
  folds: z.number().int().min(1).max(200),
  parameters: z.partialRecord(runModelSchema, z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]))),
  series: seriesSetupSchema.optional(),
});
export type ExperimentRequest = z.infer<typeof experimentRequestSchema>;

export const suspicionKinds = ['skill', 'copy', 'sum', 'granularity', 'fake-default', 'missing-pattern', 'repeats-number', 'row-order', 'name'] as const;
export const suspicionSchema = z.object({
  kind: z.enum(suspicionKinds),
  /** False: worth knowing, but no leak by itself. */
  accuses: z.boolean(),
  /** Plain words with the numbers in them. */
  sentence: z.string(),
  evidence: z.record(z.string(), z.union([z.number(), z.string()])),
  /** Columns it leans on: it accuses once all of them are accused. */
  partners: z.array(z.string()),
});
export type Suspicion = z.infer<typeof suspicionSchema>;

export const leakageSchema = z.object({
  column: z.string(),
  /** R2 of the (log) target on held-out folds from this column alone. */
  score: z.number(),
  knownWhen: knownWhenSchema,
  /** True where the column looks like a leak: known after sale and telling, or accused by a suspicion. */
  leak: z.boolean(),
  /** True where it was left out of training. */
  excluded: z.boolean(),
  reason: z.string(),
  /** What each detector found, the most telling first. */
  suspicions: z.array(suspicionSchema).default([]),
});
export type Leakage = z.infer<typeof leakageSchema>;

/** A score over folds with a 95 % interval of its mean, folds as correlated as they are (docs/models.md). */
export const foldScoreSchema = z.object({ mean: z.number(), sd: z.number(), lower: z.number(), upper: z.number(), folds: z.array(z.number()) });
export type FoldScore = z.infer<typeof foldScoreSchema>;

/** One quick model on the same folds with and without the columns that give the answer away. */
export const honestySchema = z.object({ metric: metricNameSchema, model: z.string(), without: foldScoreSchema, with: foldScoreSchema, columns: z.array(z.string()), sentence: z.string() });
export type Honesty = z.infer<typeof honestySchema>;

/** The same quick model on a permuted target: R2 in the model's space, about 0 where nothing leaks from held-out rows. */
export const controlSchema = foldScoreSchema.extend({ metric: metricNameSchema, model: z.string(), permutations: z.number().int(), passed: z.boolean(), sentence: z.string() });
export type Control = z.infer<typeof controlSchema>;

export const splitAdviceSchema = z.object({
  split: z.enum(['kfold', 'group']),
  groupBy: z.string().nullable(),
  /** Columns whose values are kept in one fold as well. */
  keepTogether: z.array(z.string()),
  oneRowPer: z.string().nullable(),
  /** Identifiers that repeat. */
  keys: z.array(z.object({ column: z.string(), distinct: z.number().int(), repeats: z.number().int(), alike: z.number(), sameTarget: z.number().nullable(), within: z.array(z.string()) })),
  nearDuplicates: z.object({ rows: z.number().int(), identical: z.number().int(), differIn: z.array(z.string()) }),
  pair: z.tuple([z.string(), z.string()]).nullable(),
  dates: z.array(z.string()),
  /** What a lazy split, random rows with every row in, would have invented; null where there is nothing to hold against it. */
  invented: z.object({ metric: metricNameSchema, model: z.string(), lazy: foldScoreSchema, honest: foldScoreSchema, difference: z.number(), lower: z.number(), upper: z.number(), sentence: z.string() }).nullable(),
  sentences: z.array(z.string()),
});
export type SplitAdvice = z.infer<typeof splitAdviceSchema>;

export const runSchema = z.object({
  id: idSchema,
  /** Running number in the project, for people. */
  number: z.number().int(),
  experimentId: idSchema,
  snapshotId: idSchema,
  task: taskSchema,
  model: runModelSchema,
  state: z.enum(['running', 'finished', 'failed', 'cancelled', 'interrupted']),
  /** Why it failed, in plain words; null in any other state. */
  failure: z.string().nullable(),
  target: z.string(),
  metric: metricNameSchema,
  metrics: metricsSchema,
  /** Flat settings by name: model parameters, split, columns, seed, level. */
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** What computed it: js, tensorflow-node, tensorflow-wasm, tensorflow-cpu. */
  backend: z.string(),
  seed: z.number().int(),
  rows: z.number().int(),
  foldsDone: z.number().int(),
  foldsTotal: z.number().int(),
  durationMs: z.number(),
  peakMemoryBytes: z.number().nullable(),
  appVersion: z.string(),
  /** True where a column that leaks was used. */
  usesLeak: z.boolean(),
  /** Fits that were not computed again because the project, or the folder of shared fits, held them: of one for each fold and one on all rows. */
  fitsReused: z.number().int().default(0),
  notes: z.string(),
  tags: z.array(z.string()),
  createdAt: timeSchema,
  deletedAt: timeSchema.nullable(),
});
export type Run = z.infer<typeof runSchema>;

/** Fits of the runs, one for each fold and one on all rows, and how many of them were not computed again. Combinations have none. */
export function countFits(runs: readonly Run[]): { readonly reused: number; readonly total: number } {
  const fitted = runs.filter(({ model }) => isModelKind(model) && !combinationKinds.includes(model));
  return { reused: fitted.reduce((sum, { fitsReused }) => sum + fitsReused, 0), total: fitted.reduce((sum, { foldsTotal }) => sum + foldsTotal + 1, 0) };
}

export const curveSchema = z.object({ repeat: z.number().int(), fold: z.number().int(), name: z.string(), unit: z.string(), train: z.array(z.number()), validation: z.array(z.number()) });
/** Rise of the held-out error when a column is shuffled: mean and sd over folds, and the 95 % interval of the mean; null where it was not worked out. */
export const importanceSchema = z.object({ column: z.string(), mean: z.number(), sd: z.number(), lower: z.number().nullable().default(null), upper: z.number().nullable().default(null) });
export const experimentSchema = z.object({
  id: idSchema,
  number: z.number().int(),
  jobId: z.string(),
  snapshotId: idSchema,
  request: experimentRequestSchema,
  metric: metricNameSchema,
  targetTransform: z.enum(['log1p', 'none']),
  /** Steps in ascending order where the target is stepped. */
  steps: z.array(z.number()).nullable(),
  leakage: z.array(leakageSchema),
  usedColumns: z.array(z.string()),
  excludedColumns: z.array(z.object({ column: z.string(), reason: z.string() })),
  /** What was done to cells before models saw them, such as infinities that count as missing. */
  treatedColumns: z.array(z.object({ column: z.string(), treatment: z.string() })).default([]),
  /** Rows trained on: those of the snapshot without repeated and target-less ones. */
  rows: z.number().int(),
  /** Rows left out because an earlier row has the same value of `oneRowPer`. */
  repeatedRows: z.number().int(),
  /** Rows left out because their target is missing. */
  missingTargetRows: z.number().int(),
  groups: z.number().int().nullable(),
  /** Null where no column is accused, or before it was measured. */
  honesty: honestySchema.nullable().default(null),
  control: controlSchema.nullable().default(null),
  /** What is known of the split this race was proposed; null where nobody measured it. */
  splitAdvice: splitAdviceSchema.nullable().default(null),
  /** Run ids. */
  best: z.string().nullable(),
  baseline: z.string().nullable(),
  createdAt: timeSchema,
});
export type Experiment = z.infer<typeof experimentSchema>;

export const runDetailSchema = z.object({
  run: runSchema,
  experiment: experimentSchema,
  curves: z.array(curveSchema),
  importance: z.array(importanceSchema),
  interval: intervalSchema.nullable(),
  /** At most 2,000 held-out points, chosen by seed, for the residual picture. */
  residuals: z.array(z.object({ row: z.number().int(), actual: z.number(), predicted: z.number() })),
  baseline: runSchema.nullable(),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

export const comparisonSchema = z.object({
  runs: z.array(runSchema),
  settings: z.array(z.object({ name: z.string(), values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])), differs: z.boolean() })),
  metrics: z.array(z.object({ name: metricNameSchema, values: z.array(metricSchema) })),
  /** The first run against each other, over paired folds; not-comparable names the reason. */
  pairs: z.array(
    z.object({
      runId: idSchema,
      againstId: idSchema,
      metric: metricNameSchema,
      verdict: z.enum(['better', 'worse', 'no-clear-winner', 'not-comparable']),
      difference: z.number().nullable(),
      lower: z.number().nullable(),
      upper: z.number().nullable(),
      foldsBetter: z.number().int().nullable(),
      folds: z.number().int(),
      reason: z.string(),
    }),
  ),
  residuals: z.array(z.object({ runId: idSchema, points: runDetailSchema.shape.residuals })),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export const trainResultSchema = z.object({
  experimentId: idSchema,
  runIds: z.array(idSchema),
  best: z.string().nullable(),
  baseline: z.string().nullable(),
});

/** `tuningId`: the search for settings before the race, or null. */
export const raceResultSchema = trainResultSchema.extend({ tuningId: idSchema.nullable().default(null) });

/** A part of a race to be fitted for others; `fold` counts from 1 through all repeats, null means every fit. */
export const fitPartRequestSchema = z.object({ request: trainRequestSchema, fitsFolder: ticketSchema, fold: z.union([z.number().int().min(1), z.literal('all-rows')]).nullable() });
export type FitPartRequest = z.infer<typeof fitPartRequestSchema>;
export const fitPartResultSchema = z.object({
  fits: z.array(z.object({ model: modelKindSchema, fold: z.union([z.number().int(), z.literal('all-rows')]), key: z.string(), reused: z.boolean(), durationMs: z.number() })),
  /** Folds of the whole plan. */
  folds: z.number().int(),
  models: z.array(modelKindSchema),
});
export type FitPartResult = z.infer<typeof fitPartResultSchema>;

/** Detail of the progress of a race, drawn while it runs. */
export const raceProgressSchema = z.object({
  experimentId: idSchema,
  metric: metricNameSchema,
  fitsDone: z.number().int(),
  fitsTotal: z.number().int(),
  runs: z.array(z.object({ runId: idSchema, model: runModelSchema, folds: z.array(z.number().nullable()), foldsTotal: z.number().int(), running: z.boolean() })),
});
export type RaceProgress = z.infer<typeof raceProgressSchema>;

/** A setting is a number between two ends, or one of several words. */
export const settingDescriptionSchema = z.union([
  z.object({ name: z.string(), standard: z.number(), lowest: z.number(), highest: z.number(), whole: z.boolean() }),
  z.object({ name: z.string(), standard: z.string(), choices: z.array(z.string()) }),
]);
export type SettingDescription = z.infer<typeof settingDescriptionSchema>;

export const modelDescriptionSchema = z.object({
  kind: modelKindSchema,
  group: z.enum(['baseline', 'learned', 'combination']),
  /** True where it races when nothing is chosen. */
  standard: z.boolean(),
  settings: z.array(settingDescriptionSchema),
});
export type ModelDescription = z.infer<typeof modelDescriptionSchema>;

/** A proposal for the set-up page, each part with its reason. */
export const setupProposalSchema = z.object({
  target: z.string().nullable(),
  targets: z.array(z.string()),
  groupBy: z.string().nullable(),
  oneRowPer: z.string().nullable(),
  keepTogether: z.array(z.string()).default([]),
  exclude: z.array(z.object({ column: z.string(), reason: z.string() })),
  leakage: z.array(leakageSchema),
  reasons: z.array(z.string()),
});
export type SetupProposal = z.infer<typeof setupProposalSchema>;

/** Importance measured again with more shuffles, near copies also together. */
export const measuredImportanceSchema = z.object({
  runId: idSchema,
  shuffles: z.number().int(),
  folds: z.number().int(),
  importance: z.array(importanceSchema),
  /** Sets of near copies shuffled by the same order. */
  groups: z.array(importanceSchema.omit({ column: true }).extend({ columns: z.array(z.string()) })),
});
export type MeasuredImportance = z.infer<typeof measuredImportanceSchema>;

export const trackingEndpoints = {
  'tracking.proposeSetup': query(z.object({ snapshotId: idSchema, target: z.string().optional() }), setupProposalSchema),
  /** Every model that can race, from simplest to most complex, with its settings. */
  'tracking.modelCatalogue': query(z.object({}), z.array(modelDescriptionSchema)),
  /** Scores with and without the accused columns, and the shuffled-target control, of the proposed set-up; measured once, then remembered. */
  'tracking.scoreHonesty': query(z.object({ snapshotId: idSchema, target: z.string() }), z.object({ honesty: honestySchema.nullable(), control: controlSchema.nullable() })),
  /** What repeats, how to split, and what a lazy split would invent; measured once, then remembered. */
  'tracking.adviseSplit': query(z.object({ snapshotId: idSchema, target: z.string() }), splitAdviceSchema),
  'tracking.train': job(trainRequestSchema, raceResultSchema),
  /** Fits a part of a race into a shared folder and records nothing. */
  /** Fits the folds of the first repeat again, since only their answers were kept; nothing is stored. */
  'tracking.measureImportance': job(z.object({ runId: idSchema, shuffles: z.number().int().min(1).max(50).default(5) }), measuredImportanceSchema),
  'tracking.fitPart': job(fitPartRequestSchema, fitPartResultSchema),
  'tracking.experiments': query(z.object({ snapshotId: idSchema.optional() }), z.array(experimentSchema)),
  'tracking.experiment': query(z.object({ experimentId: idSchema }), z.object({ experiment: experimentSchema, runs: z.array(runSchema) })),
  /** search: words, or `metric < number`, `model = name`, `tag = name`, joined by `and`. */
  'tracking.runs': query(z.object({ search: z.string().max(500).optional(), sort: z.string().optional(), descending: z.boolean().default(false), includeDeleted: z.boolean().default(false) }), z.array(runSchema)),
  'tracking.run': query(z.object({ runId: idSchema }), runDetailSchema),
  /** What the columns became for the run's model. Throws `conflict` where it has none. */
  'tracking.features': query(z.object({ runId: idSchema }), featureReportSchema),
  'tracking.compare': query(z.object({ runIds: z.array(idSchema).min(2).max(10) }), comparisonSchema),
  'tracking.annotate': command(z.object({ runId: idSchema, notes: z.string().max(10_000).optional(), tags: z.array(z.string().min(1).max(50)).max(50).optional() }), doneSchema),
  'tracking.delete': command(z.object({ runIds: z.array(idSchema).min(1) }), doneSchema),
  'tracking.restore': command(z.object({ runIds: z.array(idSchema).min(1) }), doneSchema),
  /** Held-out predictions as CSV: row,repeat,fold,model,actual,predicted,lower,upper. */
  'tracking.heldOutPredictions': command(z.object({ experimentId: idSchema }), outputFileSchema),
};
