/** Makes a run the champion, after the gate was asked, or a challenger; with a reason that stays in the ledger. */
import { Button, Checkbox, Textarea } from '@mantine/core';
import { useEffect, useState, type FormEvent } from 'react';
import type { Alias } from '@shared/areas/registry';
import type { Run } from '@shared/areas/tracking';
import { notify } from '@renderer/app/notices';
import { useCommand } from '@renderer/engine';
import { ErrorPanel, Segmented, SkeletonLines } from '@renderer/ui';
import { Dialog } from '@renderer/ui/Dialog';
import { runName } from './findings';
import { GateVerdict } from './GateVerdict';
import { modelsMessages as words } from './messages';
import styles from './PromoteDialog.module.css';
import { registryWords } from './registryMessages';
import { useGate } from './useGate';

interface PromoteDialogProps {
  readonly run: Run;
  /** A reason to begin with, from the evidence on screen. */
  readonly proposedReason: string;
  readonly startWith?: Alias;
  readonly onClose: () => void;
}

export function PromoteDialog({ run, proposedReason, startWith = 'champion', onClose }: PromoteDialogProps) {
  const promote = useCommand('registry.promote');
  const { ask, evaluation, running, error } = useGate();
  const [alias, setAlias] = useState<Alias>(startWith);
  const [override, setOverride] = useState(false);
  const [reason, setReason] = useState(proposedReason);
  useEffect(() => void ask(run.id), [ask, run.id]);
  const isChampion = alias === 'champion';
  const isRefused = isChampion && evaluation !== null && evaluation.verdict !== 'pass';
  const isReady = reason.trim() !== '' && (!isChampion || (evaluation !== null && (!isRefused || override)));
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const decision = await promote.run({ runId: run.id, alias, reason: reason.trim(), ...(isChampion && evaluation && { gateId: evaluation.gateId }), override });
    if (decision === undefined || decision.kind === 'refused') return;
    notify(`${runName(run)} ${isChampion ? words.promote.done : words.promote.doneChallenger}`, 'good');
    onClose();
  }
  return (
    <Dialog label={words.promote.title} onClose={onClose} width={540}>
      <form className={styles.body} onSubmit={(event) => void save(event)}>
        <div className={styles.head}>
          <h2 className={styles.title}>Keep run {run.number} as {alias}</h2>
          <Segmented size="small" label={words.promote.as} value={alias} options={[{ value: 'champion', label: 'Champion' }, { value: 'challenger', label: 'Challenger' }]} onChange={setAlias} />
        </div>
        <p className={styles.why}>{isChampion ? words.promote.why : words.promote.whyChallenger}</p>
        {run.usesLeak && <p className={styles.warning}>{words.promote.leakWarning}</p>}
        {isChampion && (
          <section className={styles.gate} aria-label={registryWords.gate.title} aria-busy={running}>
            {evaluation ? <GateVerdict evaluation={evaluation} /> : error !== null ? <ErrorPanel error={error} /> : <SkeletonLines lines={7} />}
          </section>
        )}
        {isRefused && <Checkbox size="xs" radius={4} checked={override} onChange={(event) => setOverride(event.currentTarget.checked)} label={words.promote.override} description={words.promote.overrideNote} />}
        <Textarea label={words.promote.reason} value={reason} onChange={(event) => setReason(event.currentTarget.value)} rows={3} maxLength={2000} autoFocus />
        {promote.error !== null && <ErrorPanel error={promote.error} />}
        <div className={styles.actions}>
          <Button onClick={onClose}>{words.promote.cancel}</Button>
          <Button variant="filled" type="submit" disabled={!isReady} loading={promote.running}>{isChampion ? words.promote.confirm : words.promote.asChallenger}</Button>
        </div>
      </form>
    </Dialog>
  );
}
