/**
 * The forecast along one column: bands and line where the model was trained, beyond that hatched, dashed and without a
 * band. Each tick is a past row.
 */
import { useId } from 'react';
import { linearScale, logScale } from '@renderer/charts/scales';
import { formatNumber, formatPercent, useWidth } from '@renderer/ui';
import styles from './CurvePicture.module.css';
import { cutCurve } from './curveParts';
import type { CurvePoint } from '@shared/areas/forecasting';
import { forecastMessages as words } from './messages';
import { formatUnits } from './units';

interface CurvePictureProps {
  readonly column: string;
  readonly target: string;
  readonly points: readonly CurvePoint[];
  /** The middle half along the same points; empty until it has arrived. */
  readonly inner: readonly CurvePoint[];
  readonly ticks: readonly number[];
  readonly level: number;
  readonly logarithmic: boolean;
  /** Least and most value trained on. */
  readonly trained: readonly [number, number] | null;
  readonly here: { readonly x: number; readonly value: number } | null;
  readonly height?: number;
}

const margin = { left: 52, right: 12, top: 18, bottom: 44 };

export function CurvePicture({ column, target, points, inner, ticks, level, logarithmic, trained: trainedEnds, here, height = 286 }: CurvePictureProps) {
  const [ref, width] = useWidth(540);
  const hatch = `hatch${useId().replace(/[^a-zA-Z0-9]/g, '')}`;
  const first = points[0];
  const last = points.at(-1);
  const { before, trained, after } = cutCurve(points, trainedEnds);
  const low = trained[0];
  const high = trained.at(-1);
  if (!first || !last || !low || !high) return <div ref={ref} className={styles.picture} style={{ height }} />;
  const xScale = linearScale(first.x, last.x, 7);
  const reach = [...trained.flatMap((point) => [point.lower, point.upper]), ...points.map((point) => point.value)];
  const bottomValue = Math.min(...reach);
  const topValue = Math.max(...reach);
  const yScale = logarithmic ? logScale(Math.max(0.5, bottomValue) * 0.8, topValue * 1.4) : linearScale(Math.min(0, bottomValue), topValue * 1.06, 5);
  const plotWidth = Math.max(80, width - margin.left - margin.right);
  const plotHeight = height - margin.top - margin.bottom;
  const x = (value: number): number => margin.left + xScale.position(value) * plotWidth;
  const y = (value: number): number => margin.top + (1 - Math.min(1, Math.max(0, yScale.position(value)))) * plotHeight;
  const area = (band: readonly CurvePoint[]): string => `M${band.map((point) => `${x(point.x).toFixed(1)} ${y(point.upper).toFixed(1)}`).join('L')}L${[...band].reverse().map((point) => `${x(point.x).toFixed(1)} ${y(point.lower).toFixed(1)}`).join('L')}Z`;
  const line = (run: readonly CurvePoint[]): string => (run.length < 2 ? '' : `M${run.map((point) => `${x(point.x).toFixed(1)} ${y(point.value).toFixed(1)}`).join('L')}`);
  const innerTrained = cutCurve(inner, trainedEnds).trained;
  const bottom = margin.top + plotHeight;
  const zones = [before.length > 1 ? { from: x(first.x), to: x(low.x) } : null, after.length > 1 ? { from: x(high.x), to: x(last.x) } : null].filter((zone) => zone !== null);
  // Band names stand at the end of the trained range that is further from the product.
  const side = here !== null && here.x < (low.x + high.x) / 2 ? 'right' : 'left';
  const wide = x(high.x) - x(low.x) > 120;
  const named = wide ? (side === 'right' ? high : low) : null;
  const innerNamed = side === 'right' ? innerTrained.at(-1) : innerTrained[0];
  const hereLeft = here !== null && x(here.x) > width - 150;
  return (
    <div ref={ref} className={styles.picture}>
      <svg width={width} height={height} role="img" aria-label={`${target} against ${column}: from ${formatUnits(low.value)} at ${formatNumber(low.x)} to ${formatUnits(high.value)} at ${formatNumber(high.x)} within the range trained on`}>
        <defs>
          <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="7" className={styles.hatch} /></pattern>
        </defs>
        <rect x={x(low.x)} width={Math.max(0, x(high.x) - x(low.x))} y={margin.top} height={plotHeight} className={styles.trained} />
        {zones.map((zone) => <rect key={zone.from} x={zone.from} width={Math.max(0, zone.to - zone.from)} y={margin.top} height={plotHeight} fill={`url(#${hatch})`} />)}
        <text x={margin.left - 8} y={8} textAnchor="end" className={styles.axisText}>{target.length > 8 ? 'units' : target}</text>
        {yScale.ticks.map((tick) => (
          <g key={tick}>
            <line x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} className={styles.gridLine} />
            <text x={margin.left - 8} y={y(tick) + 4} textAnchor="end" className={styles.axisText}>{formatUnits(tick)}</text>
          </g>
        ))}
        <path d={area(trained)} className={styles.outer} />
        {innerTrained.length > 1 && <path d={area(innerTrained)} className={styles.inner} />}
        <path d={line(trained)} className={styles.line} />
        <path d={line(before)} className={styles.beyond} />
        <path d={line(after)} className={styles.beyond} />
        {zones.map((zone) => zone.to - zone.from > 72 && (
          <g key={zone.from}>
            <text x={(zone.from + zone.to) / 2} y={margin.top + 16} textAnchor="middle" className={styles.beyondText}>{words.whatIf.extrapolated}</text>
            {zone.from >= x(high.x) - 1 && zone.to - zone.from > 130 && <text x={(zone.from + zone.to) / 2} y={margin.top + 31} textAnchor="middle" className={styles.beyondText}>no row above {formatNumber(high.x)}</text>}
          </g>
        ))}
        {named && <BandName at={named} side={side} x={x} y={y} text={`${formatPercent(level, 0)} ${words.whatIf.interval}`} />}
        {named && innerNamed && y(innerNamed.upper) - y(named.upper) > 18 && <BandName at={innerNamed} side={side} x={x} y={y} text={`${formatPercent(0.5, 0)} ${words.whatIf.interval}`} />}
        {ticks.filter((tick) => tick >= first.x && tick <= last.x).map((tick, index) => <line key={index} x1={x(tick)} x2={x(tick)} y1={bottom - 7} y2={bottom} className={styles.tick} />)}
        <line x1={margin.left} x2={width - margin.right} y1={bottom} y2={bottom} className={styles.axis} />
        {xScale.ticks.map((tick) => <text key={tick} x={x(tick)} y={bottom + 16} textAnchor="middle" className={styles.axisText}>{formatNumber(tick)}</text>)}
        {trainedEnds && <text x={width - margin.right} y={height - 6} textAnchor="end" className={styles.axisText}>{words.whatIf.trained}: {formatNumber(trainedEnds[0])} to {formatNumber(trainedEnds[1])}</text>}
        {here && (
          <g>
            <line x1={x(here.x)} x2={x(here.x)} y1={margin.top} y2={bottom} className={styles.hereLine} />
            <circle cx={x(here.x)} cy={y(here.value)} r={5.5} className={styles.here} />
            <text x={x(here.x) + (hereLeft ? -10 : 10)} y={y(here.value) - 10} textAnchor={hereLeft ? 'end' : 'start'} className={styles.hereText}>{formatUnits(here.value)} at {formatNumber(here.x)}</text>
          </g>
        )}
      </svg>
    </div>
  );
}

interface BandNameProps {
  readonly at: CurvePoint;
  readonly side: 'left' | 'right';
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly text: string;
}

function BandName({ at, side, x, y, text }: BandNameProps) {
  return <text x={x(at.x) + (side === 'right' ? -8 : 8)} y={y(at.upper) + 16} textAnchor={side === 'right' ? 'end' : 'start'} className={styles.bandText}>{text}</text>;
}
