/**
 * Fold dots on one axis: a row per model, a dot per fold, a bar at the mean, the baseline a thin line through all rows.
 * Only the row marked `lead` is coloured. Values may be null while a fold still runs.
 */
import { paddedScale } from '../charts/scales';
import { formatNumber } from './format';
import styles from './DotStrip.module.css';
import { useWidth } from './useWidth';

export interface DotStripRow {
  readonly key: string;
  readonly label: string;
  readonly folds: readonly (number | null)[];
  readonly mean: number | null;
  readonly lead?: boolean;
  /** Text at the right end, such as the range of the folds. */
  readonly note?: string;
}

interface DotStripProps {
  readonly rows: readonly DotStripRow[];
  readonly baseline?: { readonly value: number; readonly label: string };
  /** What the axis measures, such as "RMSLE, lower is better". */
  readonly axis?: string;
  readonly labelWidth?: number;
  readonly noteWidth?: number;
  readonly rowHeight?: number;
  /** Hidden rows of the noteWidth header, such as "range, 5 folds". */
  readonly noteHeader?: string;
}

export function DotStrip({ rows, baseline, axis, labelWidth = 130, noteWidth = 90, rowHeight = 38, noteHeader }: DotStripProps) {
  const [ref, width] = useWidth(560);
  const values = rows.flatMap((row) => [...row.folds, row.mean]).filter((value): value is number => value !== null && Number.isFinite(value));
  if (baseline) values.push(baseline.value);
  if (values.length === 0) return <div ref={ref} className={styles.strip} />;
  const left = labelWidth + 8;
  const right = Math.max(left + 40, width - noteWidth - 12);
  const scale = paddedScale(values, 0.06, 5);
  const position = (value: number): number => left + scale.position(value) * (right - left);
  const decimals = decimalsOf(scale.ticks);
  const top = baseline ? 18 : 4;
  const bottom = top + rows.length * rowHeight;
  const height = bottom + (axis === undefined ? 20 : 38);
  const summary = rows.map((row) => `${row.label}: mean ${formatNumber(row.mean, 3)}, folds ${row.folds.map((fold) => formatNumber(fold, 3)).join(', ')}`).join('. ');
  return (
    <div ref={ref} className={styles.strip}>
      <svg width={width} height={height} role="img" aria-label={`${summary}.${baseline ? ` ${baseline.label} ${formatNumber(baseline.value, 3)}.` : ''}`}>
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line x1={position(tick)} x2={position(tick)} y1={top} y2={bottom} className={styles.gridLine} />
            <text x={position(tick)} y={bottom + 15} textAnchor="middle" className={styles.axisText}>{formatNumber(tick, decimals)}</text>
          </g>
        ))}
        {noteHeader !== undefined && <text x={width} y={bottom + 15} textAnchor="end" className={styles.axisText}>{noteHeader}</text>}
        {axis !== undefined && <text x={left} y={bottom + 32} className={styles.axisText}>{axis}</text>}
        {baseline && (
          <>
            <text x={position(baseline.value)} y={10} textAnchor="middle" className={styles.baselineText}>{baseline.label} {formatNumber(baseline.value, decimals === 0 ? 0 : decimals + 1)}</text>
            <line x1={position(baseline.value)} x2={position(baseline.value)} y1={top} y2={bottom} className={styles.baseline} />
          </>
        )}
        {rows.map((row, index) => (
          <StripRow key={row.key} row={row} y={top + (index + 0.5) * rowHeight} position={position} width={width} labelWidth={labelWidth} divider={index > 0 && axis !== undefined ? top + index * rowHeight : null} />
        ))}
      </svg>
    </div>
  );
}

/** Fewest decimals that tell the ticks apart. */
function decimalsOf(ticks: readonly number[]): number {
  return Math.max(...ticks.map((tick) => (String(tick).split('.')[1] ?? '').length));
}

interface StripRowProps {
  readonly row: DotStripRow;
  readonly y: number;
  readonly position: (value: number) => number;
  readonly width: number;
  readonly labelWidth: number;
  readonly divider: number | null;
}

function StripRow({ row, y, position, width, labelWidth, divider }: StripRowProps) {
  const folds = row.folds.filter((fold): fold is number => fold !== null && Number.isFinite(fold));
  const shown = row.label.length * 6.6 > labelWidth ? `${row.label.slice(0, Math.floor(labelWidth / 6.6) - 1)}…` : row.label;
  return (
    <g className={row.lead === true ? styles.lead : styles.other}>
      {divider !== null && <line x1={0} x2={width} y1={divider} y2={divider} className={styles.gridLine} />}
      <text x={0} y={y + 4} className={styles.label}><title>{row.label}</title>{shown}</text>
      {folds.length > 1 && <line x1={position(Math.min(...folds))} x2={position(Math.max(...folds))} y1={y} y2={y} className={styles.range} />}
      {folds.map((fold, index) => (
        <circle key={index} cx={position(fold)} cy={y} r={4.5} className={styles.dot}><title>{`${row.label}, fold ${index + 1}: ${formatNumber(fold, 4)}`}</title></circle>
      ))}
      {row.mean !== null && <rect x={position(row.mean) - 1.25} y={y - 12} width={2.5} height={24} className={styles.mean}><title>{`${row.label}, mean: ${formatNumber(row.mean, 4)}`}</title></rect>}
      {row.note !== undefined && <text x={width} y={y + 4} textAnchor="end" className={styles.note}>{row.note}</text>}
    </g>
  );
}
