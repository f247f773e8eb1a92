/** Jensen-Shannon distance with the natural logarithm: 0 for equal shares, sqrt(ln 2) for nothing in common. */
import { jensenShannonDivergence } from '../../math';
import { binShares } from '../binning';
import { countedMethod } from './method';

export const jensenShannon = countedMethod({
  name: 'jensenshannon',
  types: ['num', 'cat'],
  threshold: 0.1,
  measure: 'distance',
  rule: '>=',
  score(sample) {
    const { reference, current } = binShares(sample);
    return Math.sqrt(jensenShannonDivergence(reference, current));
  },
});
