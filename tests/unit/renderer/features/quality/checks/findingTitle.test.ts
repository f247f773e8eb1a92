import { expect, it } from 'vitest';
import type { CheckResult } from '@shared/areas/quality';
import { checkSchema, type Check } from '@shared/areas/qualitySchema';
import { findingTitle } from '../../../../../../src/renderer/features/quality/checks/findingTitle';

const check = (kind: string): Check => checkSchema.parse({ check: kind, column: 'price' });
const result = (definition: Check, failures: number, part: Partial<CheckResult> = {}): CheckResult => ({ check: definition.check, column: 'price', columns: ['price'], severity: 'critical', success: failures === 0, failures, considered: 10, missing: 0, failureShare: failures / 10, sample: [], rule: '', definition, ...part });

it.each<[string, string, number, string]>([
  ['unique', 'different in every row', 2, '2 rows repeat a price'],
  ['unique', 'different in every row', 1, '1 row repeats a price'],
  ['not-null', 'not missing', 1, '1 row has no price'],
  ['range', 'between 1 and 300', 4, '4 rows of price are not between 1 and 300'],
  ['pattern', 'matches [0-9]+', 3, '3 rows of price do not hold: matches [0-9]+'],
  ['formula', 'price > 0', 1, '1 row does not hold: price > 0'],
  ['range', 'at least 0', 0, 'price: at least 0, in every row'],
])('%s, %s: %d', (kind, rule, failures, title) => {
  expect(findingTitle('price', rule, check(kind), result(check(kind), failures))).toBe(title);
});

it('a figure holds of the column, not of rows; what is not counted is only said', () => {
  expect(findingTitle('price', 'mean between 1 and 9', check('mean'), result(check('mean'), 0, { figure: 4 }))).toBe('price: mean between 1 and 9');
  expect(findingTitle('price', 'at least 0', check('range'), null)).toBe('price: at least 0');
});
