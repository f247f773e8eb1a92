/** One figure over the versions: a line with its points, and the band in which each was expected. */
import type { Statistic } from '@shared/areas/qualityHistory';
import { writeStatistic } from '@shared/messages/qualityHistory';
import { ChartCard } from '../../../charts/ChartCard';
import { useWidth } from '../../../ui';
import styles from './History.module.css';
import { historyMessages as words } from './messages';

const height = 220;
const edge = { left: 8, right: 24, top: 24, bottom: 26 };
const mostValues = 10;
const mostVersions = 14;

export function StatisticChart({ statistic, finding }: { readonly statistic: Statistic; readonly finding: string }) {
  const [ref, width] = useWidth(560);
  const { points, unit } = statistic;
  const values = points.flatMap(({ value, lower, upper }) => [value, lower, upper]).filter((value) => value !== null);
  const [low, high] = values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)];
  const span = high - low || Math.abs(high) || 1;
  const x = (i: number): number => edge.left + (points.length === 1 ? 0.5 : i / (points.length - 1)) * (width - edge.left - edge.right);
  const y = (value: number): number => height - edge.bottom - ((value - low + (high === low ? span / 2 : 0)) / span) * (height - edge.top - edge.bottom);
  const known = points.flatMap(({ value, ...point }, i) => (value === null ? [] : [{ ...point, value, i }]));
  const banded = known.flatMap(({ lower, upper, i }) => (lower === null && upper === null ? [] : [{ i, lower: lower ?? low, upper: upper ?? high }]));
  const isShown = (i: number, most: number): boolean => points.length <= most || i === 0 || i === points.length - 1;
  return (
    <ChartCard
      title={finding}
      note={words.note}
      height={height}
      table={{ columns: [words.chart.version, words.chart.value, words.chart.lower, words.chart.upper], rows: points.map(({ number, value, lower, upper }) => [words.version(number), value, lower, upper]) }}
    >
      <div ref={ref}>
        <svg width={width} height={height} role="img" aria-label={known.map(({ number, value }) => `${words.version(number)}: ${writeStatistic(value, unit)}`).join(', ')}>
          {banded.length > 1 && <path className={styles.band} d={`M${[...banded.map(({ i, upper }) => `${x(i)},${y(upper)}`), ...banded.toReversed().map(({ i, lower }) => `${x(i)},${y(lower)}`)].join('L')}Z`} />}
          {banded.length === 1 && banded.map(({ i, lower, upper }) => <rect key={i} className={styles.band} x={x(i) - 8} width={16} y={y(upper)} height={Math.max(1, y(lower) - y(upper))} />)}
          <polyline className={styles.line} points={known.map(({ i, value }) => `${x(i)},${y(value)}`).join(' ')} />
          {known.map(({ i, value, anomalous }) => (
            <g key={i}>
              <circle cx={x(i)} cy={y(value)} r={anomalous ? 5 : 3.5} className={anomalous ? styles.odd : styles.dot} />
              {(anomalous || isShown(i, mostValues)) && <text x={x(i)} y={y(value) - 9} textAnchor={i === 0 && points.length > 1 ? 'start' : i === points.length - 1 ? 'end' : 'middle'} className={styles.pointText}>{writeStatistic(value, unit)}</text>}
            </g>
          ))}
          {points.map(({ number }, i) => isShown(i, mostVersions) && <text key={number} x={x(i)} y={height - 6} textAnchor={i === 0 && points.length > 1 ? 'start' : i === points.length - 1 ? 'end' : 'middle'} className={styles.axisText}>{words.version(number)}</text>)}
        </svg>
      </div>
    </ChartCard>
  );
}
