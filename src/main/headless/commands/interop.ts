/** export, import-runs, import-data: what the project holds, in the forms of other tools, and back. */
import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataSources, exportFormats, runSources, type ExportFormat, type ExportSubject } from '@shared/areas/interop';
import { EngineError } from '@shared/contract/errors';
import { argument, resolvePath, usageError, type Command, type Connection } from './command';
import { findRun, findSnapshot } from './references';
import { exportWhatIfPage } from './whatIf';

export const exportCommand: Command = {
  name: 'export',
  usage: 'export RUN|race:NUMBER|project|SNAPSHOT --to mlflow|onnx|xgboost|lightgbm|dvc -o DIR, or RUN --to what-if -o FILE.html',
  options: { to: { type: 'string' }, output: { type: 'string', short: 'o' } },
  async run(context) {
    if (context.options.text('to') === 'what-if') return exportWhatIfPage(context);
    const format = context.options.choice('to', exportFormats);
    if (format === undefined) throw usageError(`--to is needed: ${exportFormats.join(', ')}, what-if.`);
    const folder = context.options.path('output');
    if (folder === undefined) throw usageError('-o DIR is needed.');
    const reference = argument(context, 0, 'a run, or a snapshot');
    const connection = await context.connect();
    const subject = await findExportSubject(connection, reference, format);
    const result = await inFolder(folder, async () => {
      const { ticket } = await connection.client.call('files.grantFolder', { path: folder });
      return connection.runJob('interop.export', { subject, format, folder: ticket });
    });
    const written = result.files.map((file) => join(folder, file));
    return {
      json: { format, folder, written, notExpressible: result.notExpressible },
      text: [`Wrote ${written.length} files to ${folder}`, ...result.notExpressible.map((line) => `  not expressible: ${line}`)].join('\n'),
    };
  },
};

/** Makes the folder where it is missing, and leaves none behind where the work fails. */
export async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const made = existsSync(folder) ? null : mkdirSync(folder, { recursive: true });
  try {
    return await work();
  } catch (error) {
    if (made !== null && readdirSync(folder).length === 0) rmdirSync(folder);
    throw error;
  }
}

/** DVC takes data; all other formats take runs. */
async function findExportSubject(connection: Connection, reference: string, format: ExportFormat): Promise<ExportSubject> {
  if (format === 'dvc') return { snapshotId: (await findSnapshot(connection, reference)).id };
  if (reference === 'project') return { project: true };
  const race = /^race:(\d+)$/.exec(reference);
  if (!race) return { runId: (await findRun(connection, reference)).id };
  const experiments = await connection.client.call('tracking.experiments', {});
  const experiment = experiments.find(({ number }) => number === Number(race[1]));
  if (!experiment) throw new EngineError('not-found', `There is no race ${race[1] ?? ''}. List the runs with the command runs.`, { reference });
  return { experimentId: experiment.id };
}

export const importRunsCommand: Command = {
  name: 'import-runs',
  usage: 'import-runs --from mlflow DIR',
  options: { from: { type: 'string' } },
  async run(context) {
    const from = context.options.choice('from', runSources);
    if (from === undefined) throw usageError(`--from is needed: ${runSources.join(', ')}.`);
    const path = resolvePath(argument(context, 0, 'a folder'));
    const connection = await context.connect();
    const { ticket } = await connection.client.call('files.grantFolder', { path });
    const result = await connection.runJob('interop.importRuns', { from, folder: ticket });
    return {
      json: result,
      text: [
        `${result.runs} runs of ${result.experiments} experiments are here now, ${result.alreadyThere} were before. They have no model here and cannot be promoted; runs --from ${from} lists them.`,
        ...result.skipped.map(({ path: skipped, reason }) => `  passed over ${skipped}: ${reason}`),
      ].join('\n'),
    };
  },
};

export const importDataCommand: Command = {
  name: 'import-data',
  usage: 'import-data --from dvc DIR',
  options: { from: { type: 'string' } },
  async run(context) {
    const from = context.options.choice('from', dataSources);
    if (from === undefined) throw usageError(`--from is needed: ${dataSources.join(', ')}.`);
    const path = resolvePath(argument(context, 0, 'a folder'));
    const connection = await context.connect();
    const { ticket } = await connection.client.call('files.grantFolder', { path });
    const result = await connection.runJob('interop.importData', { from, folder: ticket });
    return {
      json: result,
      text: [
        ...result.snapshots.map((snapshot) => `${snapshot.alreadyThere ? 'Already here' : 'Imported'}: ${snapshot.path} as ${snapshot.dataset}@${snapshot.number}`),
        ...(result.snapshots.length === 0 ? ['No table was imported.'] : []),
        ...result.skipped.map(({ path: skipped, reason }) => `  passed over ${skipped}: ${reason}`),
      ].join('\n'),
    };
  },
};
