/** The ledger as a timeline in sentences: what was decided, why, and by whom. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Decision } from '@shared/areas/registry';
import { tellCause, tellDecision } from '@shared/messages/ledger';
import { Card, Dot, formatDateTime, formatWhen, Link, type Tone } from '@renderer/ui';
import { runsAddress } from './addresses';
import styles from './Registry.module.css';
import { registryWords as words } from './registryMessages';

const tones: Readonly<Record<Decision['kind'], Tone>> = { promoted: 'good', 'rolled-back': 'attention', cleared: 'neutral', refused: 'failure' };
const kindWords: Readonly<Record<Decision['kind'], string>> = { promoted: 'Promotion', 'rolled-back': 'Rollback', cleared: 'Cleared', refused: 'Refusal' };
const shownAtFirst = 12;

interface LedgerTimelineProps {
  /** Newest first. */
  readonly entries: readonly Decision[];
  readonly actions?: React.ReactNode;
}

export function LedgerTimeline({ entries, actions }: LedgerTimelineProps) {
  const [all, setAll] = useState(false);
  const shown = all ? entries : entries.slice(0, shownAtFirst);
  return (
    <Card title={words.ledger.title} note={words.ledger.note} actions={actions}>
      {entries.length === 0 ? <p className={styles.small}>{words.ledger.empty}</p> : (
        <ol className={styles.timeline}>
          {shown.map((entry) => (
            <li key={entry.id} className={styles.entry}>
              <time dateTime={new Date(entry.decidedAt).toISOString()} title={formatDateTime(entry.decidedAt)}>{formatWhen(entry.decidedAt)}</time>
              <span className={styles.mark}><Dot tone={entry.kind === 'promoted' && entry.overridden ? 'attention' : tones[entry.kind]} word={kindWords[entry.kind]} /></span>
              <div>
                <p className={styles.what}>{tellDecision(entry)}</p>
                <p className={styles.reason}>{entry.reason}</p>
                <p className={styles.cause}>{tellCause(entry)} · <Link to={runsAddress({ run: entry.runId })}>run {entry.runNumber}</Link></p>
              </div>
            </li>
          ))}
        </ol>
      )}
      {!all && entries.length > shownAtFirst && <Button size="xs" mt={12} onClick={() => setAll(true)}>{words.ledger.more} {entries.length}</Button>}
    </Card>
  );
}
