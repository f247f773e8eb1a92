/** Wasserstein distance W1 over the reference's population standard deviation, at least 0.001. */
import { areaBetween, moments } from '../empirical';
import { countedMethod } from './method';

const leastSpread = 0.001;

export const wasserstein = countedMethod({
  name: 'wasserstein',
  types: ['num'],
  threshold: 0.1,
  measure: 'distance',
  rule: '>=',
  score: (sample) => areaBetween(sample, Math.abs) / Math.max(Math.sqrt(moments(sample, 'reference').variance), leastSpread),
});
