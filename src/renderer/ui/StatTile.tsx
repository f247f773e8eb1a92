/** A key figure: label above, value, and beside or below it what it is to be held against. */
import type { ReactNode } from 'react';
import styles from './StatTile.module.css';

interface StatTileProps {
  readonly label: ReactNode;
  readonly value: ReactNode;
  /** Baseline, range or unit; never leave a score without it. */
  readonly note?: ReactNode;
  readonly size?: 'small' | 'large';
  readonly title?: string;
}

export function StatTile({ label, value, note, size = 'small', title }: StatTileProps) {
  return (
    <div className={`${styles.tile} ${size === 'large' ? styles.large : ''}`} title={title}>
      <div className={styles.label}>{label}</div>
      <div className={styles.value}>{value}</div>
      {note !== undefined && <div className={styles.note}>{note}</div>}
    </div>
  );
}
