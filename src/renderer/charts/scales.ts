/** Axis scales: a value to its share of the axis (0 to 1), and round ticks. Pure, for every hand-drawn picture. */

export interface Scale {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  /** Share of the axis, 0 at its low end; outside the domain it is below 0 or above 1. */
  position(value: number): number;
  /** The value at a share of the axis. */
  invert(share: number): number;
}

/** Steps of 1, 2 or 5 times a power of ten, about `count` of them. */
function roundStep(span: number, count: number): number {
  const raw = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const ratio = raw / power;
  if (ratio >= 7.07) return 10 * power;
  if (ratio >= 3.16) return 5 * power;
  if (ratio >= 1.41) return 2 * power;
  return power;
}

/** Round ticks inside [low, high]. Equal or unordered ends give the one value. */
export function linearTicks(low: number, high: number, count = 6): number[] {
  if (!(high > low)) return [low];
  const step = roundStep(high - low, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toFixed(Math.min(20, decimals))));
  // Where the range is as fine as a number can tell apart, rounding can leave it or meet its neighbour.
  const slack = (high - low) * 1e-9;
  return ticks.filter((tick, index) => tick >= low - slack && tick <= high + slack && tick > (ticks[index - 1] ?? -Infinity));
}

export function linearScale(low: number, high: number, tickCount = 6): Scale {
  const [from, to] = high > low ? [low, high] : [low - 0.5, low + 0.5];
  return {
    domain: [from, to],
    ticks: linearTicks(from, to, tickCount),
    position: (value) => (value - from) / (to - from),
    invert: (share) => from + share * (to - from),
  };
}

/** A linear scale whose ends are widened by `margin` of the span, so that no dot sits on the frame. */
export function paddedScale(values: readonly number[], margin = 0.06, tickCount = 6): Scale {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return linearScale(0, 1, tickCount);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  const room = high > low ? (high - low) * margin : Math.max(Math.abs(low) * margin, 0.05);
  return linearScale(low - room, high + room, tickCount);
}

/** Powers of ten inside [low, high]; with fewer than three of them 2 and 5 times a power join. */
export function logTicks(low: number, high: number): number[] {
  const powers: number[] = [];
  const all: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent += 1) {
    for (const factor of [1, 2, 5]) {
      const value = factor * 10 ** exponent;
      if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue;
      all.push(value);
      if (factor === 1) powers.push(value);
    }
  }
  return powers.length >= 3 ? powers : all;
}

/** A logarithmic scale. Values at or below 0 stand at its low end. */
export function logScale(low: number, high: number): Scale {
  const from = Math.max(low, Number.MIN_VALUE);
  const to = high > from ? high : from * 10;
  const logFrom = Math.log10(from);
  const span = Math.log10(to) - logFrom;
  return {
    domain: [from, to],
    ticks: logTicks(from, to),
    position: (value) => (value <= 0 ? 0 : (Math.log10(value) - logFrom) / span),
    invert: (share) => 10 ** (logFrom + share * span),
  };
}
