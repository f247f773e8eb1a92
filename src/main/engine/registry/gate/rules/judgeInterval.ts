/** Three answers of an interval of a difference: better, worse, or not to be told from chance. */
import type { GateVerdict } from '@shared/areas/gates';
import type { Interval } from '../pairedBootstrap';

export function judgeInterval({ lower, upper }: Pick<Interval, 'lower' | 'upper'>, greaterIsBetter: boolean): GateVerdict {
  if (lower === null || upper === null || (lower <= 0 && upper >= 0)) return 'insufficient';
  return lower > 0 === greaterIsBetter ? 'pass' : 'fail';
}
