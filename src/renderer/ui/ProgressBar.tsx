/** A bar for a share of work or of rows; `label` is what a screen reader says. */
import styles from './ProgressBar.module.css';

interface ProgressBarProps {
  readonly fraction: number;
  readonly label: string;
  readonly tone?: 'accent' | 'good' | 'attention' | 'failure' | 'neutral';
  readonly height?: number;
}

export function ProgressBar({ fraction, label, tone = 'accent', height = 6 }: ProgressBarProps) {
  const percent = Math.round(Math.min(1, Math.max(0, fraction)) * 1000) / 10;
  return (
    <div className={styles.track} style={{ height }} role="progressbar" aria-label={label} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
      <div className={`${styles.bar} ${styles[tone]}`} style={{ width: `${percent}%` }} />
    </div>
  );
}
