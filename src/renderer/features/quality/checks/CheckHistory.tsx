/** How a check did over the versions of its dataset, against the share it allows. */
import { columnsOf, type Check } from '@shared/areas/qualitySchema';
import type { AlmanacContract } from '@shared/contract/contract';
import type { ResultOf } from '@shared/contract/endpoint';
import { linearScale } from '../../../charts/scales';
import { useQuery } from '../../../engine';
import { Card, formatPercent, useWidth } from '../../../ui';
import { sortedText } from '../draft/sortedText';
import { qualityMessages } from '../messages';
import styles from '../Quality.module.css';

const height = 96;

type HistoryEntry = ResultOf<AlmanacContract['quality.history']>[number];

export function CheckHistory({ datasetId, check }: { readonly datasetId: string; readonly check: Check }) {
  const history = useQuery('quality.history', { datasetId });
  const [ref, width] = useWidth(240);
  const points = latestShares(history.data ?? [], check);
  if (points.length < 2) return null;
  const scale = linearScale(0, Math.max((1 - check.mostly), ...points.map((point) => point.share)) * 1.15 || 0.01);
  const x = (index: number): number => 22 + (index / (points.length - 1)) * (width - 60);
  const y = (share: number): number => height - 22 - scale.position(share) * (height - 44);
  return (
    <Card title={qualityMessages.history.title} note={qualityMessages.history.note}>
      <div ref={ref}>
        <svg width={width} height={height} role="img" aria-label={points.map((point) => qualityMessages.history.version(point.number, formatPercent(point.share))).join(', ')}>
          <line x1={0} x2={width - 34} y1={y((1 - check.mostly))} y2={y((1 - check.mostly))} className={styles.allowLine} />
          <text x={width} y={y((1 - check.mostly)) + 4} textAnchor="end" className={styles.axisText}>{formatPercent((1 - check.mostly), 0)}</text>
          <polyline points={points.map((point, index) => `${x(index)},${y(point.share)}`).join(' ')} className={styles.historyLine} />
          {points.map((point, index) => (
            <g key={point.number}>
              <circle cx={x(index)} cy={y(point.share)} r={3.5} className={styles.historyDot} />
              {(points.length <= 4 || index === points.length - 1) && <text x={x(index)} y={y(point.share) - 8} textAnchor="middle" className={index === points.length - 1 ? styles.lastText : styles.axisText}>{formatPercent(point.share)}</text>}
              {(points.length <= 6 || index === 0 || index === points.length - 1) && <text x={x(index)} y={height - 4} textAnchor="middle" className={styles.axisText}>v{point.number}</text>}
            </g>
          ))}
        </svg>
      </div>
    </Card>
  );
}

/** One share per version: a version that was checked again counts with its last result. The same rule is best, else one of its kind on its columns. */
function latestShares(history: readonly HistoryEntry[], check: Check): readonly { readonly number: number; readonly share: number }[] {
  const key = sortedText([check.check, columnsOf(check), check.args, check.condition ?? null]);
  const byVersion = new Map<number, number>();
  for (const version of history) {
    const own = version.results.find((result) => result.key === key) ?? version.results.find((result) => result.column !== null && result.column === check.column && result.check === check.check);
    if (own) byVersion.set(version.number, own.failureShare);
  }
  return [...byVersion].map(([number, share]) => ({ number, share })).sort((a, b) => a.number - b.number);
}
