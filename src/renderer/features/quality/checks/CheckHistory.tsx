/** How a check did over the versions of its dataset: its share of failing rows against the share it allows, or the figure it judges. */
import type { Check } from '@shared/areas/qualitySchema';
import { linearScale, paddedScale } from '../../../charts/scales';
import { useQuery } from '../../../engine';
import { Card, formatNumber, formatPercent, useWidth } from '../../../ui';
import { qualityMessages } from '../messages';
import styles from '../Quality.module.css';
import { historyPoints } from './historyPoints';

const words = qualityMessages.history;
const height = 96;

interface CheckHistoryProps {
  readonly datasetId: string;
  readonly check: Check;
  /** False where the rule judges one figure. */
  readonly byRows: boolean;
}

export function CheckHistory({ datasetId, check, byRows }: CheckHistoryProps) {
  const history = useQuery('quality.history', { datasetId });
  const [ref, width] = useWidth(240);
  const points = historyPoints(history.data ?? [], check, byRows);
  if (points.length < 2) return null;
  const allowed = byRows ? 1 - check.mostly : null;
  const values = points.map(({ value }) => value);
  const scale = allowed === null ? paddedScale(values, 0.15) : linearScale(0, Math.max(allowed, ...values) * 1.15 || 0.01);
  const write = (value: number): string => (byRows ? formatPercent(value) : formatNumber(value));
  const x = (index: number): number => 22 + (index / (points.length - 1)) * (width - 60);
  const y = (value: number): number => height - 22 - scale.position(value) * (height - 44);
  return (
    <Card title={words.title} note={byRows ? words.note : words.figureNote}>
      <div ref={ref}>
        <svg width={width} height={height} role="img" aria-label={points.map((point) => words.version(point.number, write(point.value))).join(', ')}>
          {allowed !== null && <line x1={0} x2={width - 34} y1={y(allowed)} y2={y(allowed)} className={styles.allowLine} />}
          {allowed !== null && <text x={width} y={y(allowed) + 4} textAnchor="end" className={styles.axisText}>{formatPercent(allowed, 0)}</text>}
          <polyline points={points.map((point, index) => `${x(index)},${y(point.value)}`).join(' ')} className={styles.historyLine} />
          {points.map((point, index) => (
            <g key={point.number}>
              <circle cx={x(index)} cy={y(point.value)} r={3.5} className={styles.historyDot} />
              {(points.length <= 4 || index === points.length - 1) && <text x={x(index)} y={y(point.value) - 8} textAnchor="middle" className={index === points.length - 1 ? styles.lastText : styles.axisText}>{write(point.value)}</text>}
              {(points.length <= 6 || index === 0 || index === points.length - 1) && <text x={x(index)} y={height - 4} textAnchor="middle" className={styles.axisText}>v{point.number}</text>}
            </g>
          ))}
        </svg>
      </div>
    </Card>
  );
}
