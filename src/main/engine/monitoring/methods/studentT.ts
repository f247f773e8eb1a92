/** Student's t test of two means with equal variances, two-sided. */
import { studentTTwoSided } from '../../math';
import { moments } from '../empirical';
import { countedMethod } from './method';

export const studentT = countedMethod({
  name: 't_test',
  types: ['num'],
  threshold: 0.05,
  measure: 'p-value',
  rule: '<',
  score(sample) {
    const { referenceRows: n1, currentRows: n2 } = sample;
    const [before, now] = [moments(sample, 'reference'), moments(sample, 'current')];
    const degrees = n1 + n2 - 2;
    const pooled = (before.variance * n1 + now.variance * n2) / degrees;
    const t = (before.mean - now.mean) / Math.sqrt(pooled * (1 / n1 + 1 / n2));
    return Number.isNaN(t) ? t : studentTTwoSided(t, degrees);
  },
});
