/** train --task timeseries, and forecast: backtest of all methods, then the best one's look ahead. */
import { frequencies, gapRules, type SeriesOverview, type SeriesSetup } from '@shared/areas/series';
import { seriesMethods, seriesMethodSchema, type MetricName, type SeriesMethod } from '@shared/areas/tracking';
import type { Snapshot } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { argument, saveOutput, usageError, type Command, type CommandContext, type CommandOptions, type CommandResult, type Connection } from './command';
import { findRun, findSnapshot } from './references';
import { formatNumber, formatTable } from './table';

/** Options that both commands share. */
export const seriesOptions = {
  target: { type: 'string' },
  date: { type: 'string' },
  group: { type: 'string', multiple: true },
  horizon: { type: 'string' },
  models: { type: 'string' },
  metric: { type: 'string' },
  frequency: { type: 'string' },
  gaps: { type: 'string' },
  origins: { type: 'string' },
  step: { type: 'string' },
  season: { type: 'string' },
  'min-active': { type: 'string' },
  'active-window': { type: 'string' },
  'closed-weekday': { type: 'string', multiple: true },
  closure: { type: 'string', multiple: true },
  oof: { type: 'string' },
} as const;

export const seriesUsage = '[--frequency day|week|month|quarter|year] [--gaps zero|missing] [--origins N --step N] [--season N] [--min-active N --active-window N] [--closed-weekday 0-6...] [--closure DAY...]';

const seriesMetrics = ['wape', 'mae', 'rmse', 'smape', 'mase', 'rmsse', 'bias'] as const;
const shownMetrics: readonly MetricName[] = ['wape', 'rmsse', 'mase', 'smape', 'bias', 'coverage', 'width'];

/** Trains and tests; the document of `train --task timeseries`. */
export async function trainSeries(context: CommandContext): Promise<CommandResult> {
  const outcome = await runBacktest(context, context.options.required('target'));
  return { json: outcome.json, text: outcome.text };
}

export const forecastCommand: Command = {
  name: 'forecast',
  usage: `forecast SNAPSHOT --target COL --date COL [--group COL...] --horizon N [--models a,b,...] [--metric M] [--model METHOD|RUN] ${seriesUsage} [--oof BACKTEST.csv] [-o OUT.csv]`,
  options: { ...seriesOptions, model: { type: 'string' }, output: { type: 'string', short: 'o' } },
  async run(context) {
    const { options } = context;
    const output = options.path('output');
    const wanted = options.text('model');
    const method = seriesMethodSchema.safeParse(wanted);
    const known = wanted !== undefined && !method.success ? await askKnownRun(context, wanted) : null;
    const tested = known ?? (await runBacktest(context, options.required('target'), method.success ? method.data : undefined));
    const { connection } = tested;
    const { forecast, file } = await connection.runJob('series.forecast', { runId: tested.runId, snapshotId: tested.snapshot.id, horizon: positive(options, 'horizon'), level: context.level });
    const saved = output === undefined ? null : await saveOutput(connection, file, output);
    const rows = await readRows(connection, forecast.id);
    const overview = await connection.client.call('series.overview', { experimentId: forecast.experimentId });
    return {
      json: { series: forecast.series, forecast: rows, backtest: backtestOf(overview), run: forecast.runId, method: forecast.method, horizon: forecast.horizon, level: forecast.level, coverage: forecast.coverage, total: forecast.total, ...(tested.oof === undefined ? {} : { oof: tested.oof }), ...(saved ?? {}) },
      text: [
        tested.text,
        `Forecast of ${forecast.series} series, ${forecast.horizon} steps ahead, by ${forecast.method} (run ${forecast.runNumber}): ${formatNumber(forecast.total)} in total. The ${formatNumber(forecast.level * 100)} % band held ${forecast.coverage === null ? 'an unknown share' : `${formatNumber(forecast.coverage * 100)} %`} in the backtest.`,
        ...(saved ? [`Written to ${saved.written}`] : []),
      ].filter((line) => line !== '').join('\n'),
    };
  },
};

interface Tested {
  readonly connection: Connection;
  readonly snapshot: Snapshot;
  /** The run to forecast with. */
  readonly runId: string;
  readonly oof: string | undefined;
  readonly json: unknown;
  readonly text: string;
}

async function askKnownRun(context: CommandContext, reference: string): Promise<Tested> {
  const connection = await context.connect();
  const run = await findRun(connection, reference);
  if (run.task !== 'timeseries') throw usageError(`Run ${run.number} is no time series run. --model takes one of ${seriesMethods.join(', ')}, or a run of train --task timeseries.`);
  return { connection, snapshot: await findSnapshot(connection, argument(context, 0, 'a snapshot')), runId: run.id, oof: undefined, json: null, text: '' };
}

async function runBacktest(context: CommandContext, target: string, only?: SeriesMethod): Promise<Tested> {
  const { options } = context;
  const date = options.required('date');
  const horizon = positive(options, 'horizon');
  if (horizon === undefined) throw usageError('--horizon is needed: how many periods to look ahead.');
  const metric = options.choice('metric', seriesMetrics) ?? 'wape';
  const models = readMethods(options);
  const wishes = readWishes(options);
  const connection = await context.connect();
  const snapshot = await findSnapshot(connection, argument(context, 0, 'a snapshot'));
  const proposal = await connection.client.call('series.propose', { snapshotId: snapshot.id, target, date, keys: options.list('group'), horizon, ...wishes });
  if (!proposal.setup) throw new EngineError('invalid-input', proposal.problem ?? 'No set-up was found.', { target, date });
  const setup = overlay(proposal.setup, options);
  const result = await connection.runJob('series.backtest', { snapshotId: snapshot.id, target, setup, models, metric, seed: context.seed, level: context.level });
  const oof = options.path('oof');
  if (oof !== undefined) await saveOutput(connection, await connection.client.call('series.backtestFile', { experimentId: result.experimentId }), oof);
  const overview = await connection.client.call('series.overview', { experimentId: result.experimentId });
  const { runs } = await connection.client.call('tracking.experiment', { experimentId: result.experimentId });
  const chosen = only === undefined ? result.best : (overview.methods.find(({ method, state }) => method === only && state === 'finished')?.runId ?? null);
  if (chosen === null) throw new EngineError('invalid-input', only === undefined ? 'No method could run on these series.' : `${only} did not run: ${overview.methods.find(({ method }) => method === only)?.reason ?? 'it is not among --models'}`);
  return {
    connection,
    snapshot,
    runId: chosen,
    oof,
    json: {
      experiment: result.experimentId, snapshot: snapshot.id, task: 'timeseries', series: overview.series, periods: overview.periods, rows: overview.experiment.rows, metric, setup,
      runs: runs.map(({ id, number, model, state, failure, backend, metrics, durationMs }) => ({ id, number, model, state, failure, backend, metrics, durationMs })),
      best: result.best, baseline: result.baseline, leakage: [], backtest: backtestOf(overview), evidence: proposal.reasons, offers: proposal.offers, ...(oof === undefined ? {} : { oof }),
    },
    text: [
      `Experiment ${overview.experiment.number}: ${target}, ${overview.series} series over ${overview.periods} periods, ${setup.origins} origins ${setup.step} apart, horizon ${setup.horizon}, best by ${metric}`,
      ...proposal.reasons.map((reason) => `  ${reason}`),
      formatTable(
        ['run', 'method', ...shownMetrics, 'seconds', ''],
        runs.map((run) => [String(run.number), run.model, ...shownMetrics.map((name) => formatNumber(run.metrics[name]?.mean)), formatNumber(run.durationMs / 1000), run.state === 'failed' ? (run.failure ?? '') : run.id === result.best ? 'best' : run.id === result.baseline ? 'baseline' : '']),
      ),
      `${overview.finding}.`,
      ...(overview.biasWarning === null ? [] : [overview.biasWarning]),
      ...(oof === undefined ? [] : [`Backtest: ${oof}`]),
    ].join('\n'),
  };
}

function backtestOf({ setup, originDays, methods, best, baseline, finding, biasWarning }: SeriesOverview) {
  return {
    origins: originDays, horizon: setup.horizon, step: setup.step, best, baseline, finding, biasWarning,
    methods: methods.map(({ runId, method, state, metrics, wapeByStep, reason }) => ({ run: runId, method, state, ...Object.fromEntries(shownMetrics.map((name) => [name, metrics[name]?.mean ?? null])), wapeByStep, reason })),
  };
}

function readMethods(options: CommandOptions): SeriesMethod[] {
  const text = options.text('models');
  if (text === undefined) return [...seriesMethods];
  return text.split(',').map((name) => {
    const parsed = seriesMethodSchema.safeParse(name.trim());
    if (!parsed.success) throw usageError(`There is no method ${name} for time series. Methods: ${seriesMethods.join(', ')}.`);
    return parsed.data;
  });
}

function readWishes(options: CommandOptions) {
  const weekdays = options.list('closed-weekday').map(Number);
  if (weekdays.some((day) => !Number.isInteger(day) || day < 0 || day > 6)) throw usageError('--closed-weekday needs numbers from 0 (Sunday) to 6.');
  const closures = options.list('closure');
  const wrong = closures.find((day) => !/^\d{4}-\d{2}-\d{2}$/.test(day));
  if (wrong !== undefined) throw usageError(`--closure needs days such as 2011-12-26, not "${wrong}".`);
  return { frequency: options.choice('frequency', frequencies), gaps: options.choice('gaps', gapRules), origins: positive(options, 'origins'), step: positive(options, 'step'), closedWeekdays: weekdays, closures };
}

/** Season and activity, which the proposal finds by itself, as they are given. */
function overlay(setup: SeriesSetup, options: CommandOptions): SeriesSetup {
  const season = options.number('season');
  if (season !== undefined && (!Number.isInteger(season) || season < 0 || season > 400)) throw usageError('--season needs a whole number of periods, or 0 for none.');
  const atLeast = options.number('min-active');
  if (atLeast !== undefined && (!Number.isInteger(atLeast) || atLeast < 0)) throw usageError('--min-active needs a whole number; 0 takes every series.');
  const of = positive(options, 'active-window');
  const active = atLeast === 0 ? null : atLeast === undefined ? setup.active : { atLeast, of: of ?? setup.active?.of ?? 26 };
  return { ...setup, season: season === undefined ? setup.season : season < 2 ? null : season, active };
}

function positive(options: CommandOptions, name: string): number | undefined {
  const value = options.number(name);
  if (value !== undefined && (!Number.isInteger(value) || value < 1 || value > 400)) throw usageError(`--${name} needs a whole number from 1 to 400, not ${value}.`);
  return value;
}

async function readRows(connection: Connection, forecastId: string) {
  const found: Awaited<ReturnType<typeof page>>['rows'] = [];
  const page = (offset: number) => connection.client.call('series.forecastRows', { forecastId, offset, limit: 5000 });
  for (;;) {
    const { rows, total } = await page(found.length);
    found.push(...rows);
    if (found.length >= total || rows.length === 0) return found;
  }
}
