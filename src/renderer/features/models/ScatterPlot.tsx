/**
 * Forecast against actual on equal axes, logarithmic where the target was modelled in logs. All points are one path, so
 * that thousands cost one element. The point nearest to the pointer says what it is.
 */
import { useState, type PointerEvent } from 'react';
import { linearScale, logScale, type Scale } from '@renderer/charts/scales';
import { formatInteger, formatNumber, useWidth } from '@renderer/ui';
import styles from './ScatterPlot.module.css';

export interface ScatterPoint {
  readonly actual: number;
  readonly predicted: number;
  readonly row?: number;
}

interface ScatterPlotProps {
  readonly points: readonly ScatterPoint[];
  readonly scale: Scale;
  readonly label: string;
  readonly axes?: boolean;
  readonly tone?: 'model' | 'rest';
  readonly maxSize?: number;
}

/** One scale for both axes, and for several plots side by side. */
export function scatterScale(points: readonly ScatterPoint[], logarithmic: boolean): Scale {
  const values = points.flatMap((point) => [point.actual, point.predicted]).filter(Number.isFinite);
  if (values.length === 0) return linearScale(0, 1);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  if (!logarithmic) return linearScale(Math.min(0, low), high, 4);
  return logScale(Math.max(1, low) * 0.8, high * 1.25);
}

export function ScatterPlot({ points, scale, label, axes = true, tone = 'model', maxSize = 360 }: ScatterPlotProps) {
  const [ref, width] = useWidth(maxSize);
  const [near, setNear] = useState<ScatterPoint | null>(null);
  const left = axes ? 46 : 4;
  const bottom = axes ? 34 : 4;
  const size = Math.max(60, Math.min(width - left - 8, maxSize));
  const px = (value: number): number => left + Math.min(1, Math.max(0, scale.position(value))) * size;
  const py = (value: number): number => 6 + (1 - Math.min(1, Math.max(0, scale.position(value)))) * size;
  const path = points.map((point) => `M${px(point.actual).toFixed(1)} ${py(point.predicted).toFixed(1)}h0`).join('');

  function find(event: PointerEvent<SVGSVGElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    let best: ScatterPoint | null = null;
    let bestDistance = 100;
    for (const point of points) {
      const distance = (px(point.actual) - x) ** 2 + (py(point.predicted) - y) ** 2;
      if (distance < bestDistance) [best, bestDistance] = [point, distance];
    }
    setNear(best);
  }

  return (
    <div ref={ref} className={`${styles.plot} ${tone === 'rest' ? styles.rest : ''}`}>
      <svg width={left + size + 6} height={size + bottom + 6} role="img" aria-label={label} onPointerMove={find} onPointerLeave={() => setNear(null)}>
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line x1={px(tick)} x2={px(tick)} y1={6} y2={6 + size} className={styles.gridLine} />
            <line x1={left} x2={left + size} y1={py(tick)} y2={py(tick)} className={styles.gridLine} />
            {axes && <text x={px(tick)} y={size + 21} textAnchor="middle" className={styles.axisText}>{short(tick)}</text>}
            {axes && <text x={left - 6} y={py(tick) + 4} textAnchor="end" className={styles.axisText}>{short(tick)}</text>}
          </g>
        ))}
        <line x1={left} y1={6 + size} x2={left + size} y2={6} className={styles.diagonal} />
        <path d={path} className={styles.points} />
        {near && <circle cx={px(near.actual)} cy={py(near.predicted)} r={5} className={styles.near} />}
        {axes && <text x={left} y={size + 37} className={styles.axisText}>actual →, forecast ↑</text>}
      </svg>
      {near && (
        <div className={styles.hover} style={{ left: Math.min(px(near.actual) + 10, Math.max(0, width - 190)), top: Math.max(0, py(near.predicted) - 34) }}>
          {near.row !== undefined && `Row ${formatInteger(near.row)}: `}sold {formatNumber(near.actual, 0)}, forecast {formatNumber(near.predicted, 0)}
        </div>
      )}
    </div>
  );
}

/** 1000 -> "1k", 100000 -> "100k". */
function short(value: number): string {
  if (Math.abs(value) >= 1e6) return `${formatNumber(value / 1e6)}M`;
  return Math.abs(value) >= 1000 ? `${formatNumber(value / 1000)}k` : formatNumber(value);
}
