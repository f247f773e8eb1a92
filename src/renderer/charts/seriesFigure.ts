/** History, backtest and forecast of one series: sales in text colour, what the model said in blue, its band as an area. Pure. */
import type { Annotation, Data, Layout, Shape } from 'plotly.js';
import { formatInteger, formatNumber } from '../ui/format';
import { baseLayout, type Figure } from './figure';
import type { ChartPalette } from './palette';

interface Point {
  readonly day: string;
  readonly value: number | null;
}

interface BandPoint {
  readonly day: string;
  readonly value: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface SeriesPicture {
  readonly history: readonly Point[];
  /** What the backtest said from each origin. */
  readonly origins: readonly { readonly day: string; readonly points: readonly BandPoint[] }[];
  readonly forecast: readonly BandPoint[] | null;
  /** First days of closed periods, known or offered. */
  readonly closures: readonly { readonly day: string; readonly set: boolean }[];
  /** Such as "units a week". */
  readonly unit: string;
  readonly level: number;
}

const dayMs = 86_400_000;
/** Markers only where they can be told apart. */
const mostMarkers = 120;

export function seriesFigure(picture: SeriesPicture, palette: ChartPalette): Figure {
  const base = baseLayout(palette);
  const { history, origins, forecast, closures, unit, level } = picture;
  const last = history.at(-1);
  const period = periodOf(history);
  const data: Partial<Data>[] = [
    ...(forecast ? band(forecast, palette, last) : []),
    ...origins.map((origin, index): Partial<Data> => ({
      type: 'scatter', mode: 'lines', x: origin.points.map(({ day }) => day), y: origin.points.map(({ value }) => value), line: { color: palette.model, width: 1.2 }, opacity: 0.55,
      hovertemplate: `%{y:,.0f} forecast from ${origin.day}<extra></extra>`, name: `origin ${index + 1}`,
    })),
    {
      type: 'scatter', mode: history.length > mostMarkers ? 'lines' : 'lines+markers', x: history.map(({ day }) => day), y: history.map(({ value }) => value),
      line: { color: palette.actual, width: 1.4 }, marker: { color: palette.actual, size: 4 }, connectgaps: false, hovertemplate: '%{x|%-d %b %Y}: %{y:,.0f}<extra></extra>', name: 'sold',
    },
    ...(forecast ? [forecastLine(forecast, palette, level)] : []),
  ];
  const layout: Partial<Layout> = {
    ...base,
    margin: { l: 48, r: forecast ? 56 : 16, t: 22, b: 32 },
    hovermode: 'closest',
    dragmode: 'zoom',
    xaxis: { ...base.xaxis, type: 'date', showgrid: false, zeroline: false },
    yaxis: { ...base.yaxis, rangemode: 'tozero', zeroline: true, nticks: 6, separatethousands: true },
    shapes: [...closures.map(({ day, set }) => shade(day, period, set, palette)), ...(forecast && last ? [todayLine(last.day, palette)] : [])],
    annotations: [unitLabel(unit, palette), ...(forecast && last ? [todayLabel(last.day, palette)] : []), ...endLabels(forecast, palette)],
  };
  return { data, layout };
}

function band(forecast: readonly BandPoint[], palette: ChartPalette, last: Point | undefined): Partial<Data>[] {
  const known = forecast.filter(({ lower, upper }) => lower !== null && upper !== null);
  if (known.length === 0) return [];
  const start = last && last.value !== null ? [{ day: last.day, lower: last.value, upper: last.value }] : [];
  const edge = [...start, ...known];
  const line = { width: 0, color: palette.model };
  return [
    { type: 'scatter', mode: 'lines', x: edge.map(({ day }) => day), y: edge.map(({ lower }) => lower), line, hoverinfo: 'skip' },
    { type: 'scatter', mode: 'lines', x: edge.map(({ day }) => day), y: edge.map(({ upper }) => upper), line, fill: 'tonexty', fillcolor: palette.bandInner, hoverinfo: 'skip' },
  ];
}

function forecastLine(forecast: readonly BandPoint[], palette: ChartPalette, level: number): Partial<Data> {
  const share = `${formatNumber(level * 100, 0)} %`;
  return {
    type: 'scatter', mode: 'lines+markers', x: forecast.map(({ day }) => day), y: forecast.map(({ value }) => value), line: { color: palette.model, width: 2.2 }, marker: { color: palette.model, size: 4 }, name: 'forecast',
    customdata: forecast.map(({ lower, upper }) => (lower === null ? '' : `<br>${share}: ${formatInteger(lower)} to ${formatInteger(upper)}`)), hovertemplate: '%{x|%-d %b %Y}: %{y:,.0f}%{customdata}<extra></extra>',
  };
}

function shade(day: string, period: number, set: boolean, palette: ChartPalette): Partial<Shape> {
  const middle = Date.parse(day);
  return { type: 'rect', xref: 'x', yref: 'paper', x0: middle - period / 2, x1: middle + period / 2, y0: 0, y1: 1, line: { width: 0 }, fillcolor: set ? palette.rest : palette.second, opacity: set ? 0.14 : 0.2, layer: 'below' };
}

function todayLine(day: string, palette: ChartPalette): Partial<Shape> {
  return { type: 'line', xref: 'x', yref: 'paper', x0: day, x1: day, y0: 0, y1: 1, line: { width: 1, dash: 'dot', color: palette.axisText } };
}

function todayLabel(day: string, palette: ChartPalette): Partial<Annotation> {
  return { xref: 'x', yref: 'paper', x: day, y: 1, yanchor: 'bottom', xanchor: 'right', showarrow: false, text: 'last data', font: { size: 11, color: palette.axisText } };
}

function unitLabel(unit: string, palette: ChartPalette): Partial<Annotation> {
  return { xref: 'paper', yref: 'paper', x: 0, y: 1, xanchor: 'left', yanchor: 'bottom', showarrow: false, text: unit, font: { size: 11, color: palette.axisText } };
}

function endLabels(forecast: readonly BandPoint[] | null, palette: ChartPalette): Partial<Annotation>[] {
  const end = forecast?.at(-1);
  return end ? [{ xref: 'paper', x: 1, xanchor: 'left', xshift: 6, yref: 'y', y: end.value, showarrow: false, text: formatInteger(end.value), font: { size: 12, color: palette.model } }] : [];
}

/** Distance of the last two dates, in ms. */
function periodOf(history: readonly Point[]): number {
  const [before, last] = [history.at(-2), history.at(-1)];
  return before && last ? Date.parse(last.day) - Date.parse(before.day) : dayMs;
}
