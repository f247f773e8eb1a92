/** Half the squared error; the answer is a mean. */
import { mean } from '@engine/math';
import type { Loss } from './loss';

export function squaredLoss(target: Float64Array): Loss {
  return {
    hasSeconds: false,
    start: () => mean(target) ?? 0,
    derive(answers, gradients) {
      for (let row = 0; row < target.length; row++) gradients[row] = answers[row]! - target[row]!;
    },
    score(answers) {
      let squares = 0;
      for (let row = 0; row < target.length; row++) squares += (target[row]! - answers[row]!) ** 2;
      return Math.sqrt(squares / target.length);
    },
  };
}
