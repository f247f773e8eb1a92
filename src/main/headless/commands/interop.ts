/** export: what the project holds, in the forms of other tools. */
import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { exportFormats, type ExportFormat, type ExportSubject } from '@shared/areas/interop';
import { EngineError } from '@shared/contract/errors';
import { argument, usageError, type Command, type Connection } from './command';
import { findRun, findSnapshot } from './references';

export const exportCommand: Command = {
  name: 'export',
  usage: 'export RUN|race:NUMBER|project|SNAPSHOT --to mlflow|onnx|xgboost|lightgbm|dvc -o DIR',
  options: { to: { type: 'string' }, output: { type: 'string', short: 'o' } },
  async run(context) {
    const format = context.options.choice('to', exportFormats);
    if (format === undefined) throw usageError(`--to is needed: ${exportFormats.join(', ')}.`);
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
async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
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
