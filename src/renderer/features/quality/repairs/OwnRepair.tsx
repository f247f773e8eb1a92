/** A repair of one's own for a column: replace a value, or fill the missing cells, counted while it is typed. */
import { Select, TextInput } from '@mantine/core';
import type { OwnDraft } from './ownRepair';
import { ownKinds } from './ownRepair';
import { repairWords } from './messages';
import styles from './Repairs.module.css';

const words = repairWords.own;

interface OwnRepairProps {
  readonly draft: OwnDraft;
  readonly onChange: (draft: OwnDraft) => void;
}

export function OwnRepair({ draft, onChange }: OwnRepairProps) {
  return (
    <div className={styles.own}>
      <Select label={words.kind} value={draft.kind} allowDeselect={false} data={ownKinds.map((value) => ({ value, label: words.kinds[value] }))} onChange={(kind) => onChange({ ...draft, kind: kind ?? draft.kind })} />
      {draft.kind === 'replace' && <TextInput label={words.from} value={draft.from} maxLength={10_000} onChange={(event) => onChange({ ...draft, from: event.currentTarget.value })} />}
      <TextInput label={words.to[draft.kind]} value={draft.to} maxLength={10_000} onChange={(event) => onChange({ ...draft, to: event.currentTarget.value })} />
    </div>
  );
}
