/** Whether the version may be used: what blocks it, and the way to use it all the same. */
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { VersionStanding } from '@shared/areas/checkpoints';
import { useCommand } from '../../../engine';
import { Card, Dot, ErrorPanel } from '../../../ui';
import styles from './Checkpoints.module.css';
import { checkpointWords } from './messages';

const words = checkpointWords.standing;

export function StandingCard({ snapshotId, standing }: { readonly snapshotId: string; readonly standing: VersionStanding }) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const override = useCommand('checkpoints.override');
  async function use(): Promise<void> {
    if ((await override.run({ snapshotId, reason })) !== undefined) setAsking(false);
  }
  return (
    <Card title={words.title}>
      <p className={styles.sentence} role="status">{standing.blocked ? words.blocked : words.free}</p>
      <ul className={styles.findings}>
        {standing.blocking.map(({ key, checkpoint, message }) => <li key={`${checkpoint} ${key}`} className={styles.finding}><Dot tone="failure" /><span>{message}</span></li>)}
        {standing.overrides.map(({ reason: given, at }) => <li key={at} className={styles.finding}><Dot tone="neutral" /><span>{words.overridden(given)}</span></li>)}
      </ul>
      {override.error !== null && <ErrorPanel error={override.error} />}
      {standing.blocked && !asking && <Button onClick={() => setAsking(true)}>{words.use}</Button>}
      {standing.blocked && asking && (
        <form onSubmit={(event) => { event.preventDefault(); void use(); }}>
          <Textarea label={words.reason} description={words.reasonHelp} value={reason} autosize minRows={2} onChange={(event) => setReason(event.currentTarget.value)} />
          <div className={styles.actions}>
            <Button type="submit" variant="filled" loading={override.running} disabled={reason.trim() === ''}>{words.use}</Button>
            <Button onClick={() => setAsking(false)}>{words.cancel}</Button>
          </div>
        </form>
      )}
    </Card>
  );
}
