/** Forecast against actual of one run or of several: hover names the row, a drag zooms all panels alike. */
import { useMemo } from 'react';
import { ChartCard } from '@renderer/charts/ChartCard';
import { useChartPalette } from '@renderer/charts/palette';
import { residualsFigure, residualsHeight, type ResidualPanel } from '@renderer/charts/residualsFigure';
import { modelsMessages as words } from './messages';
import { missOf, residualsFinding } from './pictureFindings';

interface ResidualsChartProps {
  readonly panels: readonly ResidualPanel[];
  readonly target: string;
  readonly logarithmic: boolean;
  readonly bare?: boolean;
}

export function ResidualsChart({ panels, target, logarithmic, bare = false }: ResidualsChartProps) {
  const palette = useChartPalette();
  const figure = useMemo(() => residualsFigure(panels, { target, logarithmic, palette }), [panels, target, logarithmic, palette]);
  const table = useMemo(() => residualsTable(panels, logarithmic), [panels, logarithmic]);
  const note = `${panels.length > 1 ? words.compare.residualsNote : words.panel.residualsNote}${logarithmic ? ', log axes' : ''}. ${words.panel.dragToZoom}`;
  return <ChartCard bare={bare} title={residualsFinding(panels, logarithmic)} note={note} figure={figure} height={residualsHeight(panels.length)} table={table} />;
}

/** The largest misses first. */
function residualsTable(panels: readonly ResidualPanel[], logarithmic: boolean) {
  const rows = panels.flatMap(({ title, points }) => points.map((point) => ({ title, point, miss: missOf(point, logarithmic) }))).sort((left, right) => right.miss - left.miss);
  const named = panels.some(({ title }) => title !== null);
  return {
    columns: [...(named ? ['run'] : []), 'row', 'actual', 'forecast', logarithmic ? 'miss, factor' : 'miss'],
    rows: rows.map(({ title, point, miss }) => [...(named ? [title] : []), point.row, point.actual, point.predicted, miss]),
  };
}
