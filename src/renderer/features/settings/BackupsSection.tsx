/** Back-ups: make one, take the project back to one, and undo that. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Backup } from '@shared/areas/upkeep';
import { notify, reportError } from '@renderer/app/notices';
import { useCommand, useHost, useQuery } from '@renderer/engine';
import { Card, DataTable, EmptyState, ErrorPanel, formatBytes, formatDateTime, formatWhen, Skeleton, type DataColumn } from '@renderer/ui';
import { settingsMessages } from './messages';
import styles from './Settings.module.css';

const words = settingsMessages.backups;

export function BackupsSection() {
  const host = useHost();
  const { data, error, reload } = useQuery('upkeep.backups', {});
  const make = useCommand('upkeep.backUp');
  const remove = useCommand('upkeep.deleteBackup');
  const [restoring, setRestoring] = useState(false);

  async function backUp(): Promise<void> {
    const backup = await make.run({});
    if (backup) notify(words.made(formatBytes(backup.sizeBytes)), 'good');
  }
  function restore(name: string): void {
    setRestoring(true);
    // The page is loaded anew when it is done.
    host.restoreBackup?.(name).catch(reportError).finally(() => setRestoring(false));
  }
  async function drop(name: string): Promise<void> {
    if (await remove.run({ name })) notify(words.removed);
  }

  if (error !== null) return <ErrorPanel error={error} onRetry={reload} />;
  if (!data) return <Skeleton height={300} />;
  const columns: readonly DataColumn<Backup>[] = [
    { key: 'when', header: words.when, value: ({ madeAt }) => madeAt, cell: ({ madeAt }) => <span title={formatDateTime(madeAt)}>{formatWhen(madeAt)}</span>, width: 130 },
    { key: 'why', header: words.why, value: ({ reason }) => reason, cell: ({ reason }) => words.reasons[reason] },
    { key: 'size', header: words.size, numeric: true, width: 100, value: ({ sizeBytes }) => sizeBytes, cell: ({ sizeBytes }) => formatBytes(sizeBytes) },
    {
      key: 'do',
      header: <span className="visually-hidden">{words.restore}</span>,
      width: 190,
      cell: ({ name, madeAt }) => (
        <span className={styles.actions}>
          <Button size="xs" disabled={!host.restoreBackup || restoring} aria-label={`${words.restore}, ${formatDateTime(madeAt)}`} onClick={() => restore(name)}>{words.restore}</Button>
          <Button size="xs" variant="subtle" disabled={restoring} aria-label={`${words.remove}, ${formatDateTime(madeAt)}`} onClick={() => void drop(name)}>{words.remove}</Button>
        </span>
      ),
    },
  ];
  const makeButton = <Button variant="filled" loading={make.running} onClick={() => void backUp()}>{words.make}</Button>;
  const undo = data.restored?.undo;
  return (
    <>
      {data.restored && undo !== undefined && (
        <Card tone="accent" title={words.restored(formatDateTime(data.restored.from.madeAt))} note={words.restoredNote} actions={<Button size="xs" disabled={!host.restoreBackup || restoring} onClick={() => restore(undo)}>{words.undo}</Button>} />
      )}
      <Card title={words.title} note={host.restoreBackup ? words.note : `${words.note} ${words.restore}: ${settingsMessages.desktopOnly}`} actions={data.backups.length > 0 ? makeButton : undefined}>
        {restoring && <p role="status" className={styles.said}>{words.restoring}</p>}
        {data.backups.length > 0 ? <DataTable label={words.title} columns={columns} rows={data.backups} rowKey={({ name }) => name} initialSort={{ key: 'when', descending: true }} /> : <EmptyState picture="table" sentence={words.none} action={makeButton} />}
      </Card>
      {make.error !== null && <ErrorPanel error={make.error} />}
      {remove.error !== null && <ErrorPanel error={remove.error} />}
    </>
  );
}
