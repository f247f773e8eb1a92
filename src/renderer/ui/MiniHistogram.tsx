/** A distribution in the height of a line (inline SVG, no axis). `tone` grey for what is not used. */
import styles from './MiniHistogram.module.css';

interface MiniHistogramProps {
  readonly counts: readonly number[];
  readonly width?: number;
  readonly height?: number;
  readonly tone?: 'model' | 'rest';
  /** What is drawn, for screen readers and the hover text. */
  readonly label: string;
}

export function MiniHistogram({ counts, width = 64, height = 22, tone = 'model', label }: MiniHistogramProps) {
  const highest = Math.max(1, ...counts);
  const step = width / Math.max(1, counts.length);
  const gap = step > 4 ? 1 : 0.4;
  return (
    <svg width={width} height={height} role="img" aria-label={label} className={styles[tone]}>
      <title>{label}</title>
      {counts.map((count, index) => {
        const size = count === 0 ? 1 : Math.max(1, (count / highest) * height);
        return <rect key={index} x={index * step} y={height - size} width={Math.max(0.6, step - gap)} height={size} opacity={count === 0 ? 0.35 : 1} />;
      })}
    </svg>
  );
}
