/** train, runs, compare. */
import { existsSync } from 'node:fs';
import { metricNames, modelKinds, modelKindSchema, tasks, type MetricName, type Run, type splitKinds } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { argument, saveOutput, usageError, type Command, type CommandOptions } from './command';
import { findRun, findSnapshot } from './references';
import { seriesOptions, trainSeries } from './series';
import { formatNumber, formatTable } from './table';

const shownMetrics: readonly MetricName[] = ['rmsle', 'r2Log', 'mae', 'wape', 'rmsse', 'bias', 'spearman', 'stepAccuracy', 'withinOneStep', 'coverage'];

function metricCells(run: Run): string[] {
  return shownMetrics.map((name) => formatNumber(run.metrics[name]?.mean));
}

export const trainCommand: Command = {
  name: 'train',
  usage: 'train SNAPSHOT --target COL [--models a,b,...] [--folds K --repeats R --group-by COL --split kfold|group|time --date COL | --fold-file FILE] [--one-row-per COL] [--exclude COL...] [--metric M] [--oof OUT.csv] | train SNAPSHOT --task timeseries --target COL --date COL [--group COL...] --horizon N [--models a,b,...] [--metric M] [--oof OUT.csv]',
  options: {
    ...seriesOptions,
    task: { type: 'string' },
    folds: { type: 'string' },
    repeats: { type: 'string' },
    'group-by': { type: 'string' },
    split: { type: 'string' },
    'fold-file': { type: 'string' },
    'one-row-per': { type: 'string' },
    exclude: { type: 'string', multiple: true },
  },
  async run(context) {
    const { options } = context;
    const target = options.required('target');
    if (options.choice('task', tasks) === 'timeseries') return trainSeries(context);
    const other = (['group', 'horizon'] as const).find((name) => options.text(name) !== undefined || options.list(name).length > 0);
    if (other) throw usageError(`--${other} belongs to --task timeseries.`);
    const connection = await context.connect();
    const snapshot = await findSnapshot(connection, argument(context, 0, 'a snapshot'));
    const foldFile = options.path('fold-file');
    if (foldFile !== undefined && !existsSync(foldFile)) throw new EngineError('not-found', `There is no fold file at ${foldFile}.`, { path: foldFile });
    const groupBy = options.text('group-by');
    const metric = options.choice('metric', metricNames);
    const result = await connection.runJob('tracking.train', {
      snapshotId: snapshot.id,
      target,
      models: readModels(options),
      exclude: options.list('exclude'),
      split: readSplit(options, groupBy, foldFile),
      groupBy,
      dateColumn: options.text('date'),
      foldFile: foldFile === undefined ? undefined : (await connection.client.call('files.grant', { path: foldFile })).ticket,
      folds: options.number('folds') ?? 5,
      repeats: options.number('repeats') ?? 1,
      oneRowPer: options.text('one-row-per'),
      metric,
      seed: context.seed,
      level: context.level,
    });
    const { experiment, runs } = await connection.client.call('tracking.experiment', { experimentId: result.experimentId });
    const oof = options.path('oof');
    if (oof !== undefined) await saveOutput(connection, await connection.client.call('tracking.heldOutPredictions', { experimentId: result.experimentId }), oof);
    const used = experiment.leakage.filter(({ leak, excluded }) => leak && !excluded);
    return {
      json: {
        experiment: result.experimentId,
        snapshot: snapshot.id,
        rows: experiment.rows,
        metric: experiment.metric,
        runs: runs.map(({ id, number, model, state, backend, metrics, durationMs }) => ({ id, number, model, state, backend, metrics, durationMs })),
        best: result.best,
        baseline: result.baseline,
        leakage: experiment.leakage.filter(({ leak }) => leak),
        ...(oof === undefined ? {} : { oof }),
      },
      text: [
        `Experiment ${experiment.number}: ${target} on ${experiment.rows} rows, ${experiment.usedColumns.length} columns, best by ${experiment.metric}`,
        formatTable(
          ['run', 'model', ...shownMetrics, 'seconds', ''],
          runs.map((run) => [String(run.number), run.model, ...metricCells(run), formatNumber(run.durationMs / 1000), run.id === result.best ? 'best' : run.id === result.baseline ? 'baseline' : '']),
        ),
        ...used.map(({ column, reason }) => `  leak: ${column}: ${reason}`),
        ...(oof === undefined ? [] : [`Held-out predictions: ${oof}`]),
      ].join('\n'),
    };
  },
};

function readModels(options: CommandOptions): (typeof modelKinds)[number][] {
  const text = options.text('models');
  if (text === undefined) return [...modelKinds];
  return text.split(',').map((name) => {
    const parsed = modelKindSchema.safeParse(name.trim());
    if (!parsed.success) throw usageError(`There is no model ${name}. Models: ${modelKinds.join(', ')}.`);
    return parsed.data;
  });
}

/** --fold-file means file; --group-by without a split means group. */
function readSplit(options: CommandOptions, groupBy: string | undefined, foldFile: string | undefined): (typeof splitKinds)[number] {
  if (foldFile !== undefined) return 'file';
  return options.choice('split', ['kfold', 'group', 'time'] as const) ?? (groupBy === undefined ? 'kfold' : 'group');
}

export const runsCommand: Command = {
  name: 'runs',
  usage: 'runs [--search EXPR] [--sort COL]',
  options: { search: { type: 'string' }, sort: { type: 'string' }, descending: { type: 'boolean' } },
  async run(context) {
    const { client } = await context.connect();
    const runs = await client.call('tracking.runs', { search: context.options.text('search'), sort: context.options.text('sort'), descending: context.options.flag('descending') });
    return {
      json: { runs },
      text: runs.length === 0 ? 'No runs. Train first.' : formatTable(['run', 'id', 'model', 'target', 'state', ...shownMetrics, 'leak'], runs.map((run) => [String(run.number), run.id.slice(0, 16), run.model, run.target, run.state, ...metricCells(run), run.usesLeak ? 'leak' : ''])),
    };
  },
};

export const compareCommand: Command = {
  name: 'compare',
  usage: 'compare RUN RUN...',
  options: {},
  async run(context) {
    if (context.arguments.length < 2) throw usageError('Name two to ten runs to compare.');
    const connection = await context.connect();
    const runs = await Promise.all(context.arguments.map((reference) => findRun(connection, reference)));
    const comparison = await connection.client.call('tracking.compare', { runIds: runs.map(({ id }) => id) });
    const details = await Promise.all(runs.map(({ id }) => connection.client.call('tracking.run', { runId: id })));
    const baselines = details.map(({ baseline }) => baseline);
    const differences = comparison.settings.filter(({ differs }) => differs).map(({ name, values }) => ({ name, values }));
    const heading = comparison.runs.map((run) => `run ${run.number} ${run.model}${run.usesLeak ? ' (leak)' : ''}`);
    return {
      json: {
        runs: comparison.runs,
        differences,
        metrics: comparison.metrics,
        pairs: comparison.pairs,
        baselines: baselines.map((baseline) => (baseline ? { id: baseline.id, model: baseline.model, metrics: baseline.metrics } : null)),
      },
      text: [
        formatTable(['score (best baseline)', ...heading], comparison.metrics.map(({ name, values }) => [name, ...values.map((value, i) => `${formatNumber(value.mean)} (${formatNumber(baselines[i]?.metrics[name]?.mean)})`)])),
        '',
        formatTable(['setting that differs', ...heading], differences.map(({ name, values }) => [name, ...values.map((value) => String(value ?? '–').slice(0, 40))])),
        ...comparison.pairs.map((pair) => `  ${pair.verdict}: ${pair.reason}`),
      ].join('\n'),
    };
  },
};
