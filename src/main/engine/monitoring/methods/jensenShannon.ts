/** Jensen-Shannon distance with the natural logarithm: 0 for equal shares, sqrt(ln 2) for nothing in common. */
import { sum } from '../../math';
import { binShares } from '../binning';
import { countedMethod } from './method';

export const jensenShannon = countedMethod({
  name: 'jensenshannon',
  types: ['num', 'cat'],
  threshold: 0.1,
  measure: 'distance',
  rule: '>=',
  score(sample) {
    const shares = binShares(sample);
    const [all, allNow] = [sum(shares.reference), sum(shares.current)];
    const divergence = shares.reference.reduce((total, share, i) => {
      const [p, q] = [share / all, shares.current[i]! / allNow];
      const middle = (p + q) / 2;
      return total + part(p, middle) + part(q, middle);
    }, 0);
    return Math.sqrt(Math.max(0, divergence) / 2);
  },
});

function part(share: number, middle: number): number {
  return share === 0 ? 0 : share * Math.log(share / middle);
}
