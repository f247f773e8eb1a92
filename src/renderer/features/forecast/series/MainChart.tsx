/** The large picture: history, backtest, forecast with its band, and the share that the band really held. */
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { SeriesDetail, SeriesOverview } from '@shared/areas/series';
import { ChartCard } from '@renderer/charts/ChartCard';
import { useChartPalette } from '@renderer/charts/palette';
import { seriesFigure } from '@renderer/charts/seriesFigure';
import { Tag } from '@renderer/ui';
import { seriesWords as words } from './messages';
import { bandHeld, chartNote, chartTitle, periodWord } from './seriesFindings';
import styles from './Series.module.css';

interface MainChartProps {
  readonly detail: SeriesDetail;
  readonly overview: SeriesOverview;
  readonly runId: string;
  /** Back to the sum, or null where it is shown. */
  readonly onTotal: (() => void) | null;
}

export function MainChart({ detail, overview, runId, onTotal }: MainChartProps) {
  const palette = useChartPalette();
  const held = bandHeld(detail);
  const figure = useMemo(() => {
    const offered = overview.offers.flatMap((offer) => (offer.kind === 'periods' ? [...offer.days, ...offer.coming] : []));
    const closures = [...overview.setup.closures.map((day) => ({ day, set: true })), ...offered.map((day) => ({ day, set: false }))];
    return seriesFigure({ history: detail.history, origins: detail.origins, forecast: detail.forecast, closures, unit: `${overview.experiment.request.target} a ${periodWord[overview.setup.frequency]}`, level: detail.level }, palette);
  }, [detail, overview, palette]);
  const rows = [
    ...detail.history.map(({ day, value }) => [day, 'sold', value, null, null]),
    ...detail.origins.flatMap((origin) => origin.points.map((point) => [point.day, `backtest from ${origin.day}`, point.value, point.lower, point.upper])),
    ...(detail.forecast ?? []).map((point) => [point.day, 'forecast', point.value, point.lower, point.upper]),
  ];
  return (
    <ChartCard
      title={chartTitle(detail, overview, runId)}
      note={chartNote(detail, overview, runId)}
      height={400}
      figure={figure}
      table={{ columns: ['date', 'what', overview.experiment.request.target, 'lower', 'upper'], rows }}
      actions={
        <span className={styles.actions}>
          {held && <Tag tone={held.tone} title={held.title}>{held.text}</Tag>}
          {onTotal && <Button size="xs" onClick={onTotal}>{words.total}</Button>}
        </span>
      }
    />
  );
}
