/** Error of one model step by step, a line per fold: held out in blue, training dashed and grey. Pure. */
import type { Annotation, Layout, ScatterData } from 'plotly.js';
import { formatInteger, formatNumber } from '../ui/format';
import { baseLayout, type Figure } from './figure';
import type { ChartPalette } from './palette';
import { paddedScale } from './scales';

export interface TrainingCurve {
  /** Both counted from 1. */
  readonly repeat: number;
  readonly fold: number;
  /** What is measured, such as "RMSE of log units". */
  readonly name: string;
  /** One step of learning, such as "epoch" or "tree". */
  readonly unit: string;
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

type Kind = 'train' | 'validation';

const kindWords: Readonly<Record<Kind, string>> = { train: 'training', validation: 'held out' };
const margin = { l: 44, r: 62, t: 8, b: 40 };
const labelGapPx = 14;

export function curvesFigure(curves: readonly TrainingCurve[], palette: ChartPalette, height: number): Figure {
  const base = baseLayout(palette);
  const lines = curves.flatMap((curve) => [curve.train, curve.validation]);
  const longest = Math.max(1, ...lines.map((line) => line.length));
  const [low, high] = paddedScale(lines.flatMap(withoutStart), 0.08).domain;
  const repeats = new Set(curves.map((curve) => curve.repeat)).size;
  const data = (['train', 'validation'] as const).flatMap((kind) =>
    curves.map((curve) => ({
      type: 'scatter' as const,
      mode: 'lines' as const,
      x: curve[kind].map((_, index) => index + 1),
      y: [...curve[kind]],
      customdata: curve[kind].map((value, index) => hoverText(curve, kind, index + 1, value, repeats > 1)),
      hovertemplate: '%{customdata}<extra></extra>',
      opacity: kind === 'train' ? 0.7 : 0.8,
      line: lineStyle(kind, palette),
    })),
  );
  const layout: Partial<Layout> = {
    ...base,
    margin,
    hovermode: 'closest',
    dragmode: 'zoom',
    xaxis: { ...base.xaxis, range: [1, longest], nticks: 6, zeroline: false, title: { ...base.xaxis?.title, text: curves[0]?.unit ?? 'step' } },
    yaxis: { ...base.yaxis, range: [low, high], nticks: 5, zeroline: false },
    annotations: endLabels(curves, palette, (height - margin.t - margin.b) / (high - low)),
  };
  return { data, layout };
}

function lineStyle(kind: Kind, palette: ChartPalette): ScatterData['line'] {
  return kind === 'train' ? { color: palette.rest, width: 1, dash: 'dot' } : { color: palette.model, width: 1.5 };
}

/** The first steps fall from far above; the axis follows what comes after the first tenth. */
function withoutStart(line: readonly number[]): readonly number[] {
  return line.slice(Math.floor(line.length / 10));
}

function hoverText(curve: TrainingCurve, kind: Kind, step: number, value: number, tellsRepeat: boolean): string {
  const fold = tellsRepeat ? `Fold ${curve.fold}, repeat ${curve.repeat}` : `Fold ${curve.fold}`;
  return `${fold}<br>${curve.unit} ${formatInteger(step)}<br>${kindWords[kind]} ${formatNumber(value, 3)}`;
}

/** Names at the mean end of their lines, pushed apart where they would overlap. */
function endLabels(curves: readonly TrainingCurve[], palette: ChartPalette, pxPerUnit: number): Partial<Annotation>[] {
  const labels = (['validation', 'train'] as const).flatMap((kind) => {
    const ends = curves.map((curve) => curve[kind].at(-1)).filter((value): value is number => value !== undefined);
    return ends.length === 0 ? [] : [{ kind, value: ends.reduce((sum, end) => sum + end, 0) / ends.length }];
  });
  const [first, second] = labels;
  const apart = first && second ? (first.value - second.value) * pxPerUnit : Infinity;
  const push = Math.max(0, labelGapPx - Math.abs(apart)) / 2;
  return labels.map(({ kind, value }) => ({
    xref: 'paper', x: 1, xanchor: 'left', xshift: 4, yref: 'y', y: value, yanchor: 'middle', showarrow: false, text: kindWords[kind],
    yshift: push * (kind === 'validation' ? 1 : -1) * (apart < 0 ? -1 : 1),
    font: { size: 11, color: kind === 'validation' ? palette.model : palette.axisText },
  }));
}
