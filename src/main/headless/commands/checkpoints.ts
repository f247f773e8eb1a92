/** checkpoint save, list, run, history, override, remove: rules that stand at the door. */
import { checkpointActions, occasions, type CheckpointRun, type StoredCheckpoint } from '@shared/areas/checkpoints';
import { anomalyMethods } from '@shared/areas/qualityHistory';
import { storedSchemaSchema } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';
import { argument, usageError, type Command, type CommandOptions, type Connection } from './command';
import { readJsonDocument } from './documents';
import { findSnapshot } from './references';
import { formatTable } from './table';

export const checkpointSaveCommand: Command = {
  name: 'checkpoint save',
  usage: `checkpoint save NAME --dataset SNAPSHOT [--schema FILE] [--schema-version N] [--at ${occasions.join(',')}] [--cron FIELDS [--time-zone ZONE]] [--critical|--warning|--info ${checkpointActions.join(',')}|none] [--anomalies ${anomalyMethods.join('|')}|none]`,
  options: { dataset: { type: 'string' }, schema: { type: 'string' }, 'schema-version': { type: 'string' }, at: { type: 'string' }, cron: { type: 'string' }, 'time-zone': { type: 'string' }, critical: { type: 'string' }, warning: { type: 'string' }, info: { type: 'string' }, anomalies: { type: 'string' } },
  async run(context) {
    const { options } = context;
    const name = argument(context, 0, 'a name for the checkpoint');
    const cron = options.text('cron');
    const when = readList(options, 'at', occasions) ?? (cron === undefined ? undefined : ['schedule' as const]);
    const actions = { critical: readList(options, 'critical', checkpointActions), warning: readList(options, 'warning', checkpointActions), info: readList(options, 'info', checkpointActions) };
    const method = options.choice('anomalies', [...anomalyMethods, 'none'] as const);
    const schema = options.path('schema');
    const connection = await context.connect();
    const { datasetId } = await findSnapshot(connection, options.required('dataset'));
    if (schema !== undefined) await connection.client.call('quality.saveSchema', { datasetId, schema: readJsonDocument(schema, 'schema', storedSchemaSchema) });
    const known = (await connection.client.call('checkpoints.list', {})).find((checkpoint) => checkpoint.name === name);
    const { id } = await connection.client.call('checkpoints.save', {
      id: known?.id,
      checkpoint: {
        name,
        datasetId,
        schemaVersion: options.number('schema-version') ?? 'newest',
        when,
        schedule: cron === undefined ? null : { cron, timeZone: options.text('time-zone') },
        actions,
        anomalies: method === undefined ? undefined : method === 'none' ? null : { method },
      },
    });
    return { json: { id, name, replaced: known !== undefined }, text: `${known ? 'Replaced' : 'Saved'} the checkpoint ${name}.` };
  },
};

export const checkpointListCommand: Command = {
  name: 'checkpoint list',
  usage: 'checkpoint list',
  options: {},
  async run(context) {
    const { client } = await context.connect();
    const checkpoints = await client.call('checkpoints.list', {});
    return {
      json: { checkpoints },
      text: checkpoints.length === 0 ? 'No checkpoints yet.' : formatTable(['name', 'dataset', 'rules', 'when', 'last run'], checkpoints.map(({ name, datasetName, schemaVersion, when, lastRun }) => [name, datasetName, String(schemaVersion), when.join(', ') || 'by hand', lastRun ? `${lastRun.verdict}, v${lastRun.number}` : '–'])),
    };
  },
};

export const checkpointRunCommand: Command = {
  name: 'checkpoint run',
  usage: 'checkpoint run NAME [SNAPSHOT]',
  options: {},
  async run(context) {
    const connection = await context.connect();
    const { id } = await findCheckpoint(connection, argument(context, 0, 'the name of a checkpoint'));
    const [, version] = context.arguments;
    const run = await connection.runJob('checkpoints.run', { id, snapshotId: version === undefined ? undefined : (await findSnapshot(connection, version)).id });
    return { json: run, text: tellRun(run), exitCode: run.verdict === 'blocked' ? 1 : 0 };
  },
};

export const checkpointHistoryCommand: Command = {
  name: 'checkpoint history',
  usage: 'checkpoint history [NAME]',
  options: {},
  async run(context) {
    const connection = await context.connect();
    const [name] = context.arguments;
    const runs = await connection.client.call('checkpoints.history', { id: name === undefined ? undefined : (await findCheckpoint(connection, name)).id });
    return {
      json: { runs },
      text: runs.length === 0 ? 'No checkpoint has run yet.' : formatTable(['when', 'checkpoint', 'version', 'at', 'verdict', 'found'], runs.map((run) => [new Date(run.at).toISOString().slice(0, 16).replace('T', ' '), run.checkpoint, `${run.datasetName}@${run.number}`, run.occasion, run.verdict, String(run.found)])),
    };
  },
};

export const checkpointOverrideCommand: Command = {
  name: 'checkpoint override',
  usage: 'checkpoint override SNAPSHOT --reason TEXT',
  options: { reason: { type: 'string' } },
  async run(context) {
    const reason = context.options.required('reason');
    const connection = await context.connect();
    const { id, datasetName, number } = await findSnapshot(connection, argument(context, 0, 'a snapshot'));
    const standing = await connection.client.call('checkpoints.override', { snapshotId: id, reason });
    return { json: standing, text: `${datasetName}@${number} may be used in spite of its checkpoints: ${reason}` };
  },
};

export const checkpointRemoveCommand: Command = {
  name: 'checkpoint remove',
  usage: 'checkpoint remove NAME',
  options: {},
  async run(context) {
    const connection = await context.connect();
    const { id, name } = await findCheckpoint(connection, argument(context, 0, 'the name of a checkpoint'));
    await connection.client.call('checkpoints.remove', { id });
    return { json: { removed: name }, text: `Removed the checkpoint ${name}. Its runs stay.` };
  },
};

function tellRun({ checkpoint, verdict, datasetName, number, findings, found }: CheckpointRun): string {
  return [`The checkpoint ${checkpoint}: ${verdict}, ${datasetName}@${number}.`, ...findings.map(({ severity, message }) => `  ${severity}: ${message}`), ...(found > findings.length ? [`  and ${found - findings.length} more`] : [])].join('\n');
}

async function findCheckpoint({ client }: Connection, name: string): Promise<StoredCheckpoint> {
  const found = (await client.call('checkpoints.list', {})).find((checkpoint) => checkpoint.name === name || checkpoint.id === name);
  if (!found) throw new EngineError('not-found', `There is no checkpoint ${name}. List them with the command checkpoint list.`, { name });
  return found;
}

/** Words of a closed list, with commas; `none` is the empty list, undefined where the option was not given. */
function readList<T extends string>(options: CommandOptions, name: string, allowed: readonly T[]): T[] | undefined {
  const text = options.text(name);
  if (text === undefined) return undefined;
  if (text === 'none') return [];
  return text.split(',').map((word) => {
    const found = allowed.find((item) => item === word.trim());
    if (found === undefined) throw usageError(`--${name} takes ${allowed.join(', ')} or none, not "${word}".`);
    return found;
  });
}
