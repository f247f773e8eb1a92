/** The trash and what nothing refers to, by name: taken back one by one, or cleared for good. */
import { Button } from '@mantine/core';
import type { Freeable } from '@shared/areas/upkeep';
import { upkeepMessages } from '@shared/messages/upkeep';
import { notify, reportError } from '@renderer/app/notices';
import { useCommand, useEngine, useQuery } from '@renderer/engine';
import { Card, DataTable, ErrorPanel, formatBytes, formatCount, type DataColumn } from '@renderer/ui';
import { settingsMessages } from './messages';

const words = settingsMessages.storage;

function TakeBack({ item: { snapshotId, name, number } }: { readonly item: Freeable }) {
  const client = useEngine();
  if (snapshotId === null) return null;
  async function takeBack(id: string): Promise<void> {
    await client.call('datasets.takeFromTrash', { snapshotIds: [id] });
    notify(words.takenBack(name, number ?? 0), 'good');
  }
  return <Button size="compact-xs" variant="default" aria-label={`${words.takeBack} ${name} v${number ?? ''}`} onClick={() => { takeBack(snapshotId).catch(reportError); }}>{words.takeBack}</Button>;
}

const columns: readonly DataColumn<Freeable>[] = [
  { key: 'what', header: words.part, cell: (item) => (item.kind === 'version' ? upkeepMessages.free.version(item, Date.now()) : upkeepMessages.free.results(item)), wrap: true },
  { key: 'back', header: words.takeBack, width: 110, cell: (item) => <TakeBack item={item} /> },
];

export function TrashCard() {
  const { data, error, reload } = useQuery('upkeep.freeable', {});
  const free = useCommand('upkeep.free');
  async function clear(): Promise<void> {
    const freed = await free.run({});
    if (freed) notify(words.freed(formatBytes(freed.bytes), formatCount(freed.files, 'file')), 'good');
  }
  if (error !== null) return <ErrorPanel error={error} onRetry={reload} />;
  if (!data || data.items.length === 0) return <Card title={words.nothingToFree} note={words.nothingToFreeNote} />;
  const size = formatBytes(data.items.reduce((sum, { bytes }) => sum + bytes, 0));
  return (
    <Card title={words.freeTitle(size)} note={words.freeNote} actions={<Button size="xs" loading={free.running} onClick={() => void clear().catch(reportError)}>{words.free(size)}</Button>}>
      <DataTable label={words.freeable} columns={columns} rows={data.items} rowKey={({ snapshotId }) => snapshotId ?? 'results'} />
      {free.error !== null && <ErrorPanel error={free.error} />}
    </Card>
  );
}
