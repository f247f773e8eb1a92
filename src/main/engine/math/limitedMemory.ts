/** Minimum of a smooth convex function: L-BFGS (Nocedal 1980; Liu and Nocedal 1989) with a halving line search. Deterministic. */

export interface SmoothOptions {
  /** Ends when no entry of the gradient is larger. */
  readonly tolerance: number;
  readonly mostSteps: number;
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

const remembered = 12;
const mostHalvings = 40;
const sufficientDecrease = 1e-4;
/** Where values no longer tell points apart, the slope along the way must have shrunk to this share. */
const flatEnough = 0.9;
const roundingOfValues = 1e-14;

/** `of` fills in the gradient and answers the value, Infinity where it is not defined. Moves `at` to the minimum. */
export function minimiseSmooth(of: (at: Float64Array, gradient: Float64Array) => number, at: Float64Array, { tolerance, mostSteps }: SmoothOptions): void {
  const size = at.length;
  const pairs: Pair[] = [];
  let gradient = new Float64Array(size);
  let value = of(at, gradient);
  const trial = new Float64Array(size);
  let trialGradient = new Float64Array(size);
  for (let step = 0; step < mostSteps && largest(gradient) > tolerance; step++) {
    const way = descent(gradient, pairs);
    const slope = dot(way, gradient);
    if (!(slope < 0)) break;
    let length = pairs.length === 0 ? Math.min(1, 1 / largest(gradient)) : 1;
    let halvings = 0;
    let next = Infinity;
    for (; halvings < mostHalvings; halvings++, length /= 2) {
      for (let i = 0; i < size; i++) trial[i] = at[i]! + length * way[i]!;
      next = of(trial, trialGradient);
      if (next <= value + sufficientDecrease * length * slope) break;
      if (next <= value + roundingOfValues * Math.abs(value) && Math.abs(dot(trialGradient, way)) <= -flatEnough * slope) break;
    }
    if (halvings === mostHalvings) break;
    const moved = trial.map((to, i) => to - at[i]!);
    const change = trialGradient.map((to, i) => to - gradient[i]!);
    const curvature = dot(moved, change);
    if (curvature > 0) pairs.push({ step: moved, change, curvature });
    if (pairs.length > remembered) pairs.shift();
    at.set(trial);
    value = next;
    [gradient, trialGradient] = [trialGradient, gradient];
  }
}

/** Minus the remembered inverse curvature times the gradient, by the two loops. */
function descent(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const way = gradient.map((slope) => -slope);
  const shares = new Float64Array(pairs.length);
  for (let p = pairs.length - 1; p >= 0; p--) {
    const { step, change, curvature } = pairs[p]!;
    shares[p] = dot(step, way) / curvature;
    add(way, change, -shares[p]!);
  }
  const last = pairs[pairs.length - 1];
  if (last) {
    const scale = last.curvature / dot(last.change, last.change);
    for (let i = 0; i < way.length; i++) way[i]! *= scale;
  }
  pairs.forEach(({ step, change, curvature }, p) => add(way, step, shares[p]! - dot(change, way) / curvature));
  return way;
}

function add(to: Float64Array, what: Float64Array, weight: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += weight * what[i]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
