/** Gauss-Legendre points and weights on [0, 1]: n of them integrate polynomials up to degree 2n - 1 exactly. */

export interface QuadratureRule {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/** Roots of the Legendre polynomial by Newton's method from the usual cosine start (Press et al. 2007, section 4.6). */
export function gaussLegendre(count: number): QuadratureRule {
  const points = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    for (let step = 0; step < 100; step++) {
      const { value, derivative } = legendre(count, x);
      const next = x - value / derivative;
      const settled = Math.abs(next - x) < 1e-16;
      x = next;
      if (settled) break;
    }
    const slope = legendre(count, x).derivative;
    points[i] = (1 - x) / 2;
    weights[i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { points, weights };
}

function legendre(degree: number, x: number): { value: number; derivative: number } {
  let before = 0;
  let value = 1;
  for (let k = 1; k <= degree; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return { value, derivative: (degree * (x * value - before)) / (x * x - 1) };
}
