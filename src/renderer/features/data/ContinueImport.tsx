/** On the data page: an import that was begun and left goes on where it was, or is given up. */
import { Button } from '@mantine/core';
import { navigate } from '../../app/router';
import { importAddress, useWaitingFiles } from '../../app/waitingFiles';
import { Card } from '../../ui';
import styles from './Import.module.css';
import { useImportDrafts } from './importDrafts';
import { importMessages } from './messages';

const words = importMessages.waiting;

export function ContinueImport() {
  const { files, remove } = useWaitingFiles();
  const { byTicket, drop } = useImportDrafts();
  const [first] = files;
  if (!first) return null;
  function giveUp(): void {
    for (const { ticket } of files) {
      drop(ticket);
      remove(ticket);
    }
  }
  return (
    <Card tone="accent" label={words.label} className={styles.banner}>
      <p>{(byTicket.get(first.ticket)?.jobId ?? null) === null ? words.begun(first.name, files.length - 1) : words.started(first.name)}</p>
      <span className={styles.bannerActions}>
        <Button size="xs" variant="subtle" color="gray" onClick={giveUp}>{words.giveUp}</Button>
        <Button size="xs" onClick={() => navigate(importAddress(first.ticket))}>{words.continue}</Button>
      </span>
    </Card>
  );
}
