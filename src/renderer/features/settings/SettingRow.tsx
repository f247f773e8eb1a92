/** One setting: what it is, a line of explanation, and its control at the right. */
import type { ReactNode } from 'react';
import styles from './Settings.module.css';

interface SettingRowProps {
  readonly label: ReactNode;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

export function SettingRow({ label, note, children }: SettingRowProps) {
  return (
    <div className={styles.row}>
      <div>
        <div className={styles.label}>{label}</div>
        {note !== undefined && <div className={styles.note}>{note}</div>}
      </div>
      {children}
    </div>
  );
}
