/** The counts of a column as small bars; colours come from the sheet. */
import { markup, type Markup } from '../markup';
import { round } from './scale';

const width = 120;
const height = 28;
/** So that one row among many can still be seen. */
const leastHeight = 1;

export function drawHistogram(counts: readonly number[], label: string): Markup {
  const most = Math.max(1, ...counts);
  const step = width / Math.max(1, counts.length);
  const bars = counts.map((count, i) => {
    if (count === 0) return '';
    const tall = Math.max(leastHeight, (count / most) * height);
    return `M${round(i * step)} ${height}v${round(-tall)}h${round(Math.max(1, step - 1))}v${round(tall)}z`;
  });
  return markup`<svg class="small" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}"><path class="bar" d="${bars.join('')}"/></svg>`;
}
