/** Where the dots of a strip stand, so that they do not hide each other; and in how many shades. Pure. */

export interface SwarmDot {
  readonly x: number;
  /** Below or above the middle of the strip. */
  readonly offset: number;
  /** 0 low to `shades` - 1 high; null for text and empty cells. */
  readonly shade: number | null;
}

export const shades = 5;
const dot = 3;

/** Dots that fall into the same three pixels are stacked from the middle outwards, closer where they would leave the strip. */
export function layoutSwarm(points: readonly { readonly x: number; readonly place: number | null }[], halfHeight: number): SwarmDot[] {
  const bins = new Map<number, number[]>();
  points.forEach(({ x }, i) => bins.set(Math.round(x / dot), [...(bins.get(Math.round(x / dot)) ?? []), i]));
  const offsets = new Float64Array(points.length);
  for (const members of bins.values()) {
    const layers = Math.ceil((members.length - 1) / 2);
    const step = layers * dot > halfHeight ? halfHeight / layers : dot;
    members.forEach((i, place) => (offsets[i] = Math.ceil(place / 2) * step * (place % 2 === 1 ? 1 : -1)));
  }
  return points.map(({ x, place }, i) => ({ x, offset: (offsets[i] ?? 0) + 0, shade: place === null ? null : Math.min(shades - 1, Math.floor(place * shades)) }));
}

/** Dots as one path per shade: thousands of them stay light to draw. */
export function dotPaths(dots: readonly SwarmDot[], middle: number): readonly { readonly shade: number | null; readonly path: string }[] {
  const paths = new Map<number | null, string>();
  for (const { x, offset, shade } of dots) paths.set(shade, `${paths.get(shade) ?? ''}M${x.toFixed(1)} ${(middle + offset).toFixed(1)}h0`);
  return [...paths].map(([shade, path]) => ({ shade, path }));
}
