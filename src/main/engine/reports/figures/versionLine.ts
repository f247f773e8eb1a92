/** A figure over the versions of a dataset, with the band it was expected in; colours come from the sheet. */
import type { StatisticPoint } from '@shared/areas/qualityHistory';
import { markup, type Markup } from '../markup';
import { linearScale, round } from './scale';

const width = 690;
const height = 170;
const plot = { left: 56, right: 676, top: 10, bottom: 140 };
const mostLabels = 16;

/** Points in order of version; at least one with a value. */
export function drawVersionLine(points: readonly StatisticPoint[], write: (value: number) => string, label: string): Markup {
  const values = points.flatMap(({ value, lower, upper }) => [value, lower, upper]).filter((value) => value !== null);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const y = linearScale(low === high ? low - (Math.abs(low) || 1) * 0.1 : low, low === high ? high + (Math.abs(high) || 1) * 0.1 : high, plot.bottom, plot.top, 4);
  const at = (i: number): number => round(points.length === 1 ? (plot.left + plot.right) / 2 : plot.left + ((plot.right - plot.left) * i) / (points.length - 1));
  const known = points.flatMap(({ value, ...point }, i) => (value === null ? [] : [{ ...point, value, x: at(i) }]));
  const banded = known.filter(({ lower, upper }) => lower !== null && upper !== null);
  const band = [...banded.map(({ x, upper }) => `${x} ${y.at(upper ?? 0)}`), ...banded.toReversed().map(({ x, lower }) => `${x} ${y.at(lower ?? 0)}`)].join(' L');
  const every = Math.max(1, Math.ceil(points.length / mostLabels));
  return markup`<svg class="wide" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
${y.ticks.map((tick) => markup`<line class="grid" x1="${plot.left}" y1="${y.at(tick)}" x2="${plot.right}" y2="${y.at(tick)}"/><text x="${plot.left - 6}" y="${y.at(tick) + 4}" class="axis" text-anchor="end">${write(tick)}</text>`)}
${banded.length > 1 ? markup`<path class="band" d="M${band} Z"/>` : null}
<path class="line" d="M${known.map(({ x, value }) => `${x} ${y.at(value)}`).join(' L')}"/>
${known.map(({ x, value, anomalous }) => markup`<circle class="${anomalous ? 'odd' : 'dot'}" cx="${x}" cy="${y.at(value)}" r="${anomalous ? 4.5 : 3}"/>`)}
${points.map(({ number }, i) => (i % every === 0 || i === points.length - 1 ? markup`<text x="${at(i)}" y="${plot.bottom + 18}" class="axis" text-anchor="middle">v${number}</text>` : null))}
</svg>`;
}
