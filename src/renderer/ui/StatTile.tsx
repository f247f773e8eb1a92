/** A key figure: label above, value, and beside or below it what it is to be held against. */
import type { ReactNode } from 'react';
import { Hint } from './Hint';
import styles from './StatTile.module.css';

interface StatTileProps {
  readonly label: ReactNode;
  readonly value: ReactNode;
  /** Baseline, range or unit; never leave a score without it. */
  readonly note?: ReactNode;
  readonly size?: 'small' | 'large';
  /** Formula or meaning, on hover and focus of the label. */
  readonly title?: string;
}

export function StatTile({ label, value, note, size = 'small', title }: StatTileProps) {
  return (
    <div className={`${styles.tile} ${size === 'large' ? styles.large : ''}`}>
      <div className={styles.label}><Hint hint={title}>{label}</Hint></div>
      <div className={styles.value}>{value}</div>
      {note !== undefined && <div className={styles.note}>{note}</div>}
    </div>
  );
}
