/** One alert rule: what is watched, when it alerts, after how many looks, how severe. */
import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { alertMetrics, alertOperators, alertRuleSchema, type AlertMetric, type StoredRule } from '@shared/areas/monitoring';
import { useCommand, useQuery } from '@renderer/engine';
import { Dialog, ErrorPanel } from '@renderer/ui';
import { useShownSnapshot } from '@renderer/app/currentData';
import styles from './Monitor.module.css';
import { monitorMessages } from './messages';

const words = monitorMessages.alerts;
const severities = ['critical', 'warning', 'info'] as const;

export function RuleEditor({ rule, onClose }: { readonly rule: StoredRule | null; readonly onClose: () => void }) {
  const [draft, setDraft] = useState(() => alertRuleSchema.parse(rule ?? { name: words.newRule, metric: 'column-drifted', operator: '>=', value: 1 }));
  const save = useCommand('monitoring.saveRule');
  const { snapshotId } = useShownSnapshot(null);
  const snapshot = useQuery('datasets.snapshot', snapshotId === null ? null : { ref: snapshotId });
  const ofColumn = draft.metric.startsWith('column-');
  const names = [...new Set([...(snapshot.data?.columns.map(({ name }) => name) ?? []), ...(draft.column === null ? [] : [draft.column])])];
  const set = (change: Partial<typeof draft>): void => setDraft({ ...draft, ...change });
  const metricOf = (value: string): AlertMetric => alertMetrics.find((metric) => metric === value) ?? draft.metric;
  async function store(): Promise<void> {
    if ((await save.run({ id: rule?.id, rule: { ...draft, column: ofColumn ? draft.column : null } })) !== undefined) onClose();
  }
  return (
    <Dialog label={words.ruleEditor} onClose={onClose} width={460}>
      <form className={styles.editor} onSubmit={(event) => { event.preventDefault(); void store(); }}>
        <h2 className={styles.editorTitle}>{words.ruleEditor}</h2>
        {save.error !== null && <ErrorPanel error={save.error} />}
        <TextInput label={words.name} value={draft.name} onChange={(event) => set({ name: event.currentTarget.value })} />
        <NativeSelect label={words.metric} value={draft.metric} data={alertMetrics.map((metric) => ({ value: metric, label: monitorMessages.metrics[metric] }))} onChange={(event) => set({ metric: metricOf(event.currentTarget.value) })} />
        {ofColumn && <NativeSelect label={words.column} value={draft.column ?? ''} data={[{ value: '', label: words.everyColumn }, ...names]} onChange={(event) => set({ column: event.currentTarget.value === '' ? null : event.currentTarget.value })} />}
        <div className={styles.pair}>
          <NativeSelect label={words.operator} value={draft.operator} data={[...alertOperators]} onChange={(event) => set({ operator: alertOperators.find((each) => each === event.currentTarget.value) ?? '>=' })} />
          <NumberInput label={words.value} value={draft.value} onChange={(value) => set({ value: Number(value) })} />
        </div>
        <div className={styles.pair}>
          <NumberInput label={words.forBatches} min={1} max={100} value={draft.forBatches} onChange={(value) => set({ forBatches: Math.max(1, Math.round(Number(value))) })} />
          <NumberInput label={words.keepBatches} min={0} max={100} value={draft.keepBatches} onChange={(value) => set({ keepBatches: Math.max(0, Math.round(Number(value))) })} />
        </div>
        <NativeSelect label={words.severity} value={draft.severity} data={[...severities]} onChange={(event) => set({ severity: severities.find((each) => each === event.currentTarget.value) ?? 'warning' })} />
        <div className={styles.editorActions}>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" variant="filled" loading={save.running}>{words.save}</Button>
        </div>
      </form>
    </Dialog>
  );
}
