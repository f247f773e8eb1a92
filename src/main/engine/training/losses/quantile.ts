/** The pinball loss of a quantile (Koenker & Bassett 1978); a leaf answers with the quantile of its residuals (Friedman 2001). */
import { quantile } from '@engine/math';
import type { Loss } from './loss';

/** `share` is in (0, 1). */
export function quantileLoss(target: Float64Array, share: number): Loss {
  return {
    hasSeconds: false,
    start: () => quantile(target, share) ?? 0,
    derive(answers, gradients) {
      for (let row = 0; row < target.length; row++) gradients[row] = target[row]! > answers[row]! ? -share : 1 - share;
    },
    score(answers) {
      let total = 0;
      for (let row = 0; row < target.length; row++) {
        const residual = target[row]! - answers[row]!;
        total += residual > 0 ? share * residual : (share - 1) * residual;
      }
      return total / target.length;
    },
    leafAnswer: (rows, answers) => quantile(Float64Array.from(rows, (row) => target[row]! - answers[row]!), share) ?? 0,
  };
}
