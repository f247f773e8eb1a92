/** History and forecast of one quantity over time, the range as a band, the end of the data as a dotted line. */
import { markup, type Markup } from '../markup';
import { writeNumber } from '../wording';
import { palette } from './palette';
import { linearScale } from './scale';

export interface TimePoint {
  readonly day: string;
  readonly value: number | null;
}

export interface TimeBand extends TimePoint {
  readonly lower: number | null;
  readonly upper: number | null;
}

const width = 690;
const height = 260;
const plot = { left: 62, right: 618, top: 12, bottom: 216 };
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const mostLabels = 10;

/** Points in order of time; at least one of history. */
export function drawSeriesChart(history: readonly TimePoint[], forecast: readonly TimeBand[], words: { readonly sold: string; readonly forecast: string; readonly today: string; readonly label: string }): Markup {
  const times = [...history, ...forecast].map(({ day }) => Date.parse(day));
  const values = [...history.map(({ value }) => value), ...forecast.flatMap(({ value, lower, upper }) => [value, lower, upper])].filter((value) => value !== null);
  const x = linearScale(Math.min(...times), Math.max(...times), plot.left, plot.right);
  const y = linearScale(Math.min(0, ...values), Math.max(1e-9, ...values), plot.bottom, plot.top, 5);
  const at = (day: string): number => x.at(Date.parse(day));
  const last = history.findLast(({ value }) => value !== null);
  const ahead: readonly TimeBand[] = last ? [{ ...last, lower: last.value, upper: last.value }, ...forecast] : forecast;
  const banded = ahead.filter((point): point is TimeBand & { lower: number; upper: number } => point.lower !== null && point.upper !== null);
  const band = [...banded.map((point) => `${at(point.day)} ${y.at(point.upper)}`), ...banded.toReversed().map((point) => `${at(point.day)} ${y.at(point.lower)}`)].join(' L');
  const end = forecast.at(-1);
  return markup`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${words.label}">
${y.ticks.map((tick) => markup`<line x1="${plot.left}" y1="${y.at(tick)}" x2="${plot.right}" y2="${y.at(tick)}" stroke="${palette.grid}"/><text x="${plot.left - 6}" y="${y.at(tick) + 4}" class="axis" text-anchor="end">${writeNumber(tick)}</text>`)}
${banded.length > 1 ? markup`<path d="M${band} Z" fill="${palette.model}" fill-opacity="0.2"/>` : null}
${segments(history).map((points) => markup`<path d="M${points.map(({ day, value }) => `${at(day)} ${y.at(value)}`).join(' L')}" fill="none" stroke="${palette.text}" stroke-width="1.5"/>`)}
<path d="M${ahead.filter((point) => point.value !== null).map(({ day, value }) => `${at(day)} ${y.at(value ?? 0)}`).join(' L')}" fill="none" stroke="${palette.model}" stroke-width="2"/>
${forecast.map(({ day, value }) => (value === null ? null : markup`<circle cx="${at(day)}" cy="${y.at(value)}" r="2.6" fill="${palette.model}"/>`))}
${last ? markup`<line x1="${at(last.day)}" y1="${plot.top}" x2="${at(last.day)}" y2="${plot.bottom}" stroke="${palette.third}" stroke-dasharray="2 3"/><text x="${at(last.day) - 5}" y="${plot.top + 8}" class="axis" text-anchor="end">${words.today}</text>` : null}
${end && end.value !== null ? markup`<text x="${plot.right + 6}" y="${y.at(end.value) + 4}" class="strong">${words.forecast}</text>` : null}
${timeLabels(times).map(({ time, text }) => markup`<text x="${x.at(time)}" y="${plot.bottom + 16}" class="axis" text-anchor="middle">${text}</text>`)}
</svg>`;
}

/** The stretches between missing values. */
function segments(points: readonly TimePoint[]): { day: string; value: number }[][] {
  const parts: { day: string; value: number }[][] = [[]];
  for (const { day, value } of points) {
    if (value === null) parts.push([]);
    else parts.at(-1)?.push({ day, value });
  }
  return parts.filter((part) => part.length > 1);
}

/** First days of months, thinned to what fits; January carries its year. */
function timeLabels(times: readonly number[]): { time: number; text: string }[] {
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const starts: number[] = [];
  const date = new Date(first);
  for (let month = date.getUTCFullYear() * 12 + date.getUTCMonth() + 1; ; month++) {
    const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (time > last) break;
    starts.push(time);
  }
  const every = Math.max(1, Math.ceil(starts.length / mostLabels));
  return starts
    .filter((_, i) => i % every === 0)
    .map((time) => {
      const start = new Date(time);
      const name = months[start.getUTCMonth()] ?? '';
      return { time, text: start.getUTCMonth() === 0 || every >= 6 ? `${name} ${start.getUTCFullYear()}` : name };
    });
}
