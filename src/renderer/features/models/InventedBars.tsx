/** What a lazy split would have shown beside what this one shows: two bars of R2, their spread in words. */
import type { SplitAdvice } from '@shared/areas/tracking';
import { formatMetric } from '@renderer/ui/formatMetric';
import { modelsMessages as words } from './messages';
import styles from './SplitCard.module.css';

export function InventedBars({ invented }: { readonly invented: NonNullable<SplitAdvice['invented']> }) {
  const { metric, lazy, honest } = invented;
  const longest = Math.max(lazy.mean, honest.mean, 0.01);
  const width = (value: number): string => `${(Math.max(0, value) / longest) * 100}%`;
  return (
    <>
      <div className={styles.bars} aria-hidden="true">
        <span>{words.honesty.lazy}</span>
        <span className={styles.bar} style={{ width: width(lazy.mean) }} />
        <b>{formatMetric(metric, lazy.mean, 2)}</b>
        <span>{words.honesty.thisSplit}</span>
        <span className={`${styles.bar} ${styles.own}`} style={{ width: width(honest.mean) }} />
        <b>{formatMetric(metric, honest.mean, 2)}</b>
      </div>
      <p className={styles.words}>{invented.sentence}</p>
    </>
  );
}
