/** Jensen-Shannon divergence against the examples in the documentation of scipy.spatial.distance.jensenshannon (1.16), whose square root it takes. */
import { expect, test } from 'vitest';
import { jensenShannonDivergence } from '@engine/math';

test('equals scipy, natural logarithm', () => {
  expect(Math.sqrt(jensenShannonDivergence([1, 0], [0.5, 0.5]))).toBeCloseTo(0.46450140402245893, 15);
  expect(Math.sqrt(jensenShannonDivergence([1, 0, 0], [1, 0, 0]))).toBe(0);
});

test('two lists with nothing in common are ln 2 apart, and their scale does not matter', () => {
  expect(jensenShannonDivergence([3, 0], [0, 7])).toBeCloseTo(Math.LN2, 15);
  expect(jensenShannonDivergence([1, 3], [2, 2])).toBeCloseTo(jensenShannonDivergence([10, 30], [7, 7]), 15);
});
