/** What came of an import that added a version: what changed against the one before, and where to go from here. */
import { Button } from '@mantine/core';
import type { Snapshot } from '@shared/areas/datasets';
import { navigate } from '../../app/router';
import { importAddress } from '../../app/waitingFiles';
import { Card, Dot } from '../../ui';
import { CheckpointVerdicts } from './CheckpointVerdicts';
import { compareAddress } from './compare/compareAddress';
import { dataAddress } from './dataAddress';
import styles from './Import.module.css';
import { wizardMessages } from './importMessages';

const words = wizardMessages.stored;

interface StoredOutcomeProps {
  readonly stored: Snapshot;
  readonly before: Snapshot;
  readonly next: { readonly ticket: string; readonly name: string } | undefined;
  readonly onLeave: () => void;
}

export function StoredOutcome({ stored, before, next, onLeave }: StoredOutcomeProps) {
  const goTo = (address: string): void => {
    onLeave();
    navigate(address);
  };
  return (
    <Card tone="accent" title={words.title(stored.datasetName, stored.number)}>
      <div role="status">
      <ul className={styles.sentences}>
        {changesOf(stored, before).map((sentence) => <li key={sentence}><Dot tone="neutral" /><span>{sentence}</span></li>)}
      </ul>
      <CheckpointVerdicts snapshotId={stored.id} />
      </div>
      <div className={styles.storedActions}>
        <Button variant={next ? 'default' : 'filled'} onClick={() => goTo(dataAddress(stored.id))}>{words.show}</Button>
        {next && <Button variant="filled" onClick={() => goTo(importAddress(next.ticket))}>{words.next(next.name)}</Button>}
        <Button variant="subtle" onClick={() => goTo(compareAddress({ before: before.id, after: stored.id }))}>{words.compare(before.number)}</Button>
      </div>
    </Card>
  );
}

/** In sentences: rows, and columns by their names. */
export function changesOf(stored: Snapshot, before: Snapshot): string[] {
  const types = new Map(before.columns.map(({ name, type }) => [name, type]));
  const names = new Set(stored.columns.map(({ name }) => name));
  const added = stored.columns.filter(({ name }) => !types.has(name)).map(({ name }) => name);
  const retyped = stored.columns.filter(({ name, type }) => types.has(name) && types.get(name) !== type).map(({ name }) => name);
  const removed = before.columns.filter(({ name }) => !names.has(name)).map(({ name }) => name);
  return [
    words.rows(stored.rows, before.rows),
    ...(added.length > 0 ? [words.added(added)] : []),
    ...(removed.length > 0 ? [words.removed(removed)] : []),
    ...(retyped.length > 0 ? [words.retyped(retyped)] : []),
    ...(added.length + removed.length + retyped.length === 0 ? [words.sameColumns] : []),
  ];
}
