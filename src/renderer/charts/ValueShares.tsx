/** Shares of values on two sides, one pair of bars a value; a value that only the newer side has stands out. */
import { formatPercent } from '../ui/format';
import type { TwoShares } from './OverlaidBins';
import styles from './TwoDistributions.module.css';

export interface ValueShare extends TwoShares {
  readonly label: string;
}

export function ValueShares({ values }: { readonly values: readonly ValueShare[] }) {
  const highest = Math.max(...values.flatMap((value) => [value.reference, value.current]), 1e-9);
  return (
    <ul className={styles.values}>
      {values.map((value, i) => (
        <li key={i} className={styles.value}>
          <span className={styles.valueName} title={value.label}>{value.label}</span>
          <span className={styles.valueTrack} aria-hidden="true">
            <span className={styles.valueReference} style={{ width: `${(value.reference / highest) * 100}%` }} />
            <span className={`${styles.valueCurrent} ${value.reference === 0 ? styles.unseen : ''}`} style={{ width: `${(value.current / highest) * 100}%` }} />
          </span>
          <span className={styles.valueShare}>{formatPercent(value.reference)} → <b>{formatPercent(value.current)}</b></span>
        </li>
      ))}
    </ul>
  );
}
