/** Two distributions in one small picture: grey bars the reference, a blue stepped line the version looked at. */
import type { DriftBin } from '@shared/areas/monitoring';
import styles from './Monitor.module.css';
import { monitorMessages as words } from './messages';

interface OverlaidBinsProps {
  readonly column: string;
  readonly bins: readonly DriftBin[];
  readonly width?: number;
  readonly height?: number;
}

export function OverlaidBins({ column, bins, width = 92, height = 26 }: OverlaidBinsProps) {
  if (bins.length === 0) return null;
  const highest = Math.max(...bins.flatMap((bin) => [bin.reference, bin.current]), 1e-9);
  const step = width / bins.length;
  const y = (share: number): number => height - 1 - (share / highest) * (height - 3);
  const line = bins.map((bin, i) => `${i === 0 ? 'M' : 'L'}${(i * step).toFixed(1)} ${y(bin.current).toFixed(1)}H${((i + 1) * step).toFixed(1)}`).join('');
  return (
    <svg width={width} height={height} role="img" aria-label={words.overlaid(column)} className={styles.overlaid}>
      {bins.map((bin, i) => <rect key={i} x={i * step} y={y(bin.reference)} width={Math.max(0.8, step - 0.8)} height={height - 1 - y(bin.reference)} className={styles.referenceBar} />)}
      <path d={line} className={styles.currentLine} />
      <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} className={styles.baseLine} />
    </svg>
  );
}
