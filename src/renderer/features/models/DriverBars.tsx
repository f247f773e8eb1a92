/** Permutation importance as bars with their spread, most first; columns that do not help are grey. */
import type { z } from 'zod';
import type { importanceSchema } from '@shared/areas/tracking';
import { formatCount, formatSigned } from '@renderer/ui';
import styles from './DriverBars.module.css';

type Importance = z.infer<typeof importanceSchema>;

export function DriverBars({ importance, shown = 10 }: { readonly importance: readonly Importance[]; readonly shown?: number }) {
  const sorted = [...importance].sort((left, right) => right.mean - left.mean);
  const top = sorted.slice(0, shown);
  const longest = Math.max(...top.map((entry) => entry.mean + entry.sd), 1e-9);
  const rest = sorted.length - top.length;
  return (
    <ul className={styles.list}>
      {top.map((entry) => {
        const helps = entry.mean > entry.sd;
        const share = (value: number): number => Math.min(100, Math.max(0, (value / longest) * 100));
        return (
          <li key={entry.column} className={styles.row} title={`${entry.column}: ${formatSigned(entry.mean, 4)} ± ${entry.sd.toFixed(4)}${helps ? '' : ', within its spread'}`}>
            <span className={styles.name}>{entry.column}</span>
            <span className={styles.track} aria-hidden="true">
              <span className={`${styles.bar} ${helps ? '' : styles.none}`} style={{ width: `${share(entry.mean)}%` }} />
              <span className={styles.spread} style={{ left: `${share(entry.mean - entry.sd)}%`, width: `${share(entry.mean + entry.sd) - share(entry.mean - entry.sd)}%` }} />
            </span>
            <span className={styles.value}>{formatSigned(entry.mean, 3)}</span>
          </li>
        );
      })}
      {rest > 0 && <li className={styles.more}>{formatCount(rest, 'more column')} with less.</li>}
    </ul>
  );
}
