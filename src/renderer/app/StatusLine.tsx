/** The line at the bottom: which data, which champion, how fresh, and that nothing leaves this computer. */
import { modelWords } from '@shared/messages/names';
import { modelKindSchema } from '@shared/areas/tracking';
import { useHost } from '../engine/EngineContext';
import { useQuery } from '../engine/useQuery';
import { formatCount } from '../ui/format';
import { Link } from '../ui/Link';
import { Dot } from '../ui/Tag';
import styles from './Frame.module.css';
import { appMessages } from './messages';
import { formatAddress } from './router';

export function StatusLine() {
  const host = useHost();
  const { data } = useQuery('project.overview', {});
  const stale = data?.standings.find((standing) => standing.tone === 'attention' || standing.tone === 'failure');
  return (
    <footer className={styles.statusLine}>
      {data && (
        <span className={styles.statusItem}>
          {data.newest ? <Link to={formatAddress('data', [data.newest.snapshotId])}>{appMessages.dataLabel} <b title={data.newest.datasetName}>{data.newest.datasetName} v{data.newest.number}</b> · {formatCount(data.newest.rows, 'row')}</Link> : appMessages.noData}
        </span>
      )}
      {data && <span className={styles.statusFixed}>{data.champion ? <span>{appMessages.championLabel} <b>{modelName(data.champion.decision.model)} v{data.champion.decision.version ?? data.champion.decision.runNumber}</b>{data.challenger && <> · {appMessages.challengerLabel} <b>v{data.challenger.decision.version ?? data.challenger.decision.runNumber}</b></>}</span> : appMessages.noChampion}</span>}
      {stale && <span className={styles.statusItem}><Dot tone={stale.tone} /><span className={styles.statusText} title={stale.reason}>{stale.title}</span></span>}
      <span className={styles.statusEnd}>{host.kind === 'electron' ? appMessages.offline : appMessages.offlineBrowser}</span>
    </footer>
  );
}

function modelName(kind: string): string {
  const known = modelKindSchema.safeParse(kind);
  return known.success ? modelWords[known.data].name : kind;
}
