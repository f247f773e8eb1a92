/** The ledger as a timeline in sentences: what was decided, why, and by whom. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Decision } from '@shared/areas/registry';
import { tellCause, tellDecision } from '@shared/messages/ledger';
import { useQuery } from '@renderer/engine';
import { Card, Dialog, Dot, ErrorPanel, formatDateTime, formatWhen, Link, SkeletonLines, type Tone } from '@renderer/ui';
import { runsAddress } from './addresses';
import { GateVerdict } from './GateVerdict';
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
  const [gateId, setGateId] = useState<string | null>(null);
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
                <p className={styles.cause}>{tellCause(entry)} · <Link to={runsAddress({ run: entry.runId })}>run {entry.runNumber}</Link>{entry.gateId !== null && <> · <button type="button" onClick={() => setGateId(entry.gateId)}>{words.ledger.evidence}</button></>}</p>
              </div>
            </li>
          ))}
        </ol>
      )}
      {!all && entries.length > shownAtFirst && <Button size="xs" mt={12} onClick={() => setAll(true)}>{words.ledger.more} {entries.length}</Button>}
      {gateId !== null && <Evidence gateId={gateId} onClose={() => setGateId(null)} />}
    </Card>
  );
}

function Evidence({ gateId, onClose }: { readonly gateId: string; readonly onClose: () => void }) {
  const evaluation = useQuery('registry.gateEvaluation', { gateId });
  return (
    <Dialog label={words.ledger.evidence} onClose={onClose} width={480}>
      <div className={styles.dialog}>
        {evaluation.data ? <><h2>{words.ledger.evidenceOf(evaluation.data.runNumber, formatDateTime(evaluation.data.evaluatedAt))}</h2><GateVerdict evaluation={evaluation.data} /></> : evaluation.error !== null ? <ErrorPanel error={evaluation.error} /> : <SkeletonLines lines={8} />}
        <div className={styles.dialogActions}><Button onClick={onClose}>{words.ledger.close}</Button></div>
      </div>
    </Dialog>
  );
}
