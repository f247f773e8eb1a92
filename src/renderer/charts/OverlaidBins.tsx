/** Two distributions in one picture: grey bars what it is held against, a blue stepped line what is looked at. */
import styles from './TwoDistributions.module.css';

/** Shares of rows. */
export interface TwoShares {
  readonly reference: number;
  readonly current: number;
}

interface OverlaidBinsProps {
  readonly label: string;
  readonly bins: readonly TwoShares[];
  readonly width?: number;
  readonly height?: number;
  /** What stands below the first and the last bin. */
  readonly ends?: readonly [string, string];
}

export function OverlaidBins({ label, bins, width = 92, height = 26, ends }: OverlaidBinsProps) {
  if (bins.length === 0) return null;
  const highest = Math.max(...bins.flatMap((bin) => [bin.reference, bin.current]), 1e-9);
  const step = width / bins.length;
  const y = (share: number): number => height - 1 - (share / highest) * (height - 3);
  const line = bins.map((bin, i) => `${i === 0 ? 'M' : 'L'}${(i * step).toFixed(1)} ${y(bin.current).toFixed(1)}H${((i + 1) * step).toFixed(1)}`).join('');
  return (
    <>
      <svg width={width} height={height} role="img" aria-label={label} className={styles.overlaid}>
        {bins.map((bin, i) => <rect key={i} x={i * step} y={y(bin.reference)} width={Math.max(0.8, step - 0.8)} height={height - 1 - y(bin.reference)} className={styles.referenceBar} />)}
        <path d={line} className={styles.currentLine} />
        <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} className={styles.baseLine} />
      </svg>
      {ends && <div className={styles.axis}><span>{ends[0]}</span><span>{ends[1]}</span></div>}
    </>
  );
}

/** Which mark stands for which side. */
export function SidesLegend({ reference, current }: { readonly reference: string; readonly current: string }) {
  return <span className={styles.legend}><span className={styles.legendReference} />{reference}<span className={styles.legendCurrent} />{current}</span>;
}
