/** The share of checks that passed in the runs of one checkpoint, oldest first; the table of runs stands beside it. */
import type { CheckpointRun } from '@shared/areas/checkpoints';
import { formatPercent, useWidth } from '../../../ui';
import styles from './Checkpoints.module.css';
import { checkpointWords } from './messages';

const height = 48;
const edge = 8;
const mostRuns = 40;

/** Runs newest first, as they are listed. */
export function RunStrip({ runs }: { readonly runs: readonly CheckpointRun[] }) {
  const [ref, width] = useWidth(280);
  const points = runs.slice(0, mostRuns).toReversed().flatMap(({ id, number, verdict, statistics }) => (statistics && statistics.checks > 0 ? [{ id, number, verdict, share: statistics.passed / statistics.checks }] : []));
  if (points.length < 2) return null;
  const lowest = Math.min(...points.map(({ share }) => share), 0.9);
  const x = (i: number): number => edge + (i / (points.length - 1)) * (width - 2 * edge);
  const y = (share: number): number => edge + ((1 - share) / (1 - lowest)) * (height - 2 * edge);
  return (
    <div ref={ref}>
      <svg width={width} height={height} role="img" aria-label={checkpointWords.list.strip(points.map(({ number, share }) => `v${number} ${formatPercent(share)}`).join(', '))}>
        <polyline className={styles.stripLine} points={points.map(({ share }, i) => `${x(i)},${y(share)}`).join(' ')} />
        {points.map(({ id, verdict, share }, i) => <circle key={id} className={styles.stripDot} data-verdict={verdict} cx={x(i)} cy={y(share)} r={3.5} />)}
      </svg>
    </div>
  );
}
