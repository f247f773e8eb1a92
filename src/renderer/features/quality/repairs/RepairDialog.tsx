/** Repairs for one failing check: each proposal with what it would come to, its first rows before and after, and one button. */
import { Button, Radio } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { RepairProposal, RepairTrial } from '@shared/areas/qualityRepairs';
import { columnsOf, type Check } from '@shared/areas/qualitySchema';
import { useQuery } from '../../../engine';
import { Dialog, ErrorPanel, ProgressBar, Skeleton } from '../../../ui';
import { repairWords as words } from './messages';
import { OwnRepair } from './OwnRepair';
import { ownRepair, type OwnDraft } from './ownRepair';
import styles from './Repairs.module.css';
import { TrialTable } from './TrialTable';
import { useRepair } from './useRepair';

interface RepairDialogProps {
  readonly snapshot: Snapshot;
  /** Null: the whole version by all its rules. */
  readonly check: Check | null;
  /** What the dialog begins with. */
  readonly first: 'fix' | 'quarantine';
  readonly onClose: () => void;
}

export function RepairDialog({ snapshot, check, first, onClose }: RepairDialogProps) {
  const found = useQuery('quality.proposeRepairs', { snapshotId: snapshot.id, ...(check && { check }) });
  const [chosen, setChosen] = useState<string | null>(null);
  const repair = useRepair(snapshot, onClose);
  const title = check === null ? words.wholeTitle(snapshot.datasetName, snapshot.number) : words.title(columnsOf(check).join(', ') || snapshot.datasetName);
  const proposals = found.data?.proposals ?? [];
  const place = chosen === null ? firstPlace(proposals, first) : Number(chosen);
  const names = check === null ? [] : columnsOf(check);
  const column = names.length === 1 ? snapshot.columns.find(({ name }) => name === names[0]) : undefined;
  const [draft, setDraft] = useState<OwnDraft>({ kind: 'replace', from: '', to: '' });
  const [settled] = useDebouncedValue(draft, pauseMs);
  const isOwn = column !== undefined && (chosen === ownChoice || (found.data !== undefined && proposals.length === 0));
  const written = isOwn ? ownRepair(settled, column) : null;
  const own = useQuery('quality.tryRepair', written === null ? null : { snapshotId: snapshot.id, repairs: [written], ...(check && { check }) }, { keepPrevious: true });
  const proposal = isOwn ? (written && own.data && own.error === null ? { repairs: [written], trial: own.data } : undefined) : proposals[place];
  return (
    <Dialog label={title} width={760} onClose={onClose}>
      <div className={styles.dialog}>
        <h2>{title}</h2>
        <p className={styles.note}>{words.note}</p>
        {found.error !== null && <ErrorPanel error={found.error} onRetry={found.reload} />}
        {found.data === undefined && found.error === null && <div aria-busy="true" aria-label={words.looking}><Skeleton height={180} /></div>}
        {found.data && proposals.length === 0 && <p>{words.none}</p>}
        {found.data && (proposals.length > 0 || column) && (
          <Radio.Group label={words.choose} value={isOwn ? ownChoice : String(place)} onChange={setChosen}>
            <div className={styles.proposals}>
              {proposals.map((each, i) => <Radio key={each.title} value={String(i)} label={each.title} description={[each.reason, trialText(each.trial)].filter((text) => text !== '').join('. ')} />)}
              {column && <Radio value={ownChoice} label={words.own.title} description={isOwn && proposal ? trialText(proposal.trial) : words.own.note} />}
            </div>
          </Radio.Group>
        )}
        {isOwn && <OwnRepair draft={draft} onChange={setDraft} />}
        {isOwn && own.error !== null && <ErrorPanel error={own.error} />}
        {proposal && (
          <section aria-label={words.preview} className={styles.preview}>
            {proposal.repairs.length > 1 && <ol className={styles.steps}>{proposal.trial.steps.map(({ text }, i) => <li key={i}>{text}</li>)}</ol>}
            <h3>{words.preview}</h3>
            <TrialTable trial={proposal.trial} />
          </section>
        )}
        {repair.error !== null && <ErrorPanel error={repair.error} />}
        {repair.running && <ProgressBar fraction={repair.fraction} label={words.repairing} height={4} />}
        <div className={styles.actions}>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button variant="filled" disabled={!proposal} loading={repair.running} onClick={() => proposal && void repair.run(proposal.repairs)}>{words.make}</Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Typing goes on before it is counted. */
const pauseMs = 250;
const ownChoice = 'own';

function firstPlace(proposals: readonly RepairProposal[], first: 'fix' | 'quarantine'): number {
  if (first === 'fix') return 0;
  return Math.max(0, proposals.findLastIndex(({ repairs }) => repairs.length === 1 && repairs[0]?.kind === 'quarantine'));
}

/** What the reason does not say already. */
function trialText({ steps, columns, failures }: RepairTrial): string {
  const changed = steps.reduce((sum, step) => sum + step.changed, 0);
  const less = columns.before - columns.after;
  return [...(changed > 0 ? [words.changes(changed)] : []), ...(less === 0 ? [] : [words.columnsLess(less)]), ...(failures && failures.after > 0 ? [words.failing(failures.after)] : [])].join(', ');
}
