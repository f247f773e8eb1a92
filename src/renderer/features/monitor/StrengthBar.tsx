/** A score against its threshold: a bar with one tick. Amber beyond it, grey where the model does not use the column. */
import type { ColumnDrift } from '@shared/areas/monitoring';
import { driftStrength, tickAt } from './driftStrength';
import styles from './Monitor.module.css';

export function StrengthBar({ column, faded }: { readonly column: ColumnDrift; readonly faded: boolean }) {
  const strength = driftStrength(column);
  if (strength === null) return null;
  const tone = faded ? styles.restBar : column.drifted ? styles.driftBar : styles.calmBar;
  return (
    <span className={styles.track} aria-hidden="true">
      <span className={`${styles.strength} ${tone}`} style={{ width: `${Math.max(2, strength * 100)}%` }} />
      {column.method !== 'perc_text_content_drift' && <span className={styles.tick} style={{ left: `${tickAt * 100}%` }} />}
    </span>
  );
}
