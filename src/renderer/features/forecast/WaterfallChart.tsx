/** From the average product to this one, column by column: blue raises, amber lowers, and each step says its factor. */
import type { Explanation } from '@shared/areas/forecasting';
import { linearScale } from '@renderer/charts/scales';
import { formatNumber, formatSigned } from '@renderer/ui';
import { forecastMessages as words } from './messages';
import { formatUnits } from './units';
import { toUnits, type Waterfall } from './waterfall';
import styles from './WaterfallChart.module.css';

interface WaterfallChartProps {
  readonly waterfall: Waterfall;
  readonly space: Explanation['space'];
}

export function WaterfallChart({ waterfall, space }: WaterfallChartProps) {
  const { low, high, base, end, steps } = waterfall;
  const room = (high - low || 1) * 0.04;
  const scale = linearScale(low - room, high + room);
  const at = (value: number): number => scale.position(value) * 100;
  return (
    <ol className={styles.list}>
      <li className={styles.row}>
        <span className={styles.name}>{words.whatIf.average}</span>
        <span className={styles.plot}>
          <span className={styles.start} style={{ left: `${at(base)}%` }} />
          <EndValue at={at(base)} text={formatUnits(toUnits(base, space))} />
        </span>
      </li>
      {steps.map((step) => {
        const left = at(Math.min(step.from, step.to));
        const right = at(Math.max(step.from, step.to));
        const text = space === 'log1p' ? `× ${formatNumber(Math.exp(step.value), 2)}` : formatSigned(step.value, 1);
        const before = right > 68;
        return (
          <li key={step.label} className={styles.row} title={`${step.label}: ${text}`}>
            <span className={styles.name}>{step.label}</span>
            <span className={styles.plot}>
              <span className={styles.joint} style={{ left: `${at(step.from)}%` }} />
              <span className={`${styles.bar} ${step.value < 0 ? styles.down : ''}`} style={{ left: `${left}%`, width: `${Math.max(0.4, right - left)}%` }} />
              <span className={`${styles.value} ${before ? styles.before : ''}`} style={{ left: before ? `calc(${left}% - 6px)` : `calc(${right}% + 6px)` }}>{text}</span>
            </span>
          </li>
        );
      })}
      <li className={styles.row}>
        <span className={`${styles.name} ${styles.strong}`}>{words.whatIf.thisOne}</span>
        <span className={styles.plot}>
          <span className={styles.joint} style={{ left: `${at(end)}%` }} />
          <span className={styles.end} style={{ left: `${at(end)}%` }} />
          <EndValue at={at(end)} text={formatUnits(toUnits(end, space))} />
        </span>
      </li>
    </ol>
  );
}

function EndValue({ at, text }: { readonly at: number; readonly text: string }) {
  const before = at > 68;
  return <b className={`${styles.value} ${styles.strong} ${before ? styles.before : ''}`} style={{ left: before ? `calc(${at}% - 9px)` : `calc(${at}% + 9px)` }}>{text}</b>;
}
