/** Schedule: what starts the pipeline by itself, and when a person is asked. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Pipeline } from '@shared/areas/pipelines';
import type { PipelineDefinition } from '@shared/areas/pipelineDefinition';
import { reportError } from '@renderer/app/notices';
import { useCommand, useHost } from '@renderer/engine';
import { Card, ErrorPanel, formatCount, formatDateTime, KeyValue } from '@renderer/ui';
import styles from './Automate.module.css';
import { automateMessages as words } from './messages';

export function ScheduleView({ pipeline }: { readonly pipeline: Pipeline }) {
  const save = useCommand('pipelines.save');
  const { definition } = pipeline;
  const change = (triggers: Partial<PipelineDefinition['triggers']>): void => void save.run({ definition: { ...definition, triggers: { ...definition.triggers, ...triggers } } });
  return (
    <div className={styles.cards}>
      {save.error !== null && <ErrorPanel error={save.error} />}
      <ClockCard pipeline={pipeline} saving={save.running} onSave={(schedule) => change({ schedule })} />
      <FolderCard pipeline={pipeline} onAdd={() => change({ watch: { pattern: '*.csv', stableMs: 2000 } })} />
      <Card title={words.driftCard} note={definition.triggers.drift ? words.driftOn : words.driftOff}>
        <Button loading={save.running} onClick={() => change({ drift: definition.triggers.drift ? null : {} })}>{definition.triggers.drift ? words.turnOff : words.turnOn}</Button>
      </Card>
      <PolicyCard definition={definition} saving={save.running} onSave={(changed) => void save.run({ definition: changed })} />
    </div>
  );
}

type Schedule = NonNullable<PipelineDefinition['triggers']['schedule']>;

function ClockCard({ pipeline, saving, onSave }: { readonly pipeline: Pipeline; readonly saving: boolean; readonly onSave: (schedule: Schedule | null) => void }) {
  const { schedule } = pipeline.definition.triggers;
  const state = pipeline.triggers.schedule;
  const missed = useCommand('pipelines.answerMissed');
  const [cron, setCron] = useState(schedule?.cron ?? '0 9 1 * *');
  const [catchUp, setCatchUp] = useState<Schedule['catchUp']>(schedule?.catchUp ?? 'ask');
  const unchanged = schedule?.cron === cron && schedule.catchUp === catchUp;
  const answer = (run: boolean): void => void missed.run({ name: pipeline.name, run });
  return (
    <Card title={words.scheduleCard} note={words.catchUp[catchUp]}>
      {state && <KeyValue rows={[{ label: words.nextRun, value: state.nextAt === null ? words.paused : formatDateTime(state.nextAt) }]} />}
      {state !== null && state.missed > 0 && (
        <div className={styles.missed}>
          <p>{words.missed(formatCount(state.missed, 'run'))}</p>
          <Button size="xs" loading={missed.running} onClick={() => answer(true)}>{words.catchUpNow}</Button>
          <Button size="xs" disabled={missed.running} onClick={() => answer(false)}>{words.leaveMissed}</Button>
        </div>
      )}
      {missed.error !== null && <ErrorPanel error={missed.error} />}
      <div className={styles.form}>
        <TextInput label={words.cronLabel} value={cron} onChange={(event) => setCron(event.currentTarget.value)} />
        <NativeSelect label={words.catchUpLabel} value={catchUp} data={[{ value: 'ask', label: words.catchUpWays.ask }, { value: 'automatic', label: words.catchUpWays.automatic }]} onChange={(event) => setCatchUp(event.currentTarget.value === 'ask' ? 'ask' : 'automatic')} />
        <div className={styles.row}>
          <Button disabled={unchanged} loading={saving} onClick={() => onSave({ ...(schedule ?? {}), cron, catchUp })}>{words.saveSchedule}</Button>
          {schedule && <Button variant="subtle" onClick={() => onSave(null)}>{words.turnOff}</Button>}
        </div>
      </div>
    </Card>
  );
}

function FolderCard({ pipeline, onAdd }: { readonly pipeline: Pipeline; readonly onAdd: () => void }) {
  const { watch } = pipeline.triggers;
  const host = useHost();
  const choose = useCommand('pipelines.watchFolder');
  const stop = useCommand('pipelines.unwatchFolder');
  async function pick(): Promise<void> {
    const folder = await host.chooseFolder?.();
    if (folder) await choose.run({ name: pipeline.name, ticket: folder.ticket });
  }
  if (!watch) return <Card title={words.watchCard} note={words.noTrigger}><Button onClick={onAdd}>{words.addWatch}</Button></Card>;
  return (
    <Card title={words.watchCard} note={words.watchNote(watch.pattern)}>
      <KeyValue rows={[{ label: words.watchedFolder, value: watch.folder ?? words.noFolder }, { label: words.filesLabel, value: words.folderNote(formatCount(watch.read, 'file'), watch.waiting) }]} />
      {watch.problem !== null && <p className={styles.problem}>{watch.problem}</p>}
      {choose.error !== null && <ErrorPanel error={choose.error} />}
      {host.chooseFolder ? (
        <div className={styles.row}>
          <Button loading={choose.running} onClick={() => void pick().catch(reportError)}>{watch.folder === null ? words.chooseFolder : words.otherFolder}</Button>
          {watch.folder !== null && <Button variant="subtle" loading={stop.running} onClick={() => void stop.run({ name: pipeline.name })}>{words.stopWatching}</Button>}
        </div>
      ) : (
        <p className={styles.quiet}>{words.folderNeedsDesktop}</p>
      )}
    </Card>
  );
}

/** The policy of the step that approves, where there is one. */
function PolicyCard({ definition, saving, onSave }: { readonly definition: PipelineDefinition; readonly saving: boolean; readonly onSave: (definition: PipelineDefinition) => void }) {
  const step = definition.steps.find(({ kind }) => kind === 'approve');
  if (!step) return null;
  const policy = step.parameters['policy'] === 'auto-if-pass' ? 'auto-if-pass' : 'always-ask';
  const choose = (chosen: string): void => onSave({ ...definition, steps: definition.steps.map((each) => (each.name === step.name ? { ...each, parameters: { ...each.parameters, policy: chosen } } : each)) });
  return (
    <Card title={words.policy} note={words.policyNote}>
      <NativeSelect aria-label={words.policy} disabled={saving} value={policy} data={[{ value: 'always-ask', label: words.policies['always-ask'] }, { value: 'auto-if-pass', label: words.policies['auto-if-pass'] }]} onChange={(event) => choose(event.currentTarget.value)} />
    </Card>
  );
}
