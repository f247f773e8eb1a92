/** One checkpoint: its rules, when it runs, and what follows for each severity. */
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { checkpointActions, checkpointSchema, occasions, type Checkpoint, type StoredCheckpoint } from '@shared/areas/checkpoints';
import type { Snapshot } from '@shared/areas/datasets';
import { anomalyMethods } from '@shared/areas/qualityHistory';
import { severities } from '@shared/areas/qualitySchema';
import { useCommand, useQuery } from '../../../engine';
import { Dialog, ErrorPanel } from '../../../ui';
import { historyMessages } from '../history/messages';
import styles from './Checkpoints.module.css';
import { checkpointWords } from './messages';

const words = checkpointWords.editor;
const firstSchedule = '0 7 * * 1';
const none = 'none';
/** Those that need limits have no fields here; a checkpoint that has one of them keeps it. */
const offered = anomalyMethods.filter((method) => method !== 'threshold' && method !== 'absolute-change');

export function CheckpointEditor({ snapshot, checkpoint, onClose }: { readonly snapshot: Snapshot; readonly checkpoint: StoredCheckpoint | null; readonly onClose: () => void }) {
  const [draft, setDraft] = useState<Checkpoint>(() => (checkpoint ? checkpointOf(checkpoint) : checkpointSchema.parse({ name: words.proposedName(snapshot.datasetName).slice(0, 100), datasetId: snapshot.datasetId })));
  const versions = useQuery('quality.schemaVersions', { datasetId: snapshot.datasetId });
  const save = useCommand('checkpoints.save');
  const set = (change: Partial<Checkpoint>): void => setDraft({ ...draft, ...change });
  const toggle = <T,>(list: readonly T[], item: T, on: boolean): T[] => (on ? [...list, item] : list.filter((each) => each !== item));
  async function store(): Promise<void> {
    if ((await save.run({ id: checkpoint?.id, checkpoint: draft })) !== undefined) onClose();
  }
  return (
    <Dialog label={words.title} onClose={onClose} width={500}>
      <form className={styles.editor} onSubmit={(event) => { event.preventDefault(); void store(); }}>
        <h2 className={styles.editorTitle}>{words.title}</h2>
        {save.error !== null && <ErrorPanel error={save.error} />}
        <TextInput label={words.name} value={draft.name} maxLength={100} onChange={(event) => set({ name: event.currentTarget.value })} />
        <NativeSelect label={words.rules} value={String(draft.schemaVersion)} data={[{ value: 'newest', label: checkpointWords.list.newest }, ...(versions.data ?? []).map(({ version }) => ({ value: String(version), label: checkpointWords.list.version(version) }))]} onChange={(event) => set({ schemaVersion: event.currentTarget.value === 'newest' ? 'newest' : Number(event.currentTarget.value) })} />
        <fieldset className={styles.fieldset}>
          <legend>{words.when}</legend>
          <div className={styles.checks}>
            {occasions.map((occasion) => <Checkbox key={occasion} label={words[occasion]} checked={draft.when.includes(occasion)} onChange={(event) => set({ when: toggle(draft.when, occasion, event.currentTarget.checked), ...(occasion === 'schedule' ? { schedule: event.currentTarget.checked ? (draft.schedule ?? { cron: firstSchedule }) : null } : {}) })} />)}
          </div>
          {draft.schedule && <TextInput label={words.cron} description={words.cronHelp} value={draft.schedule.cron} onChange={(event) => set({ schedule: { ...draft.schedule, cron: event.currentTarget.value } })} />}
        </fieldset>
        {severities.map((severity) => (
          <fieldset key={severity} className={styles.fieldset}>
            <legend>{checkpointWords.severities[severity]}</legend>
            <div className={styles.checks}>
              {checkpointActions.map((action) => <Checkbox key={action} label={checkpointWords.actions[action]} checked={draft.actions[severity].includes(action)} onChange={(event) => set({ actions: { ...draft.actions, [severity]: toggle(draft.actions[severity], action, event.currentTarget.checked) } })} />)}
            </div>
          </fieldset>
        ))}
        <NativeSelect label={words.anomalies} value={draft.anomalies?.method ?? none} data={[{ value: none, label: words.noAnomalies }, ...[...new Set([...offered, ...(draft.anomalies ? [draft.anomalies.method] : [])])].map((value) => ({ value, label: historyMessages.methods[value] }))]} onChange={(event) => { const method = anomalyMethods.find((each) => each === event.currentTarget.value); set({ anomalies: method === undefined ? null : method === draft.anomalies?.method ? draft.anomalies : { method } }); }} />
        <div className={styles.editorActions}>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" variant="filled" loading={save.running}>{words.save}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Without what the list adds. */
function checkpointOf({ id: _id, createdAt: _createdAt, datasetName: _datasetName, nextAt: _nextAt, lastRun: _lastRun, ...checkpoint }: StoredCheckpoint): Checkpoint {
  return checkpoint;
}
