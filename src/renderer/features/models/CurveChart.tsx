/** Error of one model step by step, a line per fold: held out in blue, training dashed and grey. */
import type { z } from 'zod';
import type { curveSchema } from '@shared/areas/tracking';
import { linearScale, paddedScale } from '@renderer/charts/scales';
import { formatNumber, useWidth } from '@renderer/ui';
import styles from './CurveChart.module.css';

type Curve = z.infer<typeof curveSchema>;

const height = 150;
const margin = { left: 40, right: 66, top: 6, bottom: 30 };

export function CurveChart({ title, curves }: { readonly title: string; readonly curves: readonly Curve[] }) {
  const [ref, width] = useWidth(320);
  const longest = Math.max(1, ...curves.map((curve) => Math.max(curve.train.length, curve.validation.length)));
  const lines = curves.flatMap((curve) => [curve.train, curve.validation]).filter((line) => line.length > 0);
  const values = withoutStart(lines);
  const x = linearScale(1, longest, 4);
  const y = paddedScale(values, 0.08, 4);
  const plotWidth = Math.max(40, width - margin.left - margin.right);
  const plotHeight = height - margin.top - margin.bottom;
  const px = (step: number): number => margin.left + x.position(step) * plotWidth;
  const py = (value: number): number => margin.top + Math.min(1.02, Math.max(-0.02, 1 - y.position(value))) * plotHeight;
  const gap = y.ticks[1] !== undefined && y.ticks[0] !== undefined ? y.ticks[1] - y.ticks[0] : 1;
  const decimals = Math.max(0, -Math.floor(Math.log10(gap) + 1e-9));
  const unit = curves[0]?.unit ?? 'step';
  const ends = endLabels(curves, py);
  return (
    <figure ref={ref} className={styles.figure}>
      <h3>{title}</h3>
      <p>{curves[0]?.name ?? 'Error'}, a line per fold</p>
      <svg width={width} height={height} role="img" aria-label={`${title}: ${ends.map((end) => `${end.name} ends at ${formatNumber(end.value, 3)}`).join(', ')} after ${longest} ${unit}s`}>
        {y.ticks.map((tick) => (
          <g key={tick}>
            <line x1={margin.left} x2={margin.left + plotWidth} y1={py(tick)} y2={py(tick)} className={styles.gridLine} />
            <text x={margin.left - 6} y={py(tick) + 4} textAnchor="end" className={styles.axisText}>{formatNumber(tick, decimals)}</text>
          </g>
        ))}
        {[1, longest].map((step, index) => <text key={index} x={px(step)} y={height - 14} textAnchor={index === 0 ? 'start' : 'end'} className={styles.axisText}>{index === 0 ? `${unit} 1` : formatNumber(step, 0)}</text>)}
        {curves.map((curve) => (
          <g key={`${curve.repeat}-${curve.fold}-${curve.name}`}>
            <path d={pathOf(curve.train, px, py)} className={styles.train} />
            <path d={pathOf(curve.validation, px, py)} className={styles.validation}><title>{`Fold ${curve.fold + 1}`}</title></path>
          </g>
        ))}
        {ends.map((end) => <text key={end.name} x={margin.left + plotWidth + 6} y={end.y + 4} className={end.name === 'held out' ? styles.validationText : styles.trainText}>{end.name}</text>)}
      </svg>
    </figure>
  );
}

/** The first steps fall from far above; the axis follows what comes after the first tenth. */
function withoutStart(lines: readonly (readonly number[])[]): number[] {
  return lines.flatMap((line) => line.slice(Math.floor(line.length / 10)));
}

function pathOf(line: readonly number[], px: (step: number) => number, py: (value: number) => number): string {
  return line.map((value, index) => `${index === 0 ? 'M' : 'L'}${px(index + 1).toFixed(1)} ${py(value).toFixed(1)}`).join('');
}

/** Names at the mean end of their lines, pushed apart where they would overlap. */
function endLabels(curves: readonly Curve[], py: (value: number) => number): { readonly name: string; readonly value: number; readonly y: number }[] {
  const labels = (['validation', 'train'] as const).flatMap((kind) => {
    const ends = curves.map((curve) => curve[kind].at(-1)).filter((value): value is number => value !== undefined);
    if (ends.length === 0) return [];
    const value = ends.reduce((sum, end) => sum + end, 0) / ends.length;
    return [{ name: kind === 'validation' ? 'held out' : 'training', value, y: py(value) }];
  });
  const [first, second] = labels;
  if (!first || !second || Math.abs(first.y - second.y) >= 13) return labels;
  const sign = first.y <= second.y ? -1 : 1;
  const middle = (first.y + second.y) / 2;
  return [{ ...first, y: middle + sign * 7 }, { ...second, y: middle - sign * 7 }];
}
