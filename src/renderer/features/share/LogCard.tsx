/** What was sent and received, in sentences. */
import { useQuery } from '@renderer/engine';
import { Card, ErrorPanel, formatWhen, Skeleton } from '@renderer/ui';
import { shareMessages as words } from './messages';
import { tellEntry } from './sentences';
import styles from './Share.module.css';

const itemsShown = 4;

export function LogCard() {
  const log = useQuery('sync.log', { limit: 30 });
  if (log.error !== null) return <ErrorPanel error={log.error} onRetry={log.reload} />;
  if (!log.data) return <Skeleton height={280} />;
  return (
    <Card flush title={words.logTitle} note={words.logNote}>
      {log.data.length === 0 && <p className={styles.quiet}>{words.logEmpty}</p>}
      {log.data.map((entry) => {
        const total = Object.values(entry.counts).reduce((sum, count) => sum + count, 0);
        const shown = entry.titles.slice(0, itemsShown);
        const rest = total - shown.length;
        return (
          <div key={`${entry.device} ${entry.seq} ${entry.state}`} className={styles.entry}>
            <span className={styles.entryTitle}>{tellEntry(entry)}</span>
            <span className={styles.entryWhen}>{formatWhen(entry.at)}</span>
            <span className={styles.entryItems}>{shown.join(' · ')}{rest > 0 ? ` · ${words.more(rest)}` : ''}</span>
          </div>
        );
      })}
    </Card>
  );
}
