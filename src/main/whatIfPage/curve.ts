/** The price curve as a picture: band where the model was trained, dashed without a band beyond. */
import { roundTicks } from '../engine/reports/figures/scale';
import { build, draw, text } from './elements';
import { units } from './units';

export interface CurveFigure {
  readonly column: string;
  readonly target: string;
  /** Least and most value of training. */
  readonly trained: readonly [number, number];
  readonly points: readonly { readonly x: number; readonly value: number; readonly lower: number; readonly upper: number; readonly extrapolated: boolean }[];
  readonly inner: readonly { readonly lower: number; readonly upper: number }[];
  readonly here: { readonly x: number; readonly value: number } | null;
  readonly baseline: number;
  readonly percent: string;
}

const width = 720;
const height = 300;
const frame = { left: 56, right: 12, top: 12, bottom: 34 };

export function drawCurve(into: HTMLElement, figure: CurveFigure): void {
  const { points, trained, inner, column } = figure;
  const first = points[0]?.x ?? 0;
  const last = points.at(-1)?.x ?? 1;
  const inside = points.flatMap((point, i) => (point.extrapolated ? [] : [{ ...point, innerLower: inner[i]?.lower ?? point.value, innerUpper: inner[i]?.upper ?? point.value }]));
  const most = Math.max(...points.map(({ value }) => value), ...inside.map(({ upper }) => upper), figure.baseline, 1e-9);
  const least = Math.min(0, ...points.map(({ value }) => value), ...inside.map(({ lower }) => lower));
  // A long tail reads better on log(1 + units); below zero there is none.
  const bend = least >= 0 && most > 50 ? Math.log1p : (value: number): number => value;
  const x = (value: number): number => frame.left + ((value - first) / (last - first || 1)) * (width - frame.left - frame.right);
  const y = (value: number): number => frame.top + (1 - (bend(value) - bend(least)) / (bend(most) - bend(least) || 1)) * (height - frame.top - frame.bottom);
  const line = (list: readonly { readonly x: number; readonly value: number }[]): string => list.map((point, i) => `${i === 0 ? 'M' : 'L'}${x(point.x).toFixed(1)} ${y(point.value).toFixed(1)}`).join('');
  const band = (low: (point: (typeof inside)[number]) => number, high: (point: (typeof inside)[number]) => number): string =>
    `${line(inside.map((point) => ({ x: point.x, value: high(point) })))}${line([...inside].reverse().map((point) => ({ x: point.x, value: low(point) }))).replace('M', 'L')}Z`;
  const ticks = bend === Math.log1p ? [1, 10, 100, 1000, 10_000, 100_000, 1_000_000].filter((tick) => tick <= most) : roundTicks(least, most, 5);
  // Each dashed line ends where the unbroken one begins.
  const below = points.filter(({ x: at }) => at <= (inside[0]?.x ?? Infinity));
  const above = points.filter(({ x: at }) => at >= (inside.at(-1)?.x ?? Infinity));
  const bottom = height - frame.bottom;
  const [from, to] = [x(Math.max(first, trained[0])), x(Math.min(last, trained[1]))];
  const beyond = [[frame.left, from], [to, width - frame.right]].filter((gap): gap is [number, number] => (gap[1] ?? 0) - (gap[0] ?? 0) > 1);
  const svg = draw(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `${figure.target} along ${column}` },
    draw('defs', {}, draw('pattern', { id: 'hatch', width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, draw('line', { x1: 0, y1: 0, x2: 0, y2: 7, class: 'hatch' }))),
    draw('rect', { x: from, y: frame.top, width: Math.max(0, to - from), height: bottom - frame.top, class: 'trained' }),
    ...beyond.map(([left, right]) => draw('rect', { x: left, y: frame.top, width: right - left, height: bottom - frame.top, fill: 'url(#hatch)' })),
    ...ticks.flatMap((tick) => [draw('line', { x1: frame.left, x2: width - frame.right, y1: y(tick), y2: y(tick), class: 'grid' }), draw('text', { x: frame.left - 8, y: y(tick) + 4, 'text-anchor': 'end' }, text(units(tick)))]),
    ...(inside.length > 1 ? [draw('path', { d: band(({ lower }) => lower, ({ upper }) => upper), class: 'outer' }), draw('path', { d: band(({ innerLower }) => innerLower, ({ innerUpper }) => innerUpper), class: 'inner' })] : []),
    draw('line', { x1: frame.left, x2: width - frame.right, y1: y(figure.baseline), y2: y(figure.baseline), class: 'baseline' }),
    draw('path', { d: line(below), class: 'beyond' }),
    draw('path', { d: line(inside), class: 'line' }),
    draw('path', { d: line(above), class: 'beyond' }),
    draw('line', { x1: frame.left, x2: width - frame.right, y1: bottom, y2: bottom, class: 'axis' }),
    ...roundTicks(first, last, 10).map((tick) => draw('text', { x: x(tick), y: bottom + 18, 'text-anchor': 'middle' }, text(units(tick)))),
    ...beyond.filter(([left, right]) => right - left > 80).map(([left, right]) => draw('text', { x: (left + right) / 2, y: frame.top + 16, 'text-anchor': 'middle', class: 'extrapolated' }, text('extrapolated'))),
    ...(figure.here ? [draw('circle', { cx: x(figure.here.x), cy: y(figure.here.value), r: 5, class: 'here' })] : []),
  );
  into.replaceChildren(
    build('h2', {}, text(`${figure.target} along ${column}`)),
    build('p', { class: 'quiet' }, text(`Everything else held. Bands: 50 % and ${figure.percent}. Grey is the range trained on (${units(trained[0])} to ${units(trained[1])}); beyond it there is no band. Dotted: the baseline.`)),
    svg,
  );
}
