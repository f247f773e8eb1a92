/** What the proposed set-up is worth, measured after the page stands: honest beside leaking, the control, and what a lazy split would invent. */
import { useQuery } from '@renderer/engine';
import { Card, ErrorPanel, SkeletonLines } from '@renderer/ui';
import { HonestyCard } from './HonestyCard';
import { InventedBars } from './InventedBars';
import { modelsMessages as words } from './messages';
import styles from './SetupPage.module.css';

interface SetupEvidenceProps {
  readonly snapshotId: string;
  readonly target: string;
}

export function SetupEvidence({ snapshotId, target }: SetupEvidenceProps) {
  const scores = useQuery('tracking.scoreHonesty', { snapshotId, target });
  // One after the other: both want every worker.
  const advice = useQuery('tracking.adviseSplit', scores.data || scores.error !== null ? { snapshotId, target } : null);
  return (
    <>
      {scores.error !== null && <ErrorPanel error={scores.error} onRetry={scores.reload} />}
      <div className={styles.answers} aria-busy={!scores.data}>
        {scores.data ? <HonestyCard {...scores.data} /> : <Card title={words.race.twoAnswers} note={words.honesty.measuring}><SkeletonLines lines={9} height={14} /></Card>}
      </div>
      {advice.error !== null && <ErrorPanel error={advice.error} onRetry={advice.reload} />}
      <div className={styles.advice} aria-busy={!advice.data}>
        <Card title={words.race.whySplit} note={advice.data ? undefined : words.honesty.measuring}>
          {advice.data ? (
            <>
              <ul className={styles.said}>{advice.data.sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
              {advice.data.invented && <InventedBars invented={advice.data.invented} />}
            </>
          ) : (
            <SkeletonLines lines={14} height={14} />
          )}
        </Card>
      </div>
    </>
  );
}
