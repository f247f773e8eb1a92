/** Pearson's chi-square: expected are the reference's counts scaled to the current rows; a new category gives p = 0. */
import { chiSquareSurvival } from '../../math';
import { countedMethod } from './method';

export const chiSquare = countedMethod({
  name: 'chisquare',
  types: ['cat'],
  threshold: 0.05,
  measure: 'p-value',
  rule: '<',
  score({ reference, current, referenceRows, currentRows }) {
    const statistic = reference.reduce((total, rows, i) => {
      const expected = rows * (currentRows / referenceRows);
      return total + (current[i]! - expected) ** 2 / expected;
    }, 0);
    return chiSquareSurvival(statistic, reference.length - 1);
  },
});
