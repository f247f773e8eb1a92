/** Tails of the normal and the chi-square distribution. Checked against scipy 1.17.1. */
import { upperIncompleteGamma } from './gamma';

/** P(Z > z) of the standard normal. */
export function normalSurvival(z: number): number {
  const tail = 0.5 * upperIncompleteGamma(0.5, (z * z) / 2);
  return z >= 0 ? tail : 1 - tail;
}

/** P(X > x) of chi-square with `degrees` > 0 of freedom. */
export function chiSquareSurvival(x: number, degrees: number): number {
  return upperIncompleteGamma(degrees / 2, x / 2);
}
