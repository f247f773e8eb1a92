/** The absolute error: its best answer is a median. */
import type { Loss } from './loss';
import { quantileLoss } from './quantile';

export function absoluteLoss(target: Float64Array): Loss {
  const half = quantileLoss(target, 0.5);
  return { ...half, score: (answers) => 2 * half.score(answers) };
}
