/** Log-likelihood ratio test. Counts are not scaled, so that it is only sensible, and only allowed, for samples of equal size. */
import { EngineError } from '@shared/contract/errors';
import { chiSquareSurvival } from '../../math';
import { countedMethod } from './method';

export const gTest = countedMethod({
  name: 'g_test',
  types: ['cat'],
  threshold: 0.1,
  measure: 'p-value',
  rule: '<',
  score({ reference, current, referenceRows, currentRows }) {
    if (referenceRows !== currentRows) throw new EngineError('invalid-input', `The G test compares counts as they are and needs samples of equal size, not ${referenceRows} and ${currentRows} rows. Use chisquare.`);
    const statistic = 2 * current.reduce((total, rows, i) => total + (rows === 0 ? 0 : rows * Math.log(rows / reference[i]!)), 0);
    return chiSquareSurvival(statistic, reference.length - 1);
  },
});
