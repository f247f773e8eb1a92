/** Fisher's exact test of two values, two-sided: all tables no more likely than the one seen. */
import { EngineError } from '@shared/contract/errors';
import { logChoose } from '../../math';
import { countedMethod } from './method';

/** Tables this little more likely are taken as equally likely. */
const slack = 1e-10;

export const fisherExact = countedMethod({
  name: 'fisher_exact',
  types: ['cat'],
  threshold: 0.1,
  measure: 'p-value',
  rule: '<',
  score({ reference, current, referenceRows, currentRows }) {
    if (referenceRows !== currentRows) throw new EngineError('invalid-input', `Fisher's exact test needs samples of equal size here, not ${referenceRows} and ${currentRows} rows.`);
    if (reference.length > 2) throw new EngineError('invalid-input', `Fisher's exact test compares two values; this column has ${reference.length}. Use chisquare.`);
    if (reference.length < 2) return 1;
    const [seen, column] = [current[0]!, current[0]! + reference[0]!];
    const logProbability = (count: number): number => logChoose(currentRows, count) + logChoose(referenceRows, column - count);
    const limit = logProbability(seen) + slack;
    const base = logChoose(referenceRows + currentRows, column);
    let p = 0;
    for (let count = Math.max(0, column - referenceRows); count <= Math.min(currentRows, column); count++) {
      const found = logProbability(count);
      if (found <= limit) p += Math.exp(found - base);
    }
    return Math.min(1, p);
  },
});
