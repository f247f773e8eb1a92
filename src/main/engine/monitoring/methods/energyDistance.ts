/** Energy distance, not scaled: sqrt(2) times the L2 distance of the two distribution functions. */
import { areaBetween } from '../empirical';
import { countedMethod } from './method';

export const energyDistance = countedMethod({
  name: 'ed',
  types: ['num'],
  threshold: 0.1,
  measure: 'distance',
  rule: '>',
  score: (sample) => Math.sqrt(2 * areaBetween(sample, (difference) => difference ** 2)),
});
