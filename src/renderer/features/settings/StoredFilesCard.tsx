/** Reads every stored file again and compares it with its hash. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ResultOf } from '@shared/contract/endpoint';
import type { AlmanacContract } from '@shared/contract/contract';
import { useEngine } from '@renderer/engine';
import { Card, DataTable, ErrorPanel, formatBytes, formatCount, type DataColumn } from '@renderer/ui';
import { settingsMessages } from './messages';
import styles from './Settings.module.css';

const words = settingsMessages.storage;
type Verified = ResultOf<AlmanacContract['datasets.verify']>;

const columns: readonly DataColumn<Verified['problems'][number]>[] = [
  { key: 'problem', header: words.problem, cell: ({ problem }) => problem, wrap: true },
  { key: 'object', header: words.file, width: 150, cell: ({ object }) => <code title={object}>{object.slice(0, 12)}</code> },
];

export function StoredFilesCard() {
  const client = useEngine();
  const [outcome, setOutcome] = useState<Verified | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [running, setRunning] = useState(false);
  async function verify(): Promise<void> {
    setRunning(true);
    setError(null);
    try {
      setOutcome(await client.call('datasets.verify', { deep: true }));
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(false);
    }
  }
  return (
    <Card title={words.verify} note={words.verifyNote} tone={outcome && !outcome.ok ? 'failure' : 'plain'} actions={<Button size="xs" onClick={() => void verify()} loading={running}>{words.verify}</Button>}>
      {outcome && <p className={styles.said} role="status">{outcome.ok ? words.verified(formatCount(outcome.objects, 'file'), formatBytes(outcome.bytes)) : words.damaged(formatCount(outcome.problems.length, 'problem'))}</p>}
      {outcome && !outcome.ok && <DataTable label={words.problem} columns={columns} rows={outcome.problems} rowKey={({ object, problem }) => `${object} ${problem}`} />}
      {error !== null && <ErrorPanel error={error} />}
    </Card>
  );
}
