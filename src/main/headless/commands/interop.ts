/** export, import-runs, import-data: what the project holds, in the forms of other tools, and back. */
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dataSources, exportFormats, runSources, type DataObjects, type ExportFormat, type ExportResult, type ExportSubject } from '@shared/areas/interop';
import { EngineError } from '@shared/contract/errors';
import { argument, resolvePath, usageError, type Command, type CommandResult, type Connection } from './command';
import { findRun, findSnapshot } from './references';
import { exportWhatIfPage } from './whatIf';

export const exportCommand: Command = {
  name: 'export',
  usage: 'export RUN|race:NUMBER|project|SNAPSHOT --to mlflow|almanac|onnx|xgboost|lightgbm|dvc -o DIR (dvc: [--all-versions] [--remote SHARED_DIR]), or RUN --to what-if -o FILE.html',
  options: { to: { type: 'string' }, output: { type: 'string', short: 'o' }, remote: { type: 'string' }, 'all-versions': { type: 'boolean' } },
  async run(context) {
    if (context.options.text('to') === 'what-if') return exportWhatIfPage(context);
    const format = context.options.choice('to', exportFormats);
    if (format === undefined) throw usageError(`--to is needed: ${exportFormats.join(', ')}, what-if.`);
    const folder = context.options.path('output');
    if (folder === undefined) throw usageError('-o DIR is needed.');
    const reference = argument(context, 0, 'a run, or a snapshot');
    const remote = context.options.path('remote');
    const allVersions = context.options.flag('all-versions');
    if (format !== 'dvc' && (remote !== undefined || allVersions)) throw usageError('--remote and --all-versions go with --to dvc.');
    const connection = await context.connect();
    const subject = await findExportSubject(connection, reference, format, allVersions);
    const grant = async (path: string): Promise<string> => (await connection.client.call('files.grantFolder', { path })).ticket;
    const write = (): Promise<ExportResult> => inFolder(folder, async () => connection.runJob('interop.export', { subject, format, folder: await grant(folder), ...(remote === undefined ? {} : { remote: await grant(remote) }) }));
    const result = await (remote === undefined ? write() : inFolder(remote, write));
    const written = result.files.map((file) => join(folder, file));
    return {
      json: { format, folder, ...(remote === undefined ? {} : { remote }), written, notExpressible: result.notExpressible },
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
async function findExportSubject(connection: Connection, reference: string, format: ExportFormat, allVersions: boolean): Promise<ExportSubject> {
  if (format === 'dvc') {
    const { id, datasetId } = await findSnapshot(connection, reference);
    return allVersions ? { datasetId } : { snapshotId: id };
  }
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
  usage: 'import-data --from dvc DIR|FILE.dvc [--earlier] [--list | --object MD5...]: a repository or one of its .dvc files, with the versions that git remembers, or a cache or remote by itself',
  options: { from: { type: 'string' }, earlier: { type: 'boolean' }, list: { type: 'boolean' }, object: { type: 'string', multiple: true } },
  async run(context) {
    const from = context.options.choice('from', dataSources);
    if (from === undefined) throw usageError(`--from is needed: ${dataSources.join(', ')}.`);
    const path = resolvePath(argument(context, 0, 'a folder, or a .dvc file'));
    const connection = await context.connect();
    const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
    const { ticket } = await connection.client.call(isFile ? 'files.grant' : 'files.grantFolder', { path });
    if (context.options.flag('list')) return tellObjects(await connection.client.call('interop.dataObjects', { from, folder: ticket }));
    const objects = context.options.list('object');
    const result = await connection.runJob('interop.importData', { from, folder: ticket, ...(objects.length > 0 && { objects }), earlier: context.options.flag('earlier') });
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

/** What --object can name. */
function tellObjects(found: DataObjects | null): CommandResult {
  if (!found) return { json: { objects: null, notListed: 0 }, text: 'This is a repository: its .dvc files say what is what. Import it without --list.' };
  return {
    json: { objects: found.tables, notListed: found.notListed },
    text: [
      ...found.tables.map(({ md5, path, sizeBytes, cells }) => `${md5}  ${sizeBytes} bytes  ${path}  ${(cells[0] ?? []).join(', ')}`),
      ...(found.tables.length === 0 ? ['Nothing here reads as a table.'] : []),
      ...(found.notListed > 0 ? [`${found.notListed} more were not looked at.`] : []),
    ].join('\n'),
  };
}
