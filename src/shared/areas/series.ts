/** Time series: set-up with evidence, backtest as a tracked experiment, forecasts with measured bands, and the explorer. */
import { z } from 'zod';
import { command, job, query } from '../contract/endpoint';
import { idSchema, outputFileSchema, timeSchema } from './common';
import { daySchema, frequencySchema, gapRules, seriesSetupSchema } from './seriesSetup';
import { experimentSchema, metricNameSchema, metricsSchema, runSchema, seriesMethods, seriesMethodSchema, trainResultSchema } from './tracking';

export * from './seriesSetup';

export const demandClassSchema = z.enum(['smooth', 'erratic', 'intermittent', 'lumpy', 'none']);

/** What became of the rows on their way into series. */
export const panelFactsSchema = z.object({
  rows: z.number().int(),
  rowsWithoutDate: z.number().int(),
  rowsWithoutTarget: z.number().int(),
  rowsOnClosedDays: z.number().int(),
  /** Rows added to an earlier one of the same series and period. */
  repeatedRows: z.number().int(),
  /** Periods without a row after a series has begun, and how many series have any. */
  missingPeriods: z.number().int(),
  seriesWithGaps: z.number().int(),
  lateStarts: z.number().int(),
});

/** What was found and can be taken over with one press. */
export const closureOfferSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('weekday'), weekday: z.number().int(), message: z.string() }),
  /** Periods in which no series sold; `coming` is the same time a year later, where the forecast reaches it. */
  z.object({ kind: z.literal('periods'), days: z.array(daySchema), coming: z.array(daySchema), message: z.string() }),
]);
export type ClosureOffer = z.infer<typeof closureOfferSchema>;

export const seriesProposalSchema = z.object({
  /** Null where no date or no target was found; `problem` says why and what to do. */
  setup: seriesSetupSchema.nullable(),
  target: z.string().nullable(),
  problem: z.string().nullable(),
  series: z.number().int(),
  periods: z.number().int(),
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  facts: panelFactsSchema.nullable(),
  offers: z.array(closureOfferSchema),
  /** Each part of the set-up with its evidence. */
  reasons: z.array(z.string()),
  /** Columns that could be chosen instead. */
  dates: z.array(z.string()),
  targets: z.array(z.string()),
  keys: z.array(z.string()),
});
export type SeriesProposal = z.infer<typeof seriesProposalSchema>;

export const seriesRequestSchema = z.object({
  snapshotId: idSchema,
  target: z.string(),
  setup: seriesSetupSchema,
  models: z.array(seriesMethodSchema).min(1).default([...seriesMethods]),
  metric: metricNameSchema.extract(['wape', 'mae', 'rmse', 'smape', 'mase', 'rmsse', 'bias']).default('wape'),
  seed: z.number().int().nonnegative().default(1),
  level: z.number().min(0.5).max(0.99).default(0.9),
  notes: z.string().max(10_000).default(''),
});
export type SeriesRequest = z.infer<typeof seriesRequestSchema>;

export const methodResultSchema = z.object({
  runId: idSchema,
  number: z.number().int(),
  method: seriesMethodSchema,
  state: runSchema.shape.state,
  isBaseline: z.boolean(),
  metrics: metricsSchema,
  /** Pooled wape of each step ahead, over all origins. */
  wapeByStep: z.array(z.number().nullable()),
  /** Why it could not run at all, or on how many series another method stood in and why; null where it ran everywhere. */
  reason: z.string().nullable(),
  durationMs: z.number(),
});
export type MethodResult = z.infer<typeof methodResultSchema>;

export const seriesOverviewSchema = z.object({
  experiment: experimentSchema,
  setup: seriesSetupSchema,
  series: z.number().int(),
  /** Series scored at the last origin. */
  activeSeries: z.number().int(),
  periods: z.number().int(),
  firstDay: z.string(),
  lastDay: z.string(),
  originDays: z.array(z.string()),
  facts: panelFactsSchema,
  methods: z.array(methodResultSchema),
  best: z.string().nullable(),
  baseline: z.string().nullable(),
  /** What the comparison of best and baseline says, chance included. */
  finding: z.string(),
  /** Where the best by the chosen metric tells totals badly: which other run to look at. */
  biasWarning: z.string().nullable(),
  offers: z.array(closureOfferSchema),
});
export type SeriesOverview = z.infer<typeof seriesOverviewSchema>;

const pointSchema = z.object({ day: z.string(), value: z.number().nullable() });
const bandPointSchema = z.object({ day: z.string(), value: z.number(), lower: z.number().nullable(), upper: z.number().nullable() });
export type BandPoint = z.infer<typeof bandPointSchema>;

export const listedSeriesSchema = z.object({
  /** Place in the panel. */
  series: z.number().int(),
  name: z.string(),
  /** Sum of the last year, or of all where there is less. */
  volume: z.number(),
  demand: demandClassSchema,
  /** Of the run shown and of the baseline, over all origins; null where the series was never scored. */
  wape: z.number().nullable(),
  baselineWape: z.number().nullable(),
  /** The last 60 periods. */
  recent: z.array(z.number().nullable()),
  forecast: z.array(bandPointSchema).nullable(),
});
export type ListedSeries = z.infer<typeof listedSeriesSchema>;
export const seriesSorts = ['volume', 'error', 'gain', 'name'] as const;

export const seriesDetailSchema = z.object({
  /** Null for the sum over all series. */
  series: z.number().int().nullable(),
  name: z.string(),
  demand: demandClassSchema,
  history: z.array(pointSchema),
  /** What the backtest said from each origin, by the run shown. */
  origins: z.array(z.object({ day: z.string(), points: z.array(bandPointSchema) })),
  forecast: z.array(bandPointSchema).nullable(),
  level: z.number(),
  /** Share of this series' backtest values inside the band, and their number. */
  coverage: z.number().nullable(),
  scored: z.number().int(),
  /** Every method on this series alone; `reason` where it cannot run here. */
  methods: z.array(z.object({ runId: idSchema, method: seriesMethodSchema, wape: z.number().nullable(), mase: z.number().nullable(), bias: z.number().nullable(), reason: z.string().nullable() })),
  /** Trend and season by classical decomposition, or the reason why not. */
  decomposition: z.object({ trend: z.array(pointSchema), season: z.array(z.number()) }).nullable(),
  decompositionReason: z.string().nullable(),
  /** How a sum relates to its parts; null for one series. */
  reconciliation: z.string().nullable(),
});
export type SeriesDetail = z.infer<typeof seriesDetailSchema>;

export const seriesForecastSchema = z.object({
  id: idSchema,
  experimentId: idSchema,
  runId: idSchema,
  runNumber: z.number().int(),
  method: seriesMethodSchema,
  snapshotId: idSchema,
  horizon: z.number().int(),
  level: z.number(),
  series: z.number().int(),
  /** Sum over all series and steps. */
  total: z.number(),
  /** Share of backtest values inside bands of this level, measured on origins the quantile never saw. */
  coverage: z.number().nullable(),
  createdAt: timeSchema,
});
export type SeriesForecast = z.infer<typeof seriesForecastSchema>;

export const forecastRowSchema = z.object({ series: z.string(), step: z.number().int(), day: z.string(), value: z.number(), lower: z.number().nullable(), upper: z.number().nullable() });

export const seriesEndpoints = {
  'series.propose': query(
    z.object({ snapshotId: idSchema, target: z.string().optional(), date: z.string().optional(), keys: z.array(z.string()).max(5).optional(), frequency: frequencySchema.optional(), gaps: z.enum(gapRules).optional(), horizon: z.number().int().min(1).max(400).optional(), origins: z.number().int().min(1).max(200).optional(), step: z.number().int().min(1).max(400).optional(), closedWeekdays: z.array(z.number().int().min(0).max(6)).max(6).optional(), closures: z.array(daySchema).max(1000).optional() }),
    seriesProposalSchema,
  ),
  /** Rolling-origin backtest of every method, recorded as one experiment with a run per method. */
  'series.backtest': job(seriesRequestSchema, trainResultSchema),
  'series.overview': query(z.object({ experimentId: idSchema }), seriesOverviewSchema),
  'series.list': query(
    z.object({ experimentId: idSchema, runId: idSchema.optional(), search: z.string().max(200).default(''), sort: z.enum(seriesSorts).default('volume'), descending: z.boolean().default(true), offset: z.number().int().nonnegative().default(0), limit: z.number().int().min(1).max(500).default(50) }),
    z.object({ total: z.number().int(), rows: z.array(listedSeriesSchema) }),
  ),
  /** One series, or the sum of all where none is named. */
  'series.one': query(z.object({ experimentId: idSchema, series: z.number().int().nonnegative().nullable(), runId: idSchema.optional(), level: z.number().min(0.5).max(0.99).optional() }), seriesDetailSchema),
  /** Learns again on the whole history of the snapshot and looks ahead; the horizon is the one the backtest measured, or shorter. */
  'series.forecast': job(z.object({ runId: idSchema, snapshotId: idSchema.optional(), horizon: z.number().int().min(1).max(400).optional(), level: z.number().min(0.5).max(0.99).optional(), closures: z.array(daySchema).max(1000).optional() }), z.object({ forecast: seriesForecastSchema, file: outputFileSchema })),
  /** Newest first. */
  'series.forecasts': query(z.object({ experimentId: idSchema.optional() }), z.array(seriesForecastSchema)),
  'series.forecastRows': query(z.object({ forecastId: idSchema, offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(5000) }), z.object({ total: z.number().int(), rows: z.array(forecastRowSchema) })),
  /** Held-out forecasts as CSV: key,origin,step,date,actual,predicted,lower,upper,method. */
  'series.backtestFile': command(z.object({ experimentId: idSchema }), outputFileSchema),
};
