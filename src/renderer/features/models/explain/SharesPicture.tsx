/** Value against what it adds, one dot per sampled row. */
import type { DriverPoint } from '@shared/areas/explanation';
import { paddedScale } from '@renderer/charts/scales';
import { useWidth } from '@renderer/ui';
import { columnAxis } from './axis';
import styles from './Explain.module.css';
import { shareWords } from './explainFindings';

interface SharesPictureProps {
  readonly column: string;
  readonly points: readonly DriverPoint[];
  readonly space: 'log1p' | 'units';
}

const height = 240;
const margin = { left: 58, right: 14, top: 8, bottom: 40 };

export function SharesPicture({ column, points, space }: SharesPictureProps) {
  const [ref, width] = useWidth(520);
  const axis = columnAxis(points.map(({ x }) => x));
  const scale = paddedScale([0, ...points.map(({ value }) => value)], 0.06, 5);
  const plotWidth = Math.max(80, width - margin.left - margin.right);
  const bottom = height - margin.bottom;
  const y = (value: number): number => margin.top + (1 - scale.position(value)) * (bottom - margin.top);
  const x = (share: number): number => margin.left + share * plotWidth;
  const dots = points.map(({ x: cell, value }) => ({ at: axis.position(cell), value }));
  const path = dots.map(({ at, value }) => (at === null ? '' : `M${x(at).toFixed(1)} ${y(value).toFixed(1)}h0`)).join('');
  return (
    <div ref={ref} className={styles.picture}>
      <svg width={width} height={height} role="img" aria-label={`What ${column} adds, by its value, ${points.length} rows`}>
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} className={tick === 0 ? styles.zero : styles.gridLine} />
            <text x={margin.left - 8} y={y(tick) + 4} textAnchor="end" className={styles.axisText}>{shareWords(tick, space)}</text>
          </g>
        ))}
        <path d={path} className={styles.dots} />
        {axis.ticks.map(({ at, text }) => <text key={at} x={x(at)} y={bottom + 16} textAnchor="middle" className={styles.axisText}>{text}</text>)}
        <text x={width - margin.right} y={height - 6} textAnchor="end" className={styles.axisText}>{column}</text>
      </svg>
    </div>
  );
}
