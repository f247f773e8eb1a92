/** Permutation importance as bars with their 95 % interval, most first; columns whose interval includes 0 are grey. */
import type { z } from 'zod';
import type { importanceSchema } from '@shared/areas/tracking';
import { formatCount, formatSigned } from '@renderer/ui';
import styles from './DriverBars.module.css';
import { modelsMessages as words } from './messages';

type Importance = z.infer<typeof importanceSchema>;

export function DriverBars({ importance, shown = 10 }: { readonly importance: readonly Importance[]; readonly shown?: number }) {
  const sorted = [...importance].sort((left, right) => right.mean - left.mean);
  const top = sorted.slice(0, shown);
  const longest = Math.max(...top.map((entry) => intervalOf(entry)[1]), 1e-9);
  const rest = sorted.length - top.length;
  return (
    <ul className={styles.list}>
      {top.map((entry) => {
        const [lower, upper] = intervalOf(entry);
        const helps = lower > 0;
        const share = (value: number): number => Math.min(100, Math.max(0, (value / longest) * 100));
        return (
          <li key={entry.column} className={styles.row} title={`${entry.column}: ${formatSigned(entry.mean, 4)}, ${formatSigned(lower, 4)} to ${formatSigned(upper, 4)}${helps ? '' : `, ${words.panel.mayNotHelp}`}`}>
            <span className={styles.name}>{entry.column}</span>
            <span className={styles.track} aria-hidden="true">
              <span className={`${styles.bar} ${helps ? '' : styles.none}`} style={{ width: `${share(entry.mean)}%` }} />
              <span className={styles.spread} style={{ left: `${share(lower)}%`, width: `${share(upper) - share(lower)}%` }} />
            </span>
            <span className={styles.value}>{formatSigned(entry.mean, 3)}</span>
          </li>
        );
      })}
      {rest > 0 && <li className={styles.more}>{formatCount(rest, 'more column')} with less.</li>}
    </ul>
  );
}

/** Of runs from before the interval was worked out: one sd over the folds. */
function intervalOf({ mean, sd, lower, upper }: Importance): readonly [number, number] {
  return [lower ?? mean - sd, upper ?? mean + sd];
}
