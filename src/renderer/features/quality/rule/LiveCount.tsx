/** How many rows fail as the rule stands, beside how many failed before the edit. */
import type { CheckKind, CheckResult } from '@shared/areas/quality';
import { formatInteger } from '../../../ui';
import { ruleMessages } from './messages';
import styles from './Rule.module.css';

const words = ruleMessages.count;

interface LiveCountProps {
  readonly kind: CheckKind | null;
  /** Of the saved rule, where it was edited since. */
  readonly before: CheckResult | null;
  readonly result: CheckResult | null;
  readonly edited: boolean;
  readonly counting: boolean;
}

export function LiveCount({ kind, before, result, edited, counting }: LiveCountProps) {
  const shown = result ?? (counting ? before : null);
  if (shown === null) return counting ? <div className={styles.count} data-tone="neutral" role="status"><p className={styles.countNote}>{words.counting}</p></div> : null;
  return (
    <div className={styles.count} data-tone={counting ? 'neutral' : shown.success ? 'good' : 'attention'} role="status" aria-busy={counting || undefined}>
      <p className={styles.countFigure}>
        {before !== null && result !== null && before.failures !== result.failures && <s>{formatInteger(before.failures)}</s>}
        <b>{kind?.rows === false ? (shown.success ? words.holds : words.fails) : words.rowsFail(shown.failures)}</b>
      </p>
      <p className={styles.countNote}>
        {kind?.rows === false ? (shown.observed ?? shown.rule) : shown.considered === 0 ? words.noRows : `${words.share(shown.failureShare, shown.considered)}${shown.success && shown.failures > 0 ? words.allowed : ''}${edited ? words.asYouEdit : ''}`}
      </p>
    </div>
  );
}
