/** Tails and distribution functions of the normal, chi-square, gamma and beta distributions. Checked against scipy 1.17.1. */
import { incompleteBeta, upperIncompleteGamma } from './gamma';

/** P(Z > z) of the standard normal. */
export function normalSurvival(z: number): number {
  const tail = 0.5 * upperIncompleteGamma(0.5, (z * z) / 2);
  return z >= 0 ? tail : 1 - tail;
}

/** P(X > x) of chi-square with `degrees` > 0 of freedom. */
export function chiSquareSurvival(x: number, degrees: number): number {
  return upperIncompleteGamma(degrees / 2, x / 2);
}

/** P(Z <= z) of the standard normal; its lower tail keeps its relative precision. */
export function normalCumulative(z: number): number {
  return normalSurvival(-z);
}

/** P(X <= x) of the gamma distribution with `shape` > 0 and scale 1. */
export function gammaCumulative(x: number, shape: number): number {
  return 1 - upperIncompleteGamma(shape, x);
}

/** P(X <= x) of the beta distribution on 0 to 1 with `a`, `b` > 0. */
export function betaCumulative(x: number, a: number, b: number): number {
  return incompleteBeta(x, a, b);
}
