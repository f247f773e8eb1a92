/** Where the forecast, its intervals and the baseline lie on one axis. */
import type { Prediction } from '@shared/areas/forecasting';
import { linearScale, logScale } from '@renderer/charts/scales';
import { formatPercent, useWidth } from '@renderer/ui';
import styles from './EstimateBar.module.css';
import { formatInterval, formatUnits } from './units';

interface EstimateBarProps {
  readonly prediction: Prediction;
  /** The same forecast with the middle half, where it has arrived. */
  readonly inner: Prediction | null;
  readonly baseline: number;
  readonly logarithmic: boolean;
}

const height = 128;
const top = 42;
const bottom = 98;

export function EstimateBar({ prediction, inner, baseline, logarithmic }: EstimateBarProps) {
  const [ref, width] = useWidth(340);
  const { value, lower, upper } = prediction;
  const low = Math.min(lower, baseline, value);
  const high = Math.max(upper, baseline, value);
  const scale = logarithmic ? logScale(Math.max(0.5, low) * 0.6, high * 1.8) : linearScale(Math.min(0, low), high * 1.1, 5);
  const x = (units: number): number => Math.min(1, Math.max(0, scale.position(units))) * (width - 24) + 12;
  const label = `Forecast ${formatUnits(value)}, ${formatPercent(prediction.level, 0)} interval ${formatInterval(prediction)}, baseline ${formatUnits(baseline)}`;
  const baselineRight = x(baseline) > width - 100;
  return (
    <div ref={ref} className={styles.bar}>
      <svg width={width} height={height} role="img" aria-label={label}>
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={top - 6} y2={bottom} className={styles.gridLine} />
            <text x={x(tick)} y={bottom + 15} textAnchor="middle" className={styles.axisText}>{formatUnits(tick)}</text>
          </g>
        ))}
        <rect x={x(lower)} width={Math.max(1, x(upper) - x(lower))} y={top + 8} height={32} rx={3} className={styles.outer} />
        {inner && <rect x={x(inner.lower)} width={Math.max(1, x(inner.upper) - x(inner.lower))} y={top + 8} height={32} rx={3} className={styles.inner} />}
        <line x1={x(baseline)} x2={x(baseline)} y1={top - 10} y2={bottom} className={styles.baseline} />
        <text x={x(baseline) + (baselineRight ? -6 : 6)} y={top - 4} textAnchor={baselineRight ? 'end' : 'start'} className={styles.text}>baseline {formatUnits(baseline)}</text>
        <circle cx={x(value)} cy={top + 24} r={6} className={styles.dot} />
        <text x={x(upper) - 6} y={top + 28} textAnchor="end" className={styles.text}>{formatPercent(prediction.level, 0)}</text>
        {inner && x(inner.upper) - x(value) > 44 && <text x={x(inner.upper) - 6} y={top + 28} textAnchor="end" className={styles.text}>{formatPercent(inner.level, 0)}</text>}
      </svg>
    </div>
  );
}
