/** sync: exchange changes with others through a plain folder. */
import type { SyncResult } from '@shared/areas/sync';
import { argument, resolvePath, type Command } from './command';
import { formatTable } from './table';

export const syncCommand: Command = {
  name: 'sync',
  usage: 'sync DIR',
  options: {},
  async run(context) {
    const path = resolvePath(argument(context, 0, 'the shared folder'));
    const connection = await context.connect();
    const { ticket } = await connection.client.call('files.grantFolder', { path });
    const { joined } = await connection.client.call('sync.choose', { ticket });
    const result = await connection.runJob('sync.now', {});
    return { json: { joined, ...result }, text: tell(result, joined) };
  },
};

function tell({ project, sent, received, waiting, conflicts, warnings }: SyncResult, joined: boolean): string {
  return [
    ...(joined ? [`Joined the project ${project.name}.`] : []),
    formatTable(
      ['', 'change lists', 'stored files', 'bytes', ''],
      [
        ['sent', String(sent.batches), String(sent.objects), String(sent.bytes), sent.items.slice(0, 5).join('; ')],
        ['received', String(received.batches), String(received.objects), String(received.bytes), received.items.slice(0, 5).join('; ')],
      ],
    ),
    ...waiting.map(({ file, reason }) => `  waiting: ${file} ${reason}`),
    ...conflicts.map(({ title, holds, values }) => `  conflict: ${title}. ${values.map(({ deviceName, text }) => `${deviceName}: ${text}`).join(' | ')}. Until somebody chooses: ${holds}`),
    ...warnings.map((warning) => `  warning: ${warning}`),
  ].join('\n');
}
