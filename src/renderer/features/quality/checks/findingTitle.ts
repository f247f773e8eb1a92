/** The finding of a check as the title of its card. */
import type { CheckResult } from '@shared/areas/quality';
import type { Check } from '@shared/areas/qualitySchema';
import { formatCount } from '../../../ui';

/** Kinds whose rule reads on after "is". */
const afterIs = new Set(['range', 'one-of', 'not-one-of', 'type', 'equal', 'not-equal', 'length']);
/** Kinds whose rule names the columns itself. */
const whole = new Set(['pair-equal', 'pair-greater', 'pairs-in-set', 'formula', 'sum-equals', 'all-equal']);

export function findingTitle(subject: string, rule: string, check: Check, result: CheckResult | null): string {
  const plain = whole.has(check.check) ? rule : `${subject}: ${rule}`;
  if (result === null || (!result.success && result.failures === 0)) return plain;
  if (result.failures === 0) return result.considered > 0 && check.mostly === 1 && result.figure === undefined ? `${plain}, in every row` : plain;
  const rows = formatCount(result.failures, 'row');
  const one = result.failures === 1;
  if (check.check === 'unique') return `${rows} ${one ? 'repeats' : 'repeat'} a ${subject}`;
  if (check.check === 'not-null') return `${rows} ${one ? 'has' : 'have'} no ${subject}`;
  if (whole.has(check.check)) return `${rows} ${one ? 'does' : 'do'} not hold: ${rule}`;
  if (afterIs.has(check.check) && !/^(at least|at most) \d+ char/.test(rule)) return `${rows} of ${subject} ${one ? 'is' : 'are'} not ${rule}`;
  return `${rows} of ${subject} ${one ? 'does' : 'do'} not hold: ${rule}`;
}
