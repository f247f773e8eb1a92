/** How folds are dealt: what stays together, what comes first, how many. */
import { NativeSelect, NumberInput } from '@mantine/core';
import type { Snapshot } from '@shared/areas/datasets';
import { Card, Segmented } from '@renderer/ui';
import { modelsMessages as words } from './messages';
import { useSetupDraft, type SetupDraft } from './setupDraft';
import styles from './SetupPage.module.css';

interface TestingCardProps {
  readonly draft: SetupDraft;
  readonly snapshot: Snapshot;
}

export function TestingCard({ draft, snapshot }: TestingCardProps) {
  const change = useSetupDraft((state) => state.change);
  const others = snapshot.columns.filter((column) => column.name !== draft.target);
  const dates = others.filter((column) => column.type === 'date' || column.type === 'datetime').map((column) => column.name);
  const names = others.map((column) => column.name);
  return (
    <Card title={words.setup.testing}>
      <div className={styles.column2}>
        <Segmented
          size="small"
          label={words.setup.split}
          value={draft.split}
          options={[{ value: 'group', label: words.setup.splits.group }, { value: 'kfold', label: words.setup.splits.kfold }, { value: 'time', label: words.setup.splits.time, disabled: dates.length === 0 }]}
          onChange={(split) => change({ split })}
        />
        <p className={styles.note}>{words.setup.splitNotes[draft.split]}</p>
        {draft.split === 'group' && <NativeSelect label={words.setup.groupBy} value={draft.groupBy ?? ''} data={[{ value: '', label: words.setup.noColumn }, ...names.map((name) => ({ value: name, label: name }))]} onChange={(event) => change({ groupBy: event.currentTarget.value === '' ? null : event.currentTarget.value, keepTogether: [] })} />}
        {draft.split === 'time' && <NativeSelect label={words.setup.dateColumn} value={draft.dateColumn ?? ''} data={dates} onChange={(event) => change({ dateColumn: event.currentTarget.value })} />}
        <div className={styles.pair}>
          <NativeSelect label={words.setup.oneRowPer} value={draft.oneRowPer ?? ''} data={[{ value: '', label: words.setup.everyRow }, ...names.map((name) => ({ value: name, label: name }))]} onChange={(event) => change({ oneRowPer: event.currentTarget.value === '' ? null : event.currentTarget.value })} />
          <NumberInput label={words.setup.folds} value={draft.folds} min={2} max={50} allowDecimal={false} clampBehavior="strict" onChange={(value) => typeof value === 'number' && change({ folds: value })} />
        </div>
      </div>
    </Card>
  );
}
