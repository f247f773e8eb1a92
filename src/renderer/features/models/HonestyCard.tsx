/** One quick model on the same folds with and without the columns that give the answer away, and the control on a shuffled target. */
import type { ReactNode } from 'react';
import { higherIsBetter, type Control, type FoldScore, type Honesty, type MetricName } from '@shared/areas/tracking';
import { metricWords } from '@shared/messages/names';
import { Card } from '@renderer/ui';
import { formatMetric } from '@renderer/ui/formatMetric';
import { fewNames } from './findings';
import { modelsMessages as words } from './messages';
import styles from './TwoAnswersCard.module.css';

interface HonestyCardProps {
  readonly honesty: Honesty | null;
  readonly control: Control | null;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

export function HonestyCard({ honesty, control, children }: HonestyCardProps) {
  return (
    <Card title={words.race.twoAnswers} note={honesty ? `${metricWords[honesty.metric].name}, ${higherIsBetter.has(honesty.metric) ? 'higher' : 'lower'} is better` : undefined}>
      {honesty ? <Boxes honesty={honesty} /> : <p className={styles.plain}>{words.honesty.noLeak}</p>}
      {control && <p className={control.passed ? styles.words : styles.alarm} role={control.passed ? undefined : 'alert'}>{control.sentence}</p>}
      {children && <div className={styles.words}>{children}</div>}
    </Card>
  );
}

function Boxes({ honesty }: { readonly honesty: Honesty }) {
  const { metric, without, with: leaking, columns } = honesty;
  return (
    <>
      <div className={styles.boxes}>
        <div className={styles.box}>
          <span className={styles.label}>{words.race.honest}</span>
          <span className={styles.value}>{formatMetric(metric, without.mean, 2)}</span>
          <p>{interval(metric, without)}</p>
        </div>
        <div className={`${styles.box} ${styles.leak}`} title={columns.join(', ')}>
          <span className={styles.label}>{words.race.withLeak}</span>
          <span className={styles.value}>{formatMetric(metric, leaking.mean, 2)}</span>
          <p>{interval(metric, leaking)}</p>
        </div>
      </div>
      <p className={styles.words}>{words.honesty.quick(fewNames(columns))}</p>
    </>
  );
}

/** From few folds the interval of an error may reach below 0, where no error lies. */
function interval(metric: MetricName, { lower, upper }: FoldScore): string {
  const isError = !higherIsBetter.has(metric) && metric !== 'bias';
  return `95 % ${formatMetric(metric, isError ? Math.max(0, lower) : lower, 2)} to ${formatMetric(metric, upper, 2)}`;
}
