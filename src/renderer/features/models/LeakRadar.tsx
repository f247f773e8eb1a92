/** What each column alone explains, most first: blue may be used, vermilion gives the answer away. */
import type { Leakage } from '@shared/areas/tracking';
import { formatCount, formatNumber } from '@renderer/ui';
import styles from './LeakRadar.module.css';
import { modelsMessages as words } from './messages';
import { ScoreBar } from './ScoreBar';

const shownColumns = 10;

export function LeakRadar({ leakage }: { readonly leakage: readonly Leakage[] }) {
  const sorted = [...leakage].sort((left, right) => right.score - left.score);
  const shown = sorted.slice(0, shownColumns);
  const rest = sorted.length - shown.length;
  return (
    <>
      <ul className={`${styles.radar} ${shown.some(isInDisguise) ? styles.wide : ''}`}>
        {shown.map((entry) => (
          <li key={entry.column} className={`${styles.entry} ${entry.leak ? styles.leak : ''} ${entry.excluded ? styles.out : ''}`} title={`${entry.column}: ${entry.reason}`}>
            <span className={styles.name}>{entry.column}</span>
            <ScoreBar score={entry.score} tone={entry.leak ? 'leak' : entry.excluded ? 'rest' : 'model'} />
            <span className={styles.score}>{formatNumber(Math.max(0, entry.score), 2)}</span>
            <span className={styles.when}>{whenWords(entry)}</span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className={styles.more}>{formatCount(rest, 'more column')} below {formatNumber(Math.max(0, shown.at(-1)?.score ?? 0), 2)}.</p>}
    </>
  );
}

/** A leak for another reason than when it is known. */
function isInDisguise({ leak, knownWhen }: Leakage): boolean {
  return leak && knownWhen !== 'after-sale';
}

/** When a column is known, or what else gives the answer away; and what became of it. */
function whenWords(entry: Leakage): string {
  const accusers = isInDisguise(entry) ? entry.suspicions.filter(({ accuses }) => accuses) : [];
  // That it tells too much alone, the bar says.
  const accuser = accusers.find(({ kind }) => kind !== 'skill') ?? accusers[0];
  const when = accuser ? words.suspicions[accuser.kind] : words.knownWhen[entry.knownWhen];
  if (entry.excluded) return `${when}, out`;
  return entry.leak ? `${when}, in` : when;
}
