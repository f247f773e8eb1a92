/** All files that wait for their import, the current one marked; each can be done first, or all be read as one table. */
import { Button } from '@mantine/core';
import { beginImport, importAddress, useWaitingFiles } from '../../app/waitingFiles';
import { useCommand } from '../../engine';
import { Card, ErrorPanel, formatBytes, Link, Tag } from '../../ui';
import styles from './Import.module.css';
import { wizardMessages } from './importMessages';

const words = wizardMessages.waiting;

export function WaitingFiles({ ticket }: { readonly ticket: string }) {
  const { files, remove } = useWaitingFiles();
  const combine = useCommand('datasets.combine');
  if (files.length < 2) return null;

  async function readAsOne(): Promise<void> {
    const tickets = files.map((file) => file.ticket);
    const combined = await combine.run({ tickets });
    if (!combined) return;
    for (const each of tickets) remove(each);
    beginImport([combined]);
  }

  return (
    <Card title={words.title}>
      <ol className={styles.waiting} aria-label={words.label}>
        {files.map((file) => (
          <li key={file.ticket} aria-current={file.ticket === ticket || undefined}>
            {file.ticket === ticket ? <b title={file.name}>{file.name}</b> : <Link to={importAddress(file.ticket)} title={file.name}>{file.name}</Link>}
            <span>{file.ticket === ticket ? <Tag tone="accent">{words.now}</Tag> : formatBytes(file.sizeBytes)}</span>
          </li>
        ))}
      </ol>
      <div className={styles.storedActions}><Button size="xs" loading={combine.running} title={words.asOneNote} onClick={() => void readAsOne()}>{words.asOne(files.length)}</Button></div>
      {combine.error !== null && <ErrorPanel error={combine.error} />}
    </Card>
  );
}
