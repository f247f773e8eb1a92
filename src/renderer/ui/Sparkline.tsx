/** A course in the height of a line (inline SVG). Null values leave a gap. */
import styles from './miniCharts.module.css';

interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly width?: number;
  readonly height?: number;
  readonly tone?: 'model' | 'rest';
  readonly label: string;
}

export function Sparkline({ values, width = 96, height = 24, tone = 'model', label }: SparklineProps) {
  const known = values.filter((value): value is number => value !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const x = (index: number): number => 1 + (index / Math.max(1, values.length - 1)) * (width - 2);
  const y = (value: number): number => height - 2 - ((value - low) / span) * (height - 4);
  let pen = 'M';
  const path = values
    .map((value, index) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const part = `${pen}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = 'L';
      return part;
    })
    .join('');
  return (
    <svg width={width} height={height} role="img" aria-label={label} className={styles[tone]}>
      <title>{label}</title>
      {known.length > 0 && <path d={path} className={styles.course} />}
    </svg>
  );
}
