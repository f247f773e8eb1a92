/** What stands out in the profile, each with one way on: its check, a new check, or its column. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { Profile } from '@shared/areas/quality';
import { columnsOf, type Check } from '@shared/areas/qualitySchema';
import { formatAddress, navigate } from '../../../app/router';
import { useQuery } from '../../../engine';
import { Card, Dot } from '../../../ui';
import type { CheckItem } from '../checkItems';
import { qualityMessages } from '../messages';
import styles from '../Quality.module.css';
import { repairWords } from '../repairs/messages';
import { SpellingsDialog } from '../repairs/SpellingsDialog';
import { checkForAlert } from './alertChecks';

const words = qualityMessages.alerts;
const shownFirst = 4;
const graveness = { critical: 0, warning: 1, info: 2 };

interface AlertsCardProps {
  readonly snapshot: Snapshot;
  readonly items: readonly CheckItem[];
  /** Alerts of these columns come first. */
  readonly columns: readonly string[];
  readonly onShow: (item: CheckItem) => void;
  readonly onAdd: (check: Check) => void;
}

export function AlertsCard({ snapshot, items, columns, onShow, onAdd }: AlertsCardProps) {
  const profile = useQuery('quality.profile', { snapshotId: snapshot.id });
  const [all, setAll] = useState(false);
  if (!profile.data || profile.data.alerts.length === 0) return null;
  const { data } = profile;
  const own = (alert: Profile['alerts'][number]): boolean => alert.column !== null && columns.includes(alert.column);
  const alerts = [...data.alerts].sort((a, b) => Number(own(b)) - Number(own(a)) || graveness[a.severity] - graveness[b.severity]);
  const shown = all ? alerts : alerts.slice(0, shownFirst);
  return (
    <Card title={words.title} note={words.note(alerts.length)}>
      <ul className={styles.alerts}>
        {shown.map((alert) => (
          <li key={`${alert.code} ${alert.column ?? ''}`}>
            <p><Dot tone={alert.severity === 'critical' ? 'failure' : alert.severity === 'warning' ? 'attention' : 'neutral'} /> <span>{alert.column !== null && <b>{alert.column} </b>}{alert.message}</span></p>
            <AlertAction alert={alert} snapshot={snapshot} check={checkForAlert(alert, data)} items={items} onShow={onShow} onAdd={onAdd} />
          </li>
        ))}
      </ul>
      {alerts.length > shown.length && <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>{words.more(alerts.length - shown.length)}</Button>}
    </Card>
  );
}

interface AlertActionProps {
  readonly alert: Profile['alerts'][number];
  readonly snapshot: Snapshot;
  readonly check: Check | null;
  readonly items: readonly CheckItem[];
  readonly onShow: (item: CheckItem) => void;
  readonly onAdd: (check: Check) => void;
}

function AlertAction({ alert, snapshot, check, items, onShow, onAdd }: AlertActionProps) {
  const about = alert.column ?? qualityMessages.table;
  const [merging, setMerging] = useState(false);
  if (alert.code === 'variants') {
    return (
      <>
        <Button size="compact-xs" variant="subtle" aria-label={`${repairWords.spellings.here}: ${about}`} onClick={() => setMerging(true)}>{repairWords.spellings.here}</Button>
        {merging && <SpellingsDialog snapshot={snapshot} onClose={() => setMerging(false)} />}
      </>
    );
  }
  const kind = check?.check ?? (alert.code === 'many-categories' || alert.code === 'imbalanced' ? 'one-of' : null);
  const subject = check ? columnsOf(check).join('\n') : (alert.column ?? '');
  const there = items.find((item) => item.check.check === kind && columnsOf(item.check).join('\n') === subject);
  if (there) return <Button size="compact-xs" variant="subtle" aria-label={`${words.showCheck}: ${about}`} onClick={() => onShow(there)}>{words.showCheck}</Button>;
  if (check) return <Button size="compact-xs" variant="subtle" aria-label={`${words.addCheck}: ${about}`} onClick={() => onAdd(check)}>{words.addCheck}</Button>;
  if (alert.column === null) return null;
  return <Button size="compact-xs" variant="subtle" aria-label={`${words.showColumn}: ${about}`} onClick={() => navigate(formatAddress('data', [snapshot.id], { column: alert.column }))}>{words.showColumn}</Button>;
}
