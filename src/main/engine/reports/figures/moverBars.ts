/** Changes as bars to both sides of zero, the number beside each. */
import { markup, type Markup } from '../markup';
import { writeRounded } from '../wording';
import { palette } from './palette';
import { linearScale, round } from './scale';

const width = 340;
const rowHeight = 22;
const left = 150;
const right = 290;
const longestName = 21;

export function drawMoverBars(movers: readonly { readonly name: string; readonly change: number }[], label: string): Markup {
  const x = linearScale(Math.min(0, ...movers.map(({ change }) => change)), Math.max(1e-9, ...movers.map(({ change }) => change)), left, right);
  return markup`<svg viewBox="0 0 ${width} ${movers.length * rowHeight + 4}" role="img" aria-label="${label}">
${movers.map(({ name, change }, i) => {
  const y = i * rowHeight + rowHeight / 2;
  return markup`<text x="0" y="${y + 4}">${name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name}</text><rect x="${Math.min(x.at(0), x.at(change))}" y="${y - 5}" width="${Math.max(0.5, round(Math.abs(x.at(change) - x.at(0))))}" height="10" rx="2" fill="${change < 0 ? palette.attention : palette.model}"/><text x="${width}" y="${y + 4}" class="axis" text-anchor="end">${change > 0 ? '+' : ''}${writeRounded(change)}</text>`;
})}
<line x1="${x.at(0)}" y1="0" x2="${x.at(0)}" y2="${movers.length * rowHeight}" stroke="${palette.border}"/>
</svg>`;
}
