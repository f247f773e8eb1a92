/** Forecast against actual: a panel per run, all on the same axes, which zoom together. Pure. */
import type { Annotation, Layout, LayoutAxis, Shape } from 'plotly.js';
import { formatInteger, formatNumber } from '../ui/format';
import { baseLayout, type Figure } from './figure';
import type { ChartPalette } from './palette';

export interface ResidualPoint {
  /** Row number in the snapshot, from 1. */
  readonly row: number;
  readonly actual: number;
  readonly predicted: number;
}

export interface ResidualPanel {
  /** Null where one panel needs no name. */
  readonly title: string | null;
  readonly points: readonly ResidualPoint[];
  /** Grey: a run whose score is not honest. */
  readonly faded: boolean;
}

interface ResidualStyle {
  readonly target: string;
  /** Where the model learned logarithms, the axes are logarithmic too. */
  readonly logarithmic: boolean;
  readonly palette: ChartPalette;
}

const panelsPerRow = 3;
const plotHeightPx = 232;
const aroundPx = 66;
const gapShare = 0.05;

export function residualsHeight(panels: number): number {
  return Math.ceil(panels / panelsPerRow) * (plotHeightPx + aroundPx);
}

export function residualsFigure(panels: readonly ResidualPanel[], { target, logarithmic, palette }: ResidualStyle): Figure {
  const [low, high] = commonDomain(panels, logarithmic);
  const range: [number, number] = logarithmic ? [Math.log10(low), Math.log10(high)] : [low, high];
  const base = baseLayout(palette);
  const columns = Math.min(panels.length, panelsPerRow);
  const lines = Math.ceil(panels.length / panelsPerRow);
  const width = (1 - gapShare * (columns - 1)) / columns;
  const axes: Record<string, Partial<LayoutAxis>> = {};
  const shapes: Partial<Shape>[] = [];
  const annotations: Partial<Annotation>[] = [];
  panels.forEach((panel, index) => {
    const number = index === 0 ? '' : String(index + 1);
    const column = index % panelsPerRow;
    const line = Math.floor(index / panelsPerRow);
    const left = column * (width + gapShare);
    const bottom = (lines - 1 - line) / lines + (line === lines - 1 ? 0 : (aroundPx - 26) / (lines * (plotHeightPx + aroundPx)));
    const top = (lines - line) / lines - 26 / (lines * (plotHeightPx + aroundPx));
    const style: Partial<LayoutAxis> = { range, type: logarithmic ? 'log' : 'linear', nticks: 5, exponentformat: 'SI', zeroline: false };
    axes[`xaxis${number}`] = { ...base.xaxis, ...style, domain: [left, left + width], anchor: `y${number}` as LayoutAxis['anchor'], ...(index > 0 && { matches: 'x' as const }), title: { ...base.xaxis?.title, text: `actual ${target}` } };
    axes[`yaxis${number}`] = { ...base.yaxis, ...style, domain: [bottom, panels.length === 1 ? 1 : top], anchor: `x${number}` as LayoutAxis['anchor'], ...(index > 0 && { matches: 'y' as const }), ...(column === 0 && { title: { ...base.yaxis?.title, text: 'forecast' } }), showticklabels: column === 0 };
    shapes.push({ type: 'line', xref: `x${number}` as Shape['xref'], yref: `y${number}` as Shape['yref'], x0: low, y0: low, x1: high, y1: high, layer: 'below', line: { color: palette.rest, width: 1.2 } });
    if (panel.title !== null) annotations.push({ xref: `x${number} domain` as Annotation['xref'], yref: `y${number} domain` as Annotation['yref'], x: 0, y: 1, xanchor: 'left', yanchor: 'bottom', showarrow: false, text: panel.title, font: { size: 12.5, color: palette.text } });
  });
  const data: Figure['data'] = panels.map((panel, index) => ({
    type: 'scatter',
    mode: 'markers',
    x: panel.points.map((point) => Math.max(low, point.actual)),
    y: panel.points.map((point) => Math.max(low, point.predicted)),
    customdata: panel.points.map(hoverText),
    hovertemplate: '%{customdata}<extra></extra>',
    marker: { size: 4.5, opacity: 0.55, color: panel.faded ? palette.rest : palette.model },
    xaxis: `x${index === 0 ? '' : index + 1}`,
    yaxis: `y${index === 0 ? '' : index + 1}`,
  }));
  const layout: Partial<Layout> = { ...base, ...axes, shapes, annotations, hovermode: 'closest', dragmode: 'zoom', margin: { l: 46, r: 8, t: panels.length === 1 ? 8 : 0, b: 40 } };
  return { data, layout };
}

function hoverText({ row, actual, predicted }: ResidualPoint): string {
  return `Row ${formatInteger(row)}<br>actual ${formatNumber(actual)}<br>forecast ${formatNumber(predicted)}`;
}

/** Both ends hold for both axes of all panels. In logarithms nothing is drawn below 0.8: what is lower stands at the edge. */
function commonDomain(panels: readonly ResidualPanel[], logarithmic: boolean): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const { points } of panels) {
    for (const { actual, predicted } of points) {
      low = Math.min(low, actual, predicted);
      high = Math.max(high, actual, predicted);
    }
  }
  if (low > high) return logarithmic ? [1, 10] : [0, 1];
  if (logarithmic) return [Math.max(1, low) * 0.8, Math.max(1, high) * 1.25];
  const room = high > low ? (high - low) * 0.03 : 0.5;
  return [low - room, high + room];
}
