/** The number, its interval with what it really held, and the baseline, in one glance. */
import type { Form, Prediction } from '@shared/areas/forecasting';
import { Card, formatPercent, Skeleton } from '@renderer/ui';
import { EstimateBar } from './EstimateBar';
import { forecastMessages as words } from './messages';
import { modelName } from './modelName';
import { nearestStep } from './nearestStep';
import { ReachList } from './ReachList';
import { formatInterval, formatStep, formatUnits } from './units';
import styles from './WhatIf.module.css';

interface HeadlineCardProps {
  readonly form: Form;
  readonly prediction: Prediction | null;
  readonly inner: Prediction | null;
  /** A newer forecast is on its way. */
  readonly stale: boolean;
}

export function HeadlineCard({ form, prediction, inner, stale }: HeadlineCardProps) {
  if (!prediction) return <Card label={words.whatIf.estimate}><Skeleton height={132} /></Card>;
  const { interval, baseline, steps } = form;
  const held = interval.coverage === null ? 'coverage was not measured' : `held ${formatPercent(interval.coverage)} of held-out rows`;
  const sameLevel = Math.abs(interval.level - prediction.level) < 1e-9;
  const step = steps ? nearestStep(prediction.value, steps) : null;
  return (
    <Card label={words.whatIf.estimate}>
      <div className={`${styles.head} ${stale ? styles.stale : ''}`} aria-live="polite">
        <div className={styles.estimate}>
          <div className={styles.label}>{words.whatIf.estimate}, {form.target}</div>
          <div className={styles.big} data-testid="forecast-value">{formatUnits(prediction.value)}</div>
          <p className={styles.interval}>{formatPercent(prediction.level, 0)} interval {formatInterval(prediction)}</p>
          {sameLevel && <p className={styles.quiet}>{held}</p>}
          <p className={styles.quiet}>{words.whatIf.baselineAny}: {formatUnits(baseline.value)} ({modelName(baseline.model).toLowerCase()}).{step !== null && <> Nearest sales step: <b>{formatStep(step, steps)}</b></>}</p>
        </div>
        <EstimateBar prediction={prediction} inner={inner} baseline={baseline.value} logarithmic={interval.space === 'log1p'} />
      </div>
      {prediction.reach && <ReachList reach={prediction.reach} calibration={interval.reach} />}
    </Card>
  );
}
