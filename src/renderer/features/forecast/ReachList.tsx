/** The chance of selling at least so many, step by step, as a short list of bars. */
import type { Reach } from '@shared/areas/intervals';
import { formatInteger, formatPercent } from '@renderer/ui';
import { forecastMessages as words } from './messages';
import styles from './ReachList.module.css';

/** Steps that are all but sure, or all but out of reach, say nothing. */
const least = 0.005;

export function ReachList({ reach }: { readonly reach: readonly Reach[] }) {
  const open = reach.filter(({ probability }) => probability >= least && probability <= 1 - least);
  if (open.length === 0) return null;
  return (
    <section aria-label={words.whatIf.reach} className={styles.section}>
      <h3 className={styles.heading}>{words.whatIf.reach}</h3>
      <ul className={styles.list}>
        {open.map(({ step, probability }) => (
          <li key={step} className={styles.row}>
            <span className={styles.name}>{words.whatIf.atLeast(formatInteger(step))}</span>
            <span className={styles.track} aria-hidden="true"><span className={styles.bar} style={{ width: `${probability * 100}%` }} /></span>
            <span className={styles.value}>{formatPercent(probability, 0)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
