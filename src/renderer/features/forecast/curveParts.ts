/** A curve cut where training ended: the part between the ends, and what lies beyond on either side. Pure. */
import type { CurvePoint } from '@shared/areas/forecasting';

export interface CurveParts {
  readonly before: readonly CurvePoint[];
  readonly trained: readonly CurvePoint[];
  readonly after: readonly CurvePoint[];
}

/**
 * Points are evenly spaced and rarely fall on the ends of the range, so that a point is put on each end, straight between
 * its neighbours. Without ends the engine's own marks decide.
 */
export function cutCurve(points: readonly CurvePoint[], ends: readonly [number, number] | null): CurveParts {
  const marked = points.filter((point) => !point.extrapolated);
  const low = ends?.[0] ?? marked[0]?.x ?? Infinity;
  const high = ends?.[1] ?? marked.at(-1)?.x ?? -Infinity;
  const inside = points.filter((point) => point.x >= low && point.x <= high);
  const lowEdge = edgeAt(points, low);
  const highEdge = edgeAt(points, high);
  const trained = [...(lowEdge ? [lowEdge] : []), ...inside.filter((point) => point.x > (lowEdge?.x ?? low) && point.x < (highEdge?.x ?? high)), ...(highEdge && high > low ? [highEdge] : [])];
  const beyondLow = points.filter((point) => point.x < low);
  const beyondHigh = points.filter((point) => point.x > high);
  return {
    before: lowEdge && beyondLow.length > 0 ? [...beyondLow, lowEdge] : [],
    trained: trained.length > 1 ? trained : inside,
    after: highEdge && beyondHigh.length > 0 ? [highEdge, ...beyondHigh] : [],
  };
}

/** The curve at `x`; at an end of the drawn span where `x` lies outside of it. */
function edgeAt(points: readonly CurvePoint[], x: number): CurvePoint | null {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || !Number.isFinite(x)) return null;
  if (x <= first.x) return first;
  if (x >= last.x) return last;
  const right = points.findIndex((point) => point.x >= x);
  const [a, b] = [points[right - 1], points[right]];
  if (!a || !b) return null;
  const share = b.x === a.x ? 0 : (x - a.x) / (b.x - a.x);
  const between = (from: number, to: number): number => from + share * (to - from);
  return { x, value: between(a.value, b.value), lower: between(a.lower, b.lower), upper: between(a.upper, b.upper), extrapolated: false };
}
