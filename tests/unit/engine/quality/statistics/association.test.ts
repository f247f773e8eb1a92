/** Cramer's phi against scipy 1.17.1 (chi2_contingency, with its correction for two by two). */
import { expect, test } from 'vitest';
import { cramersPhi } from '@engine/quality/statistics/association';

test.each([
  ['two by two, corrected', [[3, 1], [2, 6]], 0.2988071523335984],
  ['three by three', [[5, 1, 2], [2, 6, 1], [0, 2, 7]], 0.5582079540184405],
  ['independent', [[2, 4], [3, 6], [1, 2]], 0],
  ['one tells the other', [[4, 0, 0], [0, 3, 0], [0, 0, 5]], 1],
])('%s', (_, table, expected) => expect(cramersPhi(table)).toBeCloseTo(expected, 12));

test('one group only says nothing', () => expect(cramersPhi([[1, 2, 3]])).toBeNaN());
