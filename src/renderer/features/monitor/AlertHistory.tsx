/** What the alert rules told of a dataset, newest first, beside the drift list. */
import { navigate } from '@renderer/app/router';
import { useQuery } from '@renderer/engine';
import { Card, Dot, formatWhen, type Tone } from '@renderer/ui';
import type { AlertEvent } from '@shared/areas/monitoring';
import { placeAddress, type MonitorPlace } from './addresses';
import styles from './Monitor.module.css';
import { monitorMessages as words } from './messages';

export const eventTones: Readonly<Record<AlertEvent['kind'], Tone>> = { firing: 'attention', resolved: 'good', 'no-data': 'neutral', error: 'failure' };
const shown = 6;

export function AlertHistory({ datasetId, place }: { readonly datasetId: string; readonly place: MonitorPlace }) {
  const { data } = useQuery('monitoring.alerts', {});
  const events = (data?.events ?? []).filter((event) => event.datasetId === datasetId).slice(0, shown);
  return (
    <Card title={words.panel.history} actions={<button type="button" className={styles.link} onClick={() => navigate(placeAddress({ ...place, view: 'alerts' }))}>{words.alerts.rules}</button>}>
      {events.length === 0 ? <p className={styles.sentence}>{words.panel.historyEmpty}</p> : <EventList events={events} />}
    </Card>
  );
}

export function EventList({ events }: { readonly events: readonly AlertEvent[] }) {
  return (
    <ul className={styles.events}>
      {events.map((event) => (
        <li key={event.id} className={styles.event}>
          <span className={styles.when}>{formatWhen(event.at)}</span>
          <Dot tone={eventTones[event.kind]} word={words.kinds[event.kind]} />
          <span className={event.seen ? undefined : styles.strong}>{words.kinds[event.kind]}: {event.message}</span>
        </li>
      ))}
    </ul>
  );
}
