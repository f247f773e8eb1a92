/** Makes a run the champion, with a reason that stays in the ledger. */
import { Button, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Run } from '@shared/areas/tracking';
import { notify } from '@renderer/app/notices';
import { useCommand } from '@renderer/engine';
import { ErrorPanel } from '@renderer/ui';
import { Dialog } from '@renderer/ui/Dialog';
import { runName } from './findings';
import { modelsMessages as words } from './messages';
import styles from './PromoteDialog.module.css';

interface PromoteDialogProps {
  readonly run: Run;
  /** A reason to begin with, from the evidence on screen. */
  readonly proposedReason: string;
  readonly onClose: () => void;
}

export function PromoteDialog({ run, proposedReason, onClose }: PromoteDialogProps) {
  const promote = useCommand('registry.promote');
  const [reason, setReason] = useState(proposedReason);
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if ((await promote.run({ runId: run.id, alias: 'champion', reason: reason.trim() })) === undefined) return;
    notify(`${runName(run)} ${words.promote.done}`, 'good');
    onClose();
  }
  return (
    <Dialog label={words.promote.title} onClose={onClose} width={460}>
      <form className={styles.body} onSubmit={(event) => void save(event)}>
        <h2 className={styles.title}>Keep run {run.number} as champion</h2>
        <p className={styles.why}>{words.promote.why}</p>
        {run.usesLeak && <p className={styles.warning}>{words.promote.leakWarning}</p>}
        <Textarea label={words.promote.reason} value={reason} onChange={(event) => setReason(event.currentTarget.value)} rows={3} maxLength={2000} autoFocus />
        {promote.error !== null && <ErrorPanel error={promote.error} />}
        <div className={styles.actions}>
          <Button onClick={onClose}>{words.promote.cancel}</Button>
          <Button variant="filled" type="submit" disabled={reason.trim() === ''} loading={promote.running}>{words.promote.confirm}</Button>
        </div>
      </form>
    </Dialog>
  );
}
