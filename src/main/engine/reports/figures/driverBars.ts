/** Drivers as bars from zero, each with its interval; grey where that includes zero. */
import { markup, type Markup } from '../markup';
import { writeDecimals } from '../wording';
import { palette } from './palette';
import { linearScale, round } from './scale';

export interface DriverBar {
  readonly name: string;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

const width = 340;
const rowHeight = 22;
const left = 150;
const right = 290;
const longestName = 21;

export function drawDriverBars(bars: readonly DriverBar[]): Markup {
  const low = Math.min(0, ...bars.map(({ mean }) => mean));
  const high = Math.max(...bars.map(({ upper }) => upper), low + 1e-12);
  const x = linearScale(low, high, left, right);
  return markup`<svg viewBox="0 0 ${width} ${bars.length * rowHeight + 4}" role="img" aria-label="Drivers">
${bars.map(({ name, mean, lower, upper }, i) => {
  const y = i * rowHeight + rowHeight / 2;
  const colour = mean < 0 ? palette.attention : lower > 0 ? palette.model : palette.other;
  return markup`<text x="0" y="${y + 4}" class="name">${name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name}</text><rect x="${Math.min(x.at(0), x.at(mean))}" y="${y - 5}" width="${Math.max(0.5, round(Math.abs(x.at(mean) - x.at(0))))}" height="10" rx="2" fill="${colour}"/>
<line x1="${x.at(Math.max(low, lower))}" y1="${y}" x2="${x.at(upper)}" y2="${y}" stroke="${palette.text}" stroke-opacity="0.6"/><text x="${width}" y="${y + 4}" class="axis" text-anchor="end">${writeDecimals(mean, 3)}</text>`;
})}
<line x1="${x.at(0)}" y1="0" x2="${x.at(0)}" y2="${bars.length * rowHeight}" stroke="${palette.border}"/>
</svg>`;
}
