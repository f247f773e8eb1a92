/** One dot per fold, one line per model, the baseline as a thin line. */
import { markup, type Markup } from '../markup';
import { palette } from './palette';
import { linearScale } from './scale';

export interface DotRow {
  readonly name: string;
  readonly folds: readonly number[];
  readonly mean: number;
  readonly written: string;
  readonly chosen: boolean;
  /** Uses a column that gives the answer away. */
  readonly leaks: boolean;
}

const width = 690;
const left = 150;
const right = 560;
const rowHeight = 30;
const top = 26;

export function drawFoldDots(rows: readonly DotRow[], baseline: { readonly value: number; readonly label: string } | null, axisLabel: string): Markup {
  const values = rows.flatMap(({ folds, mean }) => [...folds, mean]).concat(baseline ? [baseline.value] : []);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = (high - low || Math.abs(high) || 1) * 0.06;
  const x = linearScale(low - margin, high + margin, left, right);
  const bottom = top + rows.length * rowHeight;
  const height = bottom + 38;
  const baselineX = baseline ? x.at(baseline.value) : 0;
  return markup`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${axisLabel}">
${x.ticks.map((tick) => markup`<line x1="${x.at(tick)}" y1="${top}" x2="${x.at(tick)}" y2="${bottom}" stroke="${palette.grid}"/><text x="${x.at(tick)}" y="${bottom + 15}" class="axis" text-anchor="middle">${tick}</text>`)}
${baseline ? markup`<line x1="${baselineX}" y1="${top - 6}" x2="${baselineX}" y2="${bottom}" stroke="${palette.other}" stroke-width="1.5"/><text x="${baselineX}" y="${top - 11}" class="axis" text-anchor="middle">${baseline.label}</text>` : null}
${rows.map((row, i) => drawRow(row, top + i * rowHeight + rowHeight / 2, x.at))}
<text x="${left}" y="${bottom + 32}" class="axis">${axisLabel}</text>
</svg>`;
}

function drawRow({ name, folds, mean, written, chosen, leaks }: DotRow, y: number, at: (value: number) => number): Markup {
  const colour = leaks ? palette.leak : chosen ? palette.model : palette.other;
  const from = at(Math.min(...folds, mean));
  const to = at(Math.max(...folds, mean));
  return markup`<text x="0" y="${y + 4}" class="${chosen ? 'name strong' : 'name'}">${name}</text><line x1="${from}" y1="${y}" x2="${to}" y2="${y}" stroke="${colour}" stroke-opacity="0.35" stroke-width="1.5"/>
${folds.map((fold) => markup`<circle cx="${at(fold)}" cy="${y}" r="3.6" fill="${colour}" fill-opacity="0.55"/>`)}
<line x1="${at(mean)}" y1="${y - 9}" x2="${at(mean)}" y2="${y + 9}" stroke="${colour}" stroke-width="2.5"/><text x="${width}" y="${y + 4}" class="${chosen ? 'name strong' : 'name'}" text-anchor="end">${written}</text>`;
}
