/** Population stability index: sum of (r - c) ln(r / c) over bins, empty bins filled. */
import { binShares, fillZeros } from '../binning';
import { countedMethod } from './method';

export const psi = countedMethod({
  name: 'psi',
  types: ['num', 'cat'],
  threshold: 0.1,
  measure: 'distance',
  rule: '>=',
  score(sample) {
    const shares = binShares(sample);
    const [reference, current] = [fillZeros(shares.reference), fillZeros(shares.current)];
    return reference.reduce((total, r, i) => total + (r - current[i]!) * Math.log(r / current[i]!), 0);
  },
});
