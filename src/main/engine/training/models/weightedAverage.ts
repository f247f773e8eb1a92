/** A weighted mean of the members: weights of at least 0 that sum to one, with the least squared error on held-out rows. */
import { simplexLeastSquares } from '@engine/math';
import type { Combination } from './algorithm';
import { combinationParts, restoreCombination } from './combination';

export const weightedAverageModel: Combination = {
  kind: 'weighted-average',
  settings: {},
  blend(answers, actual) {
    const size = answers.length;
    const products = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        let total = 0;
        for (let row = 0; row < actual.length; row++) total += (answers[i]![row]! - actual[row]!) * (answers[j]![row]! - actual[row]!);
        products[i * size + j] = products[j * size + i] = total;
      }
    }
    return { weights: [...simplexLeastSquares(products, size)], divisor: 1, intercept: 0 };
  },
  restore: (body) => restoreCombination(body, 'weighted-average'),
  parts: (body) => combinationParts(body, 'weighted-average'),
};
