/** The modified Bessel function of the second kind, scaled. Checked against scipy 1.17.1. */

/** exp(x) K_v(x) for x > 0: the integral of exp(-x (cosh t - 1)) cosh(v t) by the trapezoid rule, which converges geometrically here. */
export function scaledBesselK(order: number, x: number): number {
  const step = 1 / 64;
  let total = 0.5;
  for (let i = 1; i < 100_000; i++) {
    const t = i * step;
    const term = Math.exp(-2 * x * Math.sinh(t / 2) ** 2) * Math.cosh(order * t);
    total += term;
    if (term < total * 1e-18) break;
  }
  return total * step;
}
