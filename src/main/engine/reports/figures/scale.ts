/** Axes of the report's pictures: values to positions, and round ticks. */

export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  at(value: number): number;
}

/** Ticks at 1, 2 or 5 times a power of ten, about `wanted` of them, inside [low, high]. */
export function roundTicks(low: number, high: number, wanted: number): readonly number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(span / wanted));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => span / candidate <= wanted) ?? 10 * power;
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

export function linearScale(low: number, high: number, from: number, to: number, wanted = 6): Scale {
  const span = high - low || 1;
  return { low, high, ticks: roundTicks(low, high, wanted), at: (value) => round(from + ((value - low) / span) * (to - from)) };
}

/** log(1 + value), so that zero sales have a place; ticks at powers of ten. */
export function logScale(high: number, from: number, to: number): Scale {
  const top = Math.log1p(Math.max(high, 1));
  const ticks = [0, ...Array.from({ length: Math.floor(Math.log10(Math.max(high, 1))) + 1 }, (_, i) => 10 ** i)];
  return { low: 0, high, ticks, at: (value) => round(from + (Math.log1p(Math.max(value, 0)) / top) * (to - from)) };
}

/** A tenth of a pixel is enough, and keeps files small. */
export function round(position: number): number {
  return Math.round(position * 10) / 10;
}
