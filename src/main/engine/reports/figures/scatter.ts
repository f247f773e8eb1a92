/** What was forecast against what really sold, on held-out rows. */
import { markup, type Markup } from '../markup';
import { writeNumber } from '../wording';
import { palette } from './palette';
import { linearScale, logScale, type Scale } from './scale';

export interface ScatterPoint {
  readonly actual: number;
  readonly predicted: number;
}

const width = 340;
const height = 300;
const plot = { left: 52, right: 314, top: 10, bottom: 258 };

export function drawScatter(points: readonly ScatterPoint[], space: 'log1p' | 'units', target: string): Markup {
  const values = points.flatMap(({ actual, predicted }) => [actual, predicted]);
  const high = Math.max(1, ...values);
  const low = Math.min(0, ...values);
  const scaleFor = (from: number, to: number): Scale => (space === 'log1p' ? logScale(high, from, to) : linearScale(low, high, from, to, 5));
  const x = scaleFor(plot.left, plot.right);
  const y = scaleFor(plot.bottom, plot.top);
  const diagonalEnd = space === 'log1p' ? high : x.high;
  return markup`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Sold against forecast">
${x.ticks.map((tick) => markup`<line x1="${x.at(tick)}" y1="${plot.top}" x2="${x.at(tick)}" y2="${plot.bottom}" stroke="${palette.grid}"/><text x="${x.at(tick)}" y="${plot.bottom + 15}" class="axis" text-anchor="middle">${writeNumber(tick)}</text>`)}
${y.ticks.map((tick) => markup`<line x1="${plot.left}" y1="${y.at(tick)}" x2="${plot.right}" y2="${y.at(tick)}" stroke="${palette.grid}"/><text x="${plot.left - 6}" y="${y.at(tick) + 4}" class="axis" text-anchor="end">${writeNumber(tick)}</text>`)}
<line x1="${x.at(low)}" y1="${y.at(low)}" x2="${x.at(diagonalEnd)}" y2="${y.at(diagonalEnd)}" stroke="${palette.other}" stroke-dasharray="4 3"/>
${points.map(({ actual, predicted }) => markup`<circle cx="${x.at(predicted)}" cy="${y.at(actual)}" r="2.2" fill="${palette.model}" fill-opacity="0.35"/>`)}
<text x="${width}" y="${plot.bottom + 31}" class="axis" text-anchor="end">forecast ${target}</text><text x="0" y="${plot.bottom + 31}" class="axis">up: sold</text>
</svg>`;
}
