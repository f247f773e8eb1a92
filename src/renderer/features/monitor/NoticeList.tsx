/** What checkpoints told the inbox, newest first, each with the way to it. */
import { formatAddress, navigate } from '@renderer/app/router';
import { Dot, formatWhen, type Tone } from '@renderer/ui';
import type { InboxNotice } from '@shared/areas/monitoring';
import styles from './Monitor.module.css';
import { monitorMessages as words } from './messages';

const tones: Readonly<Record<InboxNotice['severity'], Tone>> = { critical: 'failure', warning: 'attention', info: 'neutral' };

export function NoticeList({ notices }: { readonly notices: readonly InboxNotice[] }) {
  return (
    <ul className={styles.events}>
      {notices.map((notice) => (
        <li key={notice.id} className={styles.event}>
          <span className={styles.when}>{formatWhen(notice.at)}</span>
          <Dot tone={tones[notice.severity]} word={words.severities[notice.severity]} />
          <span className={notice.seen ? undefined : styles.strong}>
            <button type="button" className={styles.link} onClick={() => navigate(formatAddress('quality', [notice.snapshotId, 'checkpoints']))}>{notice.title}</button>: {notice.message}
          </span>
        </li>
      ))}
    </ul>
  );
}
