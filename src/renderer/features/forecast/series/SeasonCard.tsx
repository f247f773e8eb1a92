/** What the season looks like, by classical decomposition; or why it cannot be told. */
import type { SeriesDetail, SeriesOverview } from '@shared/areas/series';
import { ChartCard } from '@renderer/charts/ChartCard';
import { Card, formatNumber } from '@renderer/ui';
import { seriesWords as words } from './messages';
import { periodWord } from './seriesFindings';
import styles from './Series.module.css';

const width = 360;
const height = 84;

export function SeasonCard({ detail, overview }: { readonly detail: SeriesDetail; readonly overview: SeriesOverview }) {
  const { decomposition } = detail;
  if (!decomposition) return <Card title={words.seasonTitle}><p className={styles.quiet}>{detail.decompositionReason}</p>{detail.reconciliation !== null && <p className={styles.quiet}>{detail.reconciliation}</p>}</Card>;
  const { season } = decomposition;
  const most = Math.max(...season.map(Math.abs), 1e-9);
  const peak = season.indexOf(Math.max(...season));
  const word = periodWord[overview.setup.frequency];
  const step = width / season.length;
  return (
    <ChartCard title={`The season peaks in its ${ordinal(peak + 1)} ${word}`} note={`Difference from the trend, ${overview.experiment.request.target}, by ${word} of the season from the start of the history`} table={{ columns: [word, 'difference'], rows: season.map((value, place) => [place + 1, Number(value.toFixed(3))]) }}>
      <svg width="100%" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Season: highest ${formatNumber(Math.max(...season))}, lowest ${formatNumber(Math.min(...season))}`}>
        <path d={`M0 ${height / 2}H${width}`} stroke="var(--grid-line)" />
        {season.map((value, place) => {
          const size = (Math.abs(value) / most) * (height / 2 - 2);
          return <rect key={place} x={place * step + 1} width={Math.max(1, step - 2)} y={value >= 0 ? height / 2 - size : height / 2} height={size} rx={1} fill={place === peak ? 'var(--chart-model)' : 'var(--chart-rest)'} />;
        })}
      </svg>
      {detail.reconciliation !== null && <p className={styles.quiet}>{detail.reconciliation}</p>}
    </ChartCard>
  );
}

function ordinal(number: number): string {
  const tail = number % 100;
  const ending = tail >= 11 && tail <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}
