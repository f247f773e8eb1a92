/** A forecast along one number: the line, and its range as a band. */
import { markup, type Markup } from '../markup';
import { writeNumber } from '../wording';
import { palette } from './palette';
import { linearScale, logScale } from './scale';

export interface BandPoint {
  readonly x: number;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

const width = 690;
const height = 250;
const plot = { left: 60, right: 676, top: 10, bottom: 208 };

/** A band that spans more than this many times its lower edge is read by factors: its axis is logarithmic. */
const widestLinear = 8;

/** Points in ascending order of x, two or more; values that are not negative. */
export function drawBand(points: readonly BandPoint[], xLabel: string, yLabel: string): Markup {
  const high = Math.max(...points.map(({ upper }) => upper));
  const isWide = points.some(({ lower, upper }) => upper > widestLinear * Math.max(lower, 1));
  const x = linearScale(points[0]?.x ?? 0, points.at(-1)?.x ?? 1, plot.left, plot.right, 8);
  const y = isWide ? logScale(high, plot.bottom, plot.top) : linearScale(0, high, plot.bottom, plot.top, 5);
  const at = (value: number): number => y.at(Math.max(0, value));
  const line = points.map((point) => `${x.at(point.x)} ${at(point.value)}`).join(' L');
  const band = [...points.map((point) => `${x.at(point.x)} ${at(point.upper)}`), ...points.toReversed().map((point) => `${x.at(point.x)} ${at(point.lower)}`)].join(' L');
  return markup`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${yLabel} along ${xLabel}">
${y.ticks.map((tick) => markup`<line x1="${plot.left}" y1="${y.at(tick)}" x2="${plot.right}" y2="${y.at(tick)}" stroke="${palette.grid}"/><text x="${plot.left - 6}" y="${y.at(tick) + 4}" class="axis" text-anchor="end">${writeNumber(tick)}</text>`)}
<path d="M${band} Z" fill="${palette.model}" fill-opacity="0.14"/><path d="M${line}" fill="none" stroke="${palette.model}" stroke-width="2"/>
${x.ticks.map((tick) => markup`<text x="${x.at(tick)}" y="${plot.bottom + 16}" class="axis" text-anchor="middle">${writeNumber(tick)}</text>`)}
<text x="${plot.right}" y="${plot.bottom + 34}" class="axis" text-anchor="end">${xLabel}</text><text x="0" y="${plot.bottom + 34}" class="axis">up: ${yLabel}</text>
</svg>`;
}
