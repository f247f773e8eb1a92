/** One column moved: thin lines of single rows, a band of eight in ten, the thick mean; bars below say how many rows are there. */
import type { DependenceView } from '@shared/areas/explanation';
import { linearScale, logScale, type Scale } from '@renderer/charts/scales';
import { formatNumber, useWidth } from '@renderer/ui';
import { columnAxis } from './axis';
import styles from './Explain.module.css';

export type DependenceMode = 'lines' | 'centred' | 'accumulated';

interface DependencePictureProps {
  readonly view: DependenceView;
  readonly mode: DependenceMode;
  readonly target: string;
  /** The model learned logarithms: lines keep their shape on a logarithmic axis. */
  readonly logarithmic: boolean;
}

const height = 270;
const margin = { left: 58, right: 14, top: 18, bottom: 56 };
const rowBars = 16;

export function DependencePicture({ view, mode, target, logarithmic }: DependencePictureProps) {
  const [ref, width] = useWidth(520);
  const { points, lines, accumulated } = view;
  const main = mode === 'accumulated' ? accumulated.map(({ x, effect, rows }) => ({ x, mean: effect, low: effect, high: effect, rows })) : points.map((point) => ({ x: point.x, rows: point.rows, ...(mode === 'centred' ? point.centred : { mean: point.mean, low: point.low, high: point.high }) }));
  const single = mode === 'accumulated' ? [] : lines.map(({ row, values }) => ({ row, values: mode === 'centred' ? values.map((value) => value - (values[0] ?? 0)) : values }));
  const axis = columnAxis(main.map(({ x }) => x));
  const scale = scaleOf([...main.flatMap(({ low, high, mean }) => [low, high, mean]), ...(single.length > 0 ? single.flatMap(({ values }) => values) : [])], logarithmic && mode === 'lines');
  const plotWidth = Math.max(80, width - margin.left - margin.right);
  const bottom = height - margin.bottom;
  const x = (place: number): number => margin.left + (axis.position(main[place]?.x ?? null) ?? 0) * plotWidth;
  const y = (value: number): number => margin.top + (1 - Math.min(1, Math.max(0, scale.position(value)))) * (bottom - margin.top);
  const line = (values: readonly number[]): string => `M${values.map((value, place) => `${x(place).toFixed(1)} ${y(value).toFixed(1)}`).join('L')}`;
  const band = `${line(main.map(({ high }) => high))}L${[...main.keys()].reverse().map((place) => `${x(place).toFixed(1)} ${y(main[place]?.low ?? 0).toFixed(1)}`).join('L')}Z`;
  const mostRows = Math.max(1, ...main.map(({ rows }) => rows));
  const isCategory = view.kind === 'category';
  return (
    <div ref={ref} className={styles.picture}>
      <svg width={width} height={height} role="img" aria-label={`${target} along ${view.column}: ${main.map(({ mean }) => formatNumber(mean)).join(', ')}`}>
        <text x={margin.left - 8} y={8} textAnchor="end" className={styles.axisText}>{target.length > 8 ? 'units' : target}</text>
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} className={tick === 0 ? styles.zero : styles.gridLine} />
            <text x={margin.left - 8} y={y(tick) + 4} textAnchor="end" className={styles.axisText}>{formatNumber(tick)}</text>
          </g>
        ))}
        {isCategory ? main.map(({ mean, low, high }, place) => (
          <g key={place}>
            <rect x={x(place) - 6} width={12} y={Math.min(y(mean), y(Math.max(0, scale.domain[0])))} height={Math.abs(y(mean) - y(Math.max(0, scale.domain[0])))} className={styles.bar} />
            <line x1={x(place)} x2={x(place)} y1={y(low)} y2={y(high)} className={styles.whisker} />
          </g>
        )) : (
          <>
            <path d={band} className={styles.band} />
            {single.map(({ row, values }) => <path key={row} d={line(values)} className={styles.single}><title>row {row}</title></path>)}
            <path d={line(main.map(({ mean }) => mean))} className={styles.mean} />
          </>
        )}
        {main.map(({ rows }, place) => <line key={place} x1={x(place)} x2={x(place)} y1={bottom + 20} y2={bottom + 20 - (rows / mostRows) * rowBars} className={styles.rowBar}><title>{formatNumber(rows)}</title></line>)}
        {axis.ticks.map(({ at, text }) => <text key={at} x={margin.left + at * plotWidth} y={bottom + 34} textAnchor="middle" className={styles.axisText}>{text}</text>)}
        <text x={width - margin.right} y={height - 4} textAnchor="end" className={styles.axisText}>{view.column}</text>
      </svg>
    </div>
  );
}

function scaleOf(values: readonly number[], logarithmic: boolean): Scale {
  const low = values.reduce((held, value) => Math.min(held, value), Infinity);
  const high = values.reduce((held, value) => Math.max(held, value), -Infinity);
  if (logarithmic && high > 0) return logScale(Math.max(0.5, low) * 0.9, high * 1.1);
  const room = (high - low || 1) * 0.05;
  return linearScale(Math.min(0, low - room), high + room, 5);
}
