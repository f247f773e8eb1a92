/** Label and value pairs, one a line, values at the right. */
import type { ReactNode } from 'react';
import styles from './KeyValue.module.css';

interface KeyValueProps {
  readonly rows: readonly { readonly label: ReactNode; readonly value: ReactNode; readonly title?: string }[];
}

export function KeyValue({ rows }: KeyValueProps) {
  return (
    <dl className={styles.list}>
      {rows.map((row, index) => (
        <div key={index} className={styles.row} title={row.title}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
