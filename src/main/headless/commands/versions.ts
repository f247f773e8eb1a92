/** snapshots, restore, note, trash: versions of the data after they are stored. */
import type { Snapshot } from '@shared/areas/datasets';
import { upkeepMessages } from '@shared/messages/upkeep';
import { argument, usageError, type Command, type Connection } from './command';
import { formatTable } from './table';
import { describeUses, listTrash } from './upkeep';

export const snapshotsCommand: Command = {
  name: 'snapshots',
  usage: 'snapshots',
  options: {},
  async run(context) {
    const { client } = await context.connect();
    const datasets = await client.call('datasets.list', {});
    const { versions: sizes } = await client.call('upkeep.versionSizes', {});
    const sizeOf = new Map(sizes.map(({ snapshotId, ...size }) => [snapshotId, size]));
    const snapshots = datasets.flatMap((dataset) =>
      dataset.versions.map((version, place) => ({ id: version.snapshotId, dataset: dataset.name, number: version.number, current: place === 0, rows: version.rows, columns: version.columns, source: version.sourceName, note: version.note ?? '', createdAt: version.createdAt, ...(sizeOf.get(version.snapshotId) ?? { ownBytes: 0, sharedBytes: 0 }) })),
    );
    const trash = await listTrash(client);
    const inTrash = trash.length === 0 ? [] : ['In the trash (restore NAME@NUMBER takes one back, gc clears them for good):', ...trash.map(({ text }) => `  ${text}`)];
    return {
      json: { snapshots, trash: trash.map(({ item }) => ({ id: item.snapshotId, dataset: item.name, number: item.number, trashedAt: item.trashedAt, bytes: item.bytes })) },
      text: [
        snapshots.length === 0
          ? 'No data yet. Import a file first.'
          : formatTable(['snapshot', 'name', 'in use', 'rows', 'columns', 'in store', 'file', 'note'], snapshots.map((snapshot) => [snapshot.id.slice(0, 12), `${snapshot.dataset}@${snapshot.number}`, snapshot.current ? 'yes' : '', String(snapshot.rows), String(snapshot.columns), upkeepMessages.versionSize(snapshot.ownBytes, snapshot.sharedBytes), snapshot.source, snapshot.note.replaceAll('\n', '; ')])),
        ...inTrash,
      ].join('\n'),
    };
  },
};

export const restoreCommand: Command = {
  name: 'restore',
  usage: 'restore SNAPSHOT',
  options: {},
  async run(context) {
    const connection = await context.connect();
    const { client } = connection;
    const snapshot = await findStored(connection, argument(context, 0, 'a snapshot'));
    const name = `${snapshot.datasetName}@${snapshot.number}`;
    const fromTrash = snapshot.trashedAt !== undefined;
    if (fromTrash) await client.call('datasets.takeFromTrash', { snapshotIds: [snapshot.id] });
    else await client.call('datasets.restore', { snapshotId: snapshot.id });
    return {
      json: { snapshot: snapshot.id, dataset: name, fromTrash },
      text: fromTrash ? `${name} is back from the trash.` : `${name} is in use: "${snapshot.datasetName}" now means it, until a new version is imported.`,
    };
  },
};

export const noteCommand: Command = {
  name: 'note',
  usage: 'note SNAPSHOT TEXT',
  options: {},
  async run(context) {
    const connection = await context.connect();
    const snapshot = await findStored(connection, argument(context, 0, 'a snapshot'));
    const note = argument(context, 1, 'the note ("" takes it away)');
    await connection.client.call('datasets.setNote', { snapshotId: snapshot.id, note });
    return { json: { snapshot: snapshot.id, note }, text: `${snapshot.datasetName}@${snapshot.number}: ${note === '' ? 'no note' : note}` };
  },
};

export const trashCommand: Command = {
  name: 'trash',
  usage: 'trash SNAPSHOT | trash DATASET --all',
  options: { all: { type: 'boolean' } },
  async run(context) {
    const connection = await context.connect();
    const { client } = connection;
    const reference = argument(context, 0, 'a snapshot');
    const all = context.options.flag('all');
    const dataset = all ? (await client.call('datasets.list', {})).find(({ name }) => name === reference) : undefined;
    if (all && !dataset) throw usageError(`There is no dataset called "${reference}". List them with "snapshots".`);
    const versions = dataset ? dataset.versions.map(({ snapshotId, number }) => ({ id: snapshotId, name: `${dataset.name}@${number}` })) : [await findStored(connection, reference)].map(({ id, datasetName, number }) => ({ id, name: `${datasetName}@${number}` }));
    const uses = (await Promise.all(versions.map(({ id }) => client.call('upkeep.uses', { snapshotId: id })))).flatMap((each) => each.uses);
    await client.call('datasets.moveToTrash', { snapshotIds: versions.map(({ id }) => id) });
    const names = versions.map(({ name }) => name);
    return { json: { trashed: versions.map(({ id }) => id), names, uses }, text: `In the trash: ${names.join(', ')}. Nothing was removed; "restore" takes it back.${describeUses(uses)}` };
  },
};

/** A version that is stored: a file on the drive is not imported for this. */
function findStored({ client }: Connection, ref: string): Promise<Snapshot> {
  return client.call('datasets.snapshot', { ref });
}
