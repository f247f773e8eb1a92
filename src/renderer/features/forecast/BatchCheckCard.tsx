/** What a batch will meet, before it starts: columns that are missing, of another type, unread, unknown or out of range, with counts. */
import type { BatchCheck, BatchFinding } from '@shared/areas/forecasting';
import type { Snapshot } from '@shared/areas/datasets';
import { Card, Dot, formatCount, formatInteger, formatPercent } from '@renderer/ui';
import styles from './BatchPage.module.css';
import { batchFindingWords } from './batchWords';

interface BatchCheckCardProps {
  readonly check: BatchCheck;
  readonly snapshot: Snapshot;
  readonly runNumber: number;
}

export function BatchCheckCard({ check, snapshot, runNumber }: BatchCheckCardProps) {
  const touched = new Set(check.findings.map(({ column }) => column));
  const fine = check.columns - touched.size;
  const title = check.blocked !== null ? 'Nothing can be scored' : check.findings.length === 0 ? 'Every column is as the model learned it' : `${formatCount(touched.size, 'column')} to look at first`;
  return (
    <Card title={title} note={`${snapshot.datasetName} v${snapshot.number} against run ${runNumber}`}>
      {check.blocked !== null && <p className={styles.blocked}>{check.blocked}</p>}
      <ul className={styles.checks}>
        <li><span><Dot tone={fine > 0 ? 'good' : 'neutral'} /></span><span>{formatInteger(fine)} of {formatCount(check.columns, 'column')} hold only what the model has seen</span></li>
        {check.findings.map((finding) => <li key={`${finding.column} ${finding.kind}`}><span><Dot tone={toneOf(finding)} /></span><span><b>{finding.column}</b> {batchFindingWords(finding)}{finding.kind === 'missing-column' || finding.kind === 'other-type' ? '' : ` (${formatPercent(finding.count / Math.max(1, check.rows), 1)})`}</span></li>)}
      </ul>
    </Card>
  );
}

function toneOf({ kind }: BatchFinding): 'failure' | 'attention' {
  return kind === 'missing-column' || kind === 'unreadable' ? 'failure' : 'attention';
}
