/**
 * Stacked generalisation (Wolpert 1992; Breiman 1996): ridge regression on the members' held-out answers, by standard with
 * no weight below 0. Minimises |y - b - Pw|² + penalty * |w|², the intercept b free, as scikit-learn's Ridge does.
 */
import { choleskySolve, mean, nonNegativeLeastSquares } from '@engine/math';
import type { Combination } from './algorithm';
import { combinationParts, restoreCombination } from './combination';
import { readChoice, readParameter } from './parameters';

const signs = ['non-negative', 'any'] as const;

export const stackingModel: Combination = {
  kind: 'stacking',
  settings: {
    penalty: { standard: 10, lowest: 1e-6, highest: 1e12 },
    signs: { standard: 'non-negative', choices: signs },
  },
  blend(answers, actual, parameters) {
    const size = answers.length;
    const penalty = readParameter(parameters, 'penalty');
    const centre = mean(actual) ?? 0;
    const centres = answers.map((answer) => mean(answer) ?? 0);
    const products = new Float64Array(size * size);
    const cross = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      const answer = answers[i]!;
      for (let row = 0; row < actual.length; row++) cross[i]! += (answer[row]! - centres[i]!) * (actual[row]! - centre);
      for (let j = 0; j <= i; j++) {
        let total = i === j ? penalty : 0;
        for (let row = 0; row < actual.length; row++) total += (answer[row]! - centres[i]!) * (answers[j]![row]! - centres[j]!);
        products[i * size + j] = products[j * size + i] = total;
      }
    }
    const weights = [...(readChoice(parameters, 'signs', signs) === 'non-negative' ? nonNegativeLeastSquares(products, cross, size) : choleskySolve(products, cross, size))];
    return { weights, divisor: 1, intercept: weights.reduce((rest, weight, i) => rest - weight * centres[i]!, centre) };
  },
  restore: (body) => restoreCombination(body, 'stacking'),
  parts: (body) => combinationParts(body, 'stacking'),
};
