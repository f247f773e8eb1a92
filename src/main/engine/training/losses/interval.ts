/**
 * Interval-censored normal regression (Tobin 1958; accelerated failure times of XGBoost, Barnwal et al. 2022, with a normal
 * spread): of each row only the interval is known in which its value lies, and the answer is the mean of a normal distribution
 * of a given spread. With the same intervals for all rows it is an ordered probit whose cut points are known.
 */
import { exp, fastNormalCumulative, log } from '@engine/math';
import type { Loss } from './loss';

/** In the model's space; `lower` may be minus infinite, `upper` infinite. */
export interface Intervals {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

const leastProbability = 1e-12;
/** A step is not larger than where this is the slope's change: rows far off would otherwise stand still. */
const leastSecond = 1e-6;

/** Times the spread squared, so that penalties weigh as with squared errors. */
export function intervalLoss({ lower, upper }: Intervals, spread: number): Loss {
  return {
    hasSeconds: true,
    start() {
      let total = 0;
      for (let row = 0; row < lower.length; row++) total += middleOf(lower[row]!, upper[row]!, spread);
      return total / lower.length;
    },
    derive(answers, gradients, seconds) {
      for (let row = 0; row < lower.length; row++) {
        const low = (lower[row]! - answers[row]!) / spread;
        const high = (upper[row]! - answers[row]!) / spread;
        const probability = Math.max(leastProbability, between(low, high));
        const [lowDensity, highDensity] = [density(low), density(high)];
        const slope = (highDensity - lowDensity) / probability;
        const bend = (lowDensity === 0 ? 0 : low * lowDensity) - (highDensity === 0 ? 0 : high * highDensity);
        // Far outside, where the probability is no more than rounding, the pull is that of the nearer end.
        const far = probability === leastProbability;
        gradients[row] = spread * (far ? (low > 0 ? -low : -high) : slope);
        seconds![row] = far ? 1 : Math.max(leastSecond, slope * slope - bend / probability);
      }
    },
    score(answers) {
      let total = 0;
      for (let row = 0; row < lower.length; row++) total -= log(Math.max(leastProbability, between((lower[row]! - answers[row]!) / spread, (upper[row]! - answers[row]!) / spread)));
      return total / lower.length;
    },
  };
}

/** The probability between two standardised ends, from the side on which it keeps its digits. */
function between(low: number, high: number): number {
  return low > 0 ? fastNormalCumulative(-low) - fastNormalCumulative(-high) : fastNormalCumulative(high) - fastNormalCumulative(low);
}

function density(at: number): number {
  return Number.isFinite(at) ? exp(-0.5 * at * at) / Math.sqrt(2 * Math.PI) : 0;
}

function middleOf(low: number, high: number, spread: number): number {
  if (high === Infinity) return low + spread;
  return low === -Infinity ? high - spread : (low + high) / 2;
}
