/** A measure over the looks kept: a line with its points, the baseline thin and grey. */
import { ChartCard } from '@renderer/charts/ChartCard';
import { formatNumber, useWidth } from '@renderer/ui';
import styles from './Monitor.module.css';

const height = 150;

interface HistoryChartProps {
  readonly title: string;
  readonly note: string;
  readonly points: readonly { readonly label: string; readonly value: number; readonly baseline: number | null }[];
}

export function HistoryChart({ title, note, points }: HistoryChartProps) {
  const [ref, width] = useWidth(560);
  const highest = Math.max(...points.flatMap(({ value, baseline }) => [value, baseline ?? 0]), 1e-9) * 1.15;
  const x = (index: number): number => 24 + (points.length === 1 ? 0.5 : index / (points.length - 1)) * (width - 64);
  const y = (value: number): number => height - 24 - (value / highest) * (height - 48);
  const line = (read: (point: HistoryChartProps['points'][number]) => number | null): string => points.flatMap((point, i) => (read(point) === null ? [] : [`${x(i)},${y(read(point) ?? 0)}`])).join(' ');
  return (
    <ChartCard title={title} note={note} table={{ columns: ['', title, 'baseline'], rows: points.map(({ label, value, baseline }) => [label, value, baseline]) }} height={height}>
      <div ref={ref}>
        <svg width={width} height={height} role="img" aria-label={points.map(({ label, value }) => `${label}: ${formatNumber(value)}`).join(', ')}>
          <line x1={0} x2={width} y1={y(0)} y2={y(0)} className={styles.baseLine} />
          <polyline points={line(({ baseline }) => baseline)} className={styles.baselineLine} />
          <polyline points={line(({ value }) => value)} className={styles.historyLine} />
          {points.map(({ label, value }, i) => (
            <g key={i}>
              <circle cx={x(i)} cy={y(value)} r={3.5} className={styles.historyDot} />
              {(points.length <= 8 || i === points.length - 1) && <text x={x(i)} y={y(value) - 9} textAnchor="middle" className={styles.pointText}>{formatNumber(value)}</text>}
              {(points.length <= 12 || i === 0 || i === points.length - 1) && <text x={x(i)} y={height - 6} textAnchor="middle" className={styles.axisText}>{label}</text>}
            </g>
          ))}
        </svg>
      </div>
    </ChartCard>
  );
}
