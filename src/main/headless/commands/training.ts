/** train, runs, compare. */
import { existsSync } from 'node:fs';
import { countFits, higherIsBetter, metricNames, tasks, type MetricName, type Run, type splitKinds } from '@shared/areas/tracking';
import type { AlmanacContract } from '@shared/contract/contract';
import type { InputOf } from '@shared/contract/endpoint';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import { argument, saveOutput, usageError, type Command, type CommandContext, type CommandOptions, type CommandResult, type Connection } from './command';
import { runSources, type ImportedRun } from '@shared/areas/interop';
import { intervalMethods } from '@shared/areas/intervals';
import { intervalLines, readIntervals } from './intervalLines';
import { modelOptions, modelUsage, readModels, readMonotone, readSettings } from './modelOptions';
import { findRun, findSnapshot } from './references';
import { seriesOptions, trainSeries } from './series';
import { formatNumber, formatTable } from './table';
import { readTune, tuningJson, tuningOptions, tuningText, tuningUsage } from './tuning';

const shownMetrics: readonly MetricName[] = ['rmsle', 'r2Log', 'mae', 'wape', 'rmsse', 'bias', 'spearman', 'stepAccuracy', 'withinOneStep', 'coverage'];

function metricCells(run: Run): string[] {
  return shownMetrics.map((name) => formatNumber(run.metrics[name]?.mean));
}

export const trainCommand: Command = {
  name: 'train',
  usage: `train SNAPSHOT --target COL [--models a,b,...] [--folds K --repeats R --group-by COL... --split kfold|group|time --date COL | --fold-file FILE] [--one-row-per COL] [--exclude COL...] [--metric M] [--interval METHOD [--interval-column COL]] ${modelUsage} ${tuningUsage} [--proposed] [--fits DIR [--only-fold K|all-rows]] [--oof OUT.csv] | train SNAPSHOT --task timeseries --target COL --date COL [--group COL...] --horizon N [--models a,b,...] [--metric M] [--oof OUT.csv]`,
  options: {
    ...seriesOptions,
    ...modelOptions,
    ...tuningOptions,
    task: { type: 'string' },
    folds: { type: 'string' },
    repeats: { type: 'string' },
    'group-by': { type: 'string', multiple: true },
    split: { type: 'string' },
    'fold-file': { type: 'string' },
    'one-row-per': { type: 'string' },
    exclude: { type: 'string', multiple: true },
    interval: { type: 'string' },
    'interval-column': { type: 'string' },
    proposed: { type: 'boolean' },
    fits: { type: 'string' },
    'only-fold': { type: 'string' },
  },
  async run(context) {
    const { options } = context;
    if (options.choice('task', tasks) === 'timeseries') {
      const learned = (['set', 'monotone'] as const).find((name) => options.list(name).length > 0);
      if (learned) throw usageError(`--${learned} belongs to --task regression.`);
      if (readTune(options)) throw usageError('--tune and --trials search settings of regression models; they do not belong to --task timeseries.');
      return trainSeries(context);
    }
    const other = (['group', 'horizon'] as const).find((name) => options.text(name) !== undefined || options.list(name).length > 0);
    if (other) throw usageError(`--${other} belongs to --task timeseries.`);
    if (options.text('target') === undefined && !options.flag('proposed')) throw usageError('--target is needed, or --proposed.');
    const connection = await context.connect();
    const snapshot = await findSnapshot(connection, argument(context, 0, 'a snapshot'));
    const foldFile = options.path('fold-file');
    if (foldFile !== undefined && !existsSync(foldFile)) throw new EngineError('not-found', `There is no fold file at ${foldFile}.`, { path: foldFile });
    const setup = await readSetup(options, connection, snapshot.id);
    const groupBy = setup.groupBy;
    const models = readModels(options);
    const fits = options.path('fits');
    const request = {
      snapshotId: snapshot.id,
      ...setup,
      models,
      parameters: readSettings(options, models),
      monotone: readMonotone(options),
      split: readSplit(options, groupBy, foldFile),
      dateColumn: options.text('date'),
      foldFile: foldFile === undefined ? undefined : (await connection.client.call('files.grant', { path: foldFile })).ticket,
      folds: options.number('folds') ?? 5,
      repeats: options.number('repeats') ?? 1,
      metric: options.choice('metric', metricNames),
      seed: context.seed,
      level: context.level,
      tune: readTune(options),
      intervalMethod: options.choice('interval', intervalMethods),
      intervalColumn: options.text('interval-column'),
    };
    const fitsFolder = fits === undefined ? undefined : (await connection.client.call('files.grantFolder', { path: fits })).ticket;
    const part = options.text('only-fold');
    if (part !== undefined) {
      if (fitsFolder === undefined) throw usageError('--only-fold needs --fits DIR, the folder that the fits go to.');
      return fitPart(connection, request, fitsFolder, part);
    }
    const result = await connection.runJob('tracking.train', { ...request, fitsFolder });
    const { experiment, runs } = await connection.client.call('tracking.experiment', { experimentId: result.experimentId });
    const intervals = await readIntervals(connection, runs);
    const oof = options.path('oof');
    if (oof !== undefined) await saveOutput(connection, await connection.client.call('tracking.heldOutPredictions', { experimentId: result.experimentId }), oof);
    const counted = countFits(runs);
    const tuning = result.tuningId === null ? null : await connection.client.call('tracking.tuning', { tuningId: result.tuningId });
    const used = experiment.leakage.filter(({ leak, excluded }) => leak && !excluded);
    return {
      json: {
        experiment: result.experimentId,
        snapshot: snapshot.id,
        rows: experiment.rows,
        excludedColumns: experiment.excludedColumns,
        treatedColumns: experiment.treatedColumns,
        metric: experiment.metric,
        runs: runs.map(({ id, number, model, state, failure, backend, metrics, durationMs, fitsReused }) => ({ id, number, model, state, failure, backend, metrics, durationMs, fitsReused })),
        fits: counted,
        intervals: intervals.map(({ run, interval }) => ({ run: run.id, model: run.model, ...interval })),
        best: result.best,
        baseline: result.baseline,
        leakage: experiment.leakage.filter(({ leak }) => leak),
        honesty: experiment.honesty,
        control: experiment.control,
        splitAdvice: experiment.splitAdvice,
        ...(tuning === null ? {} : { tuning: tuningJson(tuning, (left, right) => (higherIsBetter.has(tuning.metric) ? left > right : left < right)) }),
        ...(oof === undefined ? {} : { oof }),
      },
      text: [
        `Experiment ${experiment.number}: ${setup.target} on ${experiment.rows} rows, ${experiment.usedColumns.length} columns, best by ${experiment.metric}`,
        formatTable(
          ['run', 'model', ...shownMetrics, 'seconds', ''],
          runs.map((run) => [String(run.number), run.model, ...metricCells(run), formatNumber(run.durationMs / 1000), run.id === result.best ? 'best' : run.id === result.baseline ? 'baseline' : '']),
        ),
        ...runs.flatMap(({ number, failure }) => (failure === null ? [] : [`  run ${number}: ${failure}`])),
        ...(tuning === null ? [] : [tuningText(tuning)]),
        ...experiment.treatedColumns.map(({ column, treatment }) => `  ${column}: ${treatment}`),
        ...used.map(({ column, reason }) => `  leak: ${column}: ${reason}`),
        ...[experiment.honesty, experiment.control, experiment.splitAdvice?.invented].flatMap((found) => (found ? [found.sentence] : [])),
        ...(counted.reused === 0 ? [] : [trackingMessages.fitsReused(counted.reused, counted.total)]),
        ...intervalLines(intervals, result.best),
        ...(oof === undefined ? [] : [`Held-out predictions: ${oof}`]),
      ].join('\n'),
    };
  },
};

/** With --proposed, group, repeated rows and columns to leave out are those the set-up page would propose. */
async function readSetup(options: CommandOptions, { client }: Connection, snapshotId: string): Promise<{ target: string; groupBy: string | undefined; keepTogether: string[]; oneRowPer: string | undefined; exclude: string[] }> {
  const asked = options.flag('proposed');
  const given = options.text('target');
  const proposal = asked ? await client.call('tracking.proposeSetup', { snapshotId, target: given }) : null;
  const target = given ?? proposal?.target;
  if (target === undefined || target === null) throw usageError('No column of this version looks like a target. Name it with --target.');
  // Measured here, so that the race can say what a lazy split would have invented.
  if (asked) await client.call('tracking.adviseSplit', { snapshotId, target });
  const [groupBy, ...keepTogether] = options.list('group-by');
  return {
    target,
    groupBy: groupBy ?? proposal?.groupBy ?? undefined,
    keepTogether: groupBy === undefined ? (proposal?.keepTogether ?? []) : keepTogether,
    oneRowPer: options.text('one-row-per') ?? proposal?.oneRowPer ?? undefined,
    exclude: [...new Set([...options.list('exclude'), ...(proposal?.exclude ?? []).map(({ column }) => column)])],
  };
}

async function fitPart(connection: Connection, request: InputOf<AlmanacContract['tracking.train']>, fitsFolder: string, text: string): Promise<CommandResult> {
  const fold = text === 'all-rows' ? text : Number(text);
  if (fold !== 'all-rows' && !(Number.isInteger(fold) && fold > 0)) throw usageError(`--only-fold needs a number from 1, or all-rows, not "${text}".`);
  const part = await connection.runJob('tracking.fitPart', { request, fitsFolder, fold });
  return { json: part, text: formatTable(['model', 'fold', 'seconds', ''], part.fits.map(({ model, fold: at, durationMs, reused }) => [model, String(at), formatNumber(durationMs / 1000), reused ? 'was there' : ''])) };
}

/** --fold-file means file; --group-by without a split means group. */
function readSplit(options: CommandOptions, groupBy: string | undefined, foldFile: string | undefined): (typeof splitKinds)[number] {
  if (foldFile !== undefined) return 'file';
  return options.choice('split', ['kfold', 'group', 'time'] as const) ?? (groupBy === undefined ? 'kfold' : 'group');
}

export const runsCommand: Command = {
  name: 'runs',
  usage: 'runs [--search EXPR] [--sort COL] [--from mlflow]',
  options: { search: { type: 'string' }, sort: { type: 'string' }, descending: { type: 'boolean' }, from: { type: 'string' } },
  async run(context) {
    if (context.options.choice('from', runSources) !== undefined) return listImportedRuns(context);
    const { client } = await context.connect();
    const runs = await client.call('tracking.runs', { search: context.options.text('search'), sort: context.options.text('sort'), descending: context.options.flag('descending') });
    return {
      json: { runs },
      text: runs.length === 0 ? 'No runs. Train first.' : formatTable(['run', 'id', 'model', 'target', 'state', ...shownMetrics, 'leak'], runs.map((run) => [String(run.number), run.id.slice(0, 16), run.model, run.target, run.state, ...metricCells(run), run.usesLeak ? 'leak' : ''])),
    };
  },
};

/** Runs of another tool have no model here: they are listed by themselves, never promoted. */
async function listImportedRuns(context: CommandContext): Promise<CommandResult> {
  const { client } = await context.connect();
  const runs = await client.call('interop.importedRuns', {});
  const lastValues = (run: ImportedRun): string => Object.entries(run.metrics).slice(0, 3).map(([name, { last }]) => `${name} ${formatNumber(last)}`).join(', ');
  return {
    json: { runs },
    text: runs.length === 0 ? 'No runs of MLflow. Read them in with import-runs --from mlflow DIR.' : formatTable(['experiment', 'run', 'state', 'scores'], runs.map((run) => [run.experiment.slice(0, 40), run.name.slice(0, 30), run.deleted ? 'deleted' : run.state, lastValues(run)])),
  };
}

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
