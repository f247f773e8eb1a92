/** Two-sample test of Kolmogorov and Smirnov: exact p-value up to 10,000 rows, asymptotic beyond. */
import { kolmogorovTwoSamplePValue } from '../../math';
import { largestDifference } from '../empirical';
import { countedMethod } from './method';

export const kolmogorovSmirnov = countedMethod({
  name: 'ks',
  types: ['num'],
  threshold: 0.05,
  measure: 'p-value',
  rule: '<=',
  score: (sample) => kolmogorovTwoSamplePValue(largestDifference(sample), sample.referenceRows, sample.currentRows),
});
