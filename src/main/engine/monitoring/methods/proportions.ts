/** z test of two proportions, pooled and two-sided: the share of rows that are not the smallest value. */
import { normalSurvival } from '../../math';
import { countedMethod } from './method';

export const proportions = countedMethod({
  name: 'z',
  types: ['cat'],
  threshold: 0.05,
  measure: 'p-value',
  rule: '<',
  score({ reference, current, referenceRows, currentRows }) {
    if (reference.length === 1) return 1;
    const share = (referenceRows - reference[0]!) / referenceRows;
    const shareNow = (currentRows - current[0]!) / currentRows;
    const pooled = (share * referenceRows + shareNow * currentRows) / (referenceRows + currentRows);
    const z = (share - shareNow) / Math.sqrt(pooled * (1 - pooled) * (1 / referenceRows + 1 / currentRows));
    return 2 * normalSurvival(Math.abs(z));
  },
});
