/** How one model learned, step by step, on each fold. */
import { useMemo } from 'react';
import { ChartCard } from '@renderer/charts/ChartCard';
import { curvesFigure, type TrainingCurve } from '@renderer/charts/curvesFigure';
import { useChartPalette } from '@renderer/charts/palette';
import { modelsMessages as words } from './messages';
import { curvesFinding } from './pictureFindings';

const height = 210;

/** Several beside each other are told apart by `label`. */
export function TrainingCurves({ label, curves }: { readonly label: string | null; readonly curves: readonly TrainingCurve[] }) {
  const palette = useChartPalette();
  const figure = useMemo(() => curvesFigure(curves, palette, height), [curves, palette]);
  const table = useMemo(() => curvesTable(curves), [curves]);
  return <ChartCard bare title={`${label === null ? 'Held-out' : `${label}: held-out`} ${curvesFinding(curves)}`} note={`${curves[0]?.name ?? 'Error'}, a line per fold. ${words.panel.dragToZoom}`} figure={figure} height={height} table={table} />;
}

function curvesTable(curves: readonly TrainingCurve[]) {
  return {
    columns: ['repeat', 'fold', curves[0]?.unit ?? 'step', 'training', 'held out'],
    rows: [...curves].sort((left, right) => left.repeat - right.repeat || left.fold - right.fold).flatMap((curve) => Array.from({ length: Math.max(curve.train.length, curve.validation.length) }, (_, step) => [curve.repeat, curve.fold, step + 1, curve.train[step] ?? null, curve.validation[step] ?? null])),
  };
}
