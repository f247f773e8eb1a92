/** Kullback-Leibler divergence of the current from the reference shares, empty bins filled, both summing to 1 again. */
import { sum } from '../../math';
import { binShares, fillZeros } from '../binning';
import { countedMethod } from './method';

export const klDivergence = countedMethod({
  name: 'kl_div',
  types: ['num', 'cat'],
  threshold: 0.1,
  measure: 'distance',
  rule: '>=',
  score(sample) {
    const shares = binShares(sample);
    const [reference, current] = [fillZeros(shares.reference), fillZeros(shares.current)];
    const [all, allNow] = [sum(reference), sum(current)];
    return reference.reduce((total, r, i) => total + (r / all) * Math.log(r / all / (current[i]! / allNow)), 0);
  },
});
