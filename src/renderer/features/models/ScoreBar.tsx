/** What one column alone explains, as a bar from 0 to 1; vermilion where it leaks, grey where it is left out for another reason. */
import styles from './LeakRadar.module.css';

interface ScoreBarProps {
  readonly score: number;
  readonly tone: 'model' | 'leak' | 'rest';
}

export function ScoreBar({ score, tone }: ScoreBarProps) {
  const names = [styles.bar, tone === 'leak' && styles.leakBar, tone === 'rest' && styles.quiet].filter(Boolean).join(' ');
  const share = Math.min(1, Math.max(0, score));
  return (
    <span className={names} aria-hidden="true">
      <span className={styles.fill} style={{ width: `${(share * 100).toFixed(1)}%` }} />
    </span>
  );
}
