/** How much of the held-out rows the interval held, fold by fold, against what it promised. */
import { markup, type Markup } from '../markup';
import { writeShare } from '../wording';
import { palette } from './palette';
import { linearScale } from './scale';

const width = 340;
const axisY = 44;

export function drawCoverage(level: number, coverage: number, folds: readonly number[]): Markup {
  const low = Math.max(0, Math.floor(Math.min(level, coverage, ...folds) * 20 - 1) / 20);
  const x = linearScale(low, 1, 14, width - 14, 5);
  return markup`<svg viewBox="0 0 ${width} 76" role="img" aria-label="Share of held-out rows inside the interval">
<line x1="${x.at(low)}" y1="${axisY}" x2="${x.at(1)}" y2="${axisY}" stroke="${palette.border}"/>
${x.ticks.map((tick) => markup`<text x="${x.at(tick)}" y="${axisY + 22}" class="axis" text-anchor="middle">${writeShare(tick)}</text>`)}
<line x1="${x.at(level)}" y1="${axisY - 20}" x2="${x.at(level)}" y2="${axisY + 8}" stroke="${palette.other}" stroke-width="1.5"/><text x="${x.at(level)}" y="${axisY - 26}" class="axis" text-anchor="middle">promised ${writeShare(level)}</text>
${folds.map((fold) => markup`<circle cx="${x.at(fold)}" cy="${axisY}" r="4" fill="${palette.model}" fill-opacity="0.45"/>`)}
<line x1="${x.at(coverage)}" y1="${axisY - 11}" x2="${x.at(coverage)}" y2="${axisY + 11}" stroke="${palette.model}" stroke-width="3"/>
</svg>`;
}
