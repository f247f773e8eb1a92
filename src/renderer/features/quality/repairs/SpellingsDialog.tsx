/** Values of categories that are only spelled differently, merged with one button. */
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { SpellingGroup } from '@shared/areas/qualityRepairs';
import type { Repair } from '@shared/areas/repairs';
import { useQuery } from '../../../engine';
import { Dialog, ErrorPanel, ProgressBar, Skeleton } from '../../../ui';
import { repairWords } from './messages';
import styles from './Repairs.module.css';
import { useRepair } from './useRepair';

const words = repairWords.spellings;

interface VariantColumn {
  readonly column: string;
  readonly groups: readonly SpellingGroup[];
}

interface SpellingsDialogProps {
  readonly snapshot: Snapshot;
  readonly onClose: () => void;
}

export function SpellingsDialog({ snapshot, onClose }: SpellingsDialogProps) {
  const found = useQuery('quality.variants', { snapshotId: snapshot.id });
  const variants: readonly VariantColumn[] = found.data ?? [];
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const repair = useRepair(snapshot, onClose);
  const wanted = variants.map(({ column, groups }) => ({ column, groups: groups.filter((group) => !leftOut.has(keyOf(column, group))) })).filter(({ groups }) => groups.length > 0);
  const cells = wanted.reduce((sum, { groups }) => sum + groups.reduce((inner, group) => inner + changedRows(group), 0), 0);
  const toggle = (key: string): void => setLeftOut((before) => new Set(before.has(key) ? [...before].filter((each) => each !== key) : [...before, key]));
  return (
    <Dialog label={words.title} width={620} onClose={onClose}>
      <div className={styles.dialog}>
        <h2>{words.title}</h2>
        <p className={styles.note}>{words.note} {repairWords.note}</p>
        {found.error !== null && <ErrorPanel error={found.error} onRetry={found.reload} />}
        {found.data === undefined && found.error === null && <div aria-busy="true"><Skeleton height={180} /></div>}
        {variants.map(({ column, groups }) => (
          <section key={column} aria-label={column} className={styles.preview}>
            <h3>{column}</h3>
            <div className={styles.proposals}>
              {groups.map((group) => <Checkbox key={group.value} checked={!leftOut.has(keyOf(column, group))} onChange={() => toggle(keyOf(column, group))} label={words.group(group.value, othersOf(group))} description={words.rows(changedRows(group))} />)}
            </div>
          </section>
        ))}
        {repair.error !== null && <ErrorPanel error={repair.error} />}
        {repair.running && <ProgressBar fraction={repair.fraction} label={repairWords.repairing} height={4} />}
        <div className={styles.actions}>
          <Button onClick={onClose}>{repairWords.cancel}</Button>
          <Button variant="filled" disabled={cells === 0} loading={repair.running} onClick={() => void repair.run(wanted.map(mergeOf))}>{words.merge(cells)}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function keyOf(column: string, { value }: SpellingGroup): string {
  return JSON.stringify([column, value]);
}

function othersOf({ value, spellings }: SpellingGroup): string[] {
  return spellings.map((spelling) => spelling.value).filter((spelling) => spelling !== value);
}

function changedRows({ value, spellings }: SpellingGroup): number {
  return spellings.reduce((sum, spelling) => sum + (spelling.value === value ? 0 : spelling.rows), 0);
}

function mergeOf({ column, groups }: VariantColumn): Repair {
  return { kind: 'merge', column, into: groups.map((group) => ({ value: group.value, spellings: othersOf(group) })) };
}
