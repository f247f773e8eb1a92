/** The chance of selling at least so many, step by step, as a short list of bars; with where the chances come from and how they held. */
import { stepsInQuestion, summariseReach, type Reach, type ReachCalibration } from '@shared/areas/intervals';
import { reachWords as words } from '@shared/messages/intervals';
import { formatInteger, formatPercent } from '@renderer/ui';
import styles from './ReachList.module.css';

export function ReachList({ reach, calibration }: { readonly reach: readonly Reach[]; readonly calibration: ReachCalibration | null }) {
  const open = stepsInQuestion(reach);
  if (open.length === 0) return null;
  const held = calibration && summariseReach(calibration);
  return (
    <section aria-label={words.title} className={styles.section}>
      <h3 className={styles.heading}>{words.title}</h3>
      <ul className={styles.list}>
        {open.map(({ step, probability }) => (
          <li key={step} className={styles.row}>
            <span className={styles.name}>{words.atLeast(formatInteger(step))}</span>
            <span className={styles.track} aria-hidden="true"><span className={styles.bar} style={{ width: `${probability * 100}%` }} /></span>
            <span className={styles.value}>{formatPercent(probability, 0)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.note}>{words.source[calibration?.source ?? 'odds']}{held && ` ${words.held(held)}`}</p>
    </section>
  );
}
