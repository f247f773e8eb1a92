/** Alerts: what fires now, what happened, and the rules that judge every look. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Alert, StoredRule } from '@shared/areas/monitoring';
import { useCommand, useQuery } from '@renderer/engine';
import { Card, EmptyState, ErrorPanel, formatInteger, formatNumber, formatWhen, PageHeader, Skeleton, Tag, type Tone } from '@renderer/ui';
import type { MonitorPlace } from './addresses';
import { EventList } from './AlertHistory';
import { NoticeList } from './NoticeList';
import styles from './Monitor.module.css';
import { monitorMessages } from './messages';
import { RuleEditor } from './RuleEditor';
import { ViewSwitch } from './ViewSwitch';

const words = monitorMessages.alerts;
const weekMs = 7 * 24 * 3600 * 1000;
const stateTones: Readonly<Record<Alert['state'], Tone>> = { normal: 'good', pending: 'accent', firing: 'attention', recovering: 'accent', 'no-data': 'neutral', error: 'failure' };

export function AlertsView({ place }: { readonly place: MonitorPlace }) {
  const alerts = useQuery('monitoring.alerts', {});
  const rules = useQuery('monitoring.rules', {});
  const seen = useCommand('monitoring.markSeen');
  const [editing, setEditing] = useState<StoredRule | 'new' | null>(null);
  const failure = alerts.error ?? rules.error;
  return (
    <>
      <PageHeader title={monitorMessages.titles.alerts} question={monitorMessages.question} actions={<><ViewSwitch place={place} /><Button variant="filled" onClick={() => setEditing('new')}>{words.newRule}</Button></>} />
      {failure !== null && <ErrorPanel error={failure} onRetry={() => { alerts.reload(); rules.reload(); }} />}
      {failure === null && (!alerts.data || !rules.data) && <Skeleton height={420} />}
      {alerts.data && rules.data && (
        <div className={styles.alerts}>
          <div className={styles.main}>
            <Card title={words.now}>{alerts.data.alerts.length === 0 ? <EmptyState picture="checks" sentence={words.none} /> : <AlertList alerts={alerts.data.alerts} />}</Card>
            <Card title={words.inbox} note={alerts.data.unseen > 0 ? words.unread(formatInteger(alerts.data.unseen)) : undefined} actions={alerts.data.unseen > 0 && <button type="button" className={styles.link} onClick={() => void seen.run({})}>{words.markSeen}</button>}>
              {alerts.data.events.length + alerts.data.notices.length === 0 && <p className={styles.sentence}>{words.inboxEmpty}</p>}
              {alerts.data.notices.length > 0 && <NoticeList notices={alerts.data.notices} />}
              {alerts.data.events.length > 0 && <EventList events={alerts.data.events} />}
            </Card>
          </div>
          <Card title={words.rules}>{rules.data.length === 0 ? <p className={styles.sentence}>{words.rulesEmpty}</p> : <RuleList rules={rules.data} onEdit={setEditing} />}</Card>
        </div>
      )}
      {editing !== null && <RuleEditor rule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function AlertList({ alerts }: { readonly alerts: readonly Alert[] }) {
  return (
    <ul className={styles.events}>
      {alerts.map((alert) => (
        <li key={`${alert.ruleId} ${alert.datasetId} ${alert.column ?? ''}`} className={styles.alert}>
          <Tag tone={stateTones[alert.state]}>{monitorMessages.states[alert.state]}</Tag>
          <span className={styles.alertWords}><b>{alert.message}</b><span>{alert.datasetName}, {monitorMessages.severities[alert.severity]}{alert.muted ? `, ${words.muted}` : ''}</span></span>
          <span className={styles.when}>{words.since(formatWhen(alert.since))}</span>
        </li>
      ))}
    </ul>
  );
}

function RuleList({ rules, onEdit }: { readonly rules: readonly StoredRule[]; readonly onEdit: (rule: StoredRule) => void }) {
  const mute = useCommand('monitoring.muteRule');
  const remove = useCommand('monitoring.deleteRule');
  const failure = mute.error ?? remove.error;
  if (failure !== null) return <ErrorPanel error={failure} />;
  return (
    <ul className={styles.rules}>
      {rules.map((rule) => {
        const muted = rule.mutedUntil !== null && rule.mutedUntil > Date.now();
        return (
          <li key={rule.id} className={styles.rule}>
            <div className={styles.ruleHead}><b>{rule.name}</b><Tag tone={rule.severity === 'critical' ? 'failure' : rule.severity === 'warning' ? 'attention' : 'neutral'}>{monitorMessages.severities[rule.severity]}</Tag>{muted && <Tag>{words.muted}</Tag>}</div>
            <p className={styles.noteLine}>{rule.column === null ? '' : `${rule.column}: `}{words.says(monitorMessages.metrics[rule.metric], rule.operator, formatNumber(rule.value), rule.forBatches)}</p>
            <div className={styles.ruleActions}>
              <button type="button" className={styles.link} onClick={() => onEdit(rule)}>{words.edit}</button>
              <button type="button" className={styles.link} onClick={() => void mute.run({ id: rule.id, until: muted ? null : Date.now() + weekMs })}>{muted ? words.unmute : words.mute}</button>
              <button type="button" className={styles.link} onClick={() => void remove.run({ id: rule.id })}>{words.delete}</button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
