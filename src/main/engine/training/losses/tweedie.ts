/**
 * Half the Tweedie deviance of units whose logarithm of the mean is the answer (Jørgensen 1987); the variance is the mean to
 * the power p: 1 is Poisson, between 1 and 2 are sums with many zeros. Derivatives as in LightGBM 4's tweedie objective.
 */
import { exp, log, mean } from '@engine/math';
import type { Loss } from './loss';

/** The logarithm of the smallest number: the mean of rows in which nothing was sold. */
const lowestLog = -744;

/** `units` are never negative; 1 <= power < 2. */
export function tweedieLoss(units: Float64Array, power: number): Loss {
  return {
    hasSeconds: true,
    start() {
      const centre = mean(units) ?? 0;
      return centre > 0 ? log(centre) : lowestLog;
    },
    derive(answers, gradients, seconds) {
      for (let row = 0; row < units.length; row++) {
        const expected = exp((2 - power) * answers[row]!);
        const pull = units[row]! === 0 ? 0 : units[row]! * exp((1 - power) * answers[row]!);
        gradients[row] = expected - pull;
        seconds![row] = (2 - power) * expected - (1 - power) * pull;
      }
    },
    score(answers) {
      let total = 0;
      for (let row = 0; row < units.length; row++) total += deviance(units[row]!, answers[row]!, power);
      return total / units.length;
    },
  };
}

/** Of one row, without what depends on the units alone. */
function deviance(units: number, answer: number, power: number): number {
  const expected = exp((2 - power) * answer) / (2 - power);
  if (power === 1) return expected - units * answer;
  return expected - (units === 0 ? 0 : (units * exp((1 - power) * answer)) / (1 - power));
}
