/** Chi-square against weights, values from scipy 1.17.1 (chisquare). */
import { expect, it } from 'vitest';
import { chiSquareFit } from '@engine/quality/statistics/goodnessOfFit';

const counts = [{ value: 'a', count: 54 }, { value: 'b', count: 32 }, { value: 'c', count: 14 }];

it('compares counts with weights', () => {
  const found = chiSquareFit(counts, { values: ['a', 'b', 'c'], weights: [0.5, 0.3, 0.2] }, 0);
  expect(found.pValue).toBeCloseTo(0.324111830568558, 12);
  expect(found.observed.weights).toEqual([0.54, 0.32, 0.14]);
});

it('gives 0 where a value has no weight, unless a holdout is kept for it', () => {
  const partition = { values: ['a', 'b'], weights: [0.6, 0.4] };
  expect(chiSquareFit(counts, partition, 0).pValue).toBe(0);
  expect(chiSquareFit(counts, partition, 0.14).pValue).toBeGreaterThan(0.5);
});
