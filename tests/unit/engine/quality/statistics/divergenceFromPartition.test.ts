/** Divergence from partitions against scipy 1.17.1 (entropy) and the partitions Great Expectations 1.2 reports. */
import { describe, expect, it } from 'vitest';
import { categoricalDivergence, continuousDivergence } from '@engine/quality/statistics/divergenceFromPartition';
import { isValidPartition } from '@engine/quality/statistics/partition';

const noHoldouts = { tail: 0, internal: 0 };
const numbers = (...values: number[]): { value: number; count: number }[] => values.map((value) => ({ value, count: 1 }));

describe('categorical', () => {
  const letters = [{ value: 'a', count: 2 }, { value: 'b', count: 1 }, { value: 'c', count: 1 }];
  const partition = { values: ['a', 'b'], weights: [0.6, 0.4] };

  it('gives what nobody expected the tail holdout', () => {
    const found = categoricalDivergence(letters, partition, 0.05);
    expect(found.divergence).toBeCloseTo(0.2321677631907768, 12);
    expect(found.observed).toEqual({ values: ['a', 'b', 'c'], weights: [0.5, 0.25, 0.25] });
    expect(found.expected.weights.map((weight) => Number(weight.toPrecision(12)))).toEqual([0.57, 0.38, 0.05]);
  });

  it('is infinite without a holdout, and NaN without values', () => {
    expect(categoricalDivergence(letters, partition, 0).divergence).toBe(Infinity);
    expect(categoricalDivergence([], partition, 0).divergence).toBeNaN();
  });

  it('does not take the text "1" for the number 1', () => {
    expect(categoricalDivergence([{ value: '1', count: 3 }], { values: [1], weights: [1] }, 0).divergence).toBe(Infinity);
  });
});

describe('continuous', () => {
  it('makes infinite edges the tails', () => {
    const found = continuousDivergence(numbers(-0.5, 0.5, 1.5, 2.5), { bins: [-Infinity, 0, 1, 2, 3], weights: [0.25, 0.25, 0.25, 0.25] }, noHoldouts);
    expect(found.divergence).toBe(0);
    expect(found.observed).toEqual({ bins: [0, 1, 2, 3], weights: [0.25, 0.25, 0.25], tailWeights: [0.25, 0] });
    expect(found.expected).toEqual(found.observed);
  });

  it('gives the whole holdout to the only open end, and halves between two', () => {
    const partition = { bins: [0, 1, Infinity], weights: [0.5, 0.5] };
    expect(continuousDivergence(numbers(0.5, 2), partition, { tail: 0.02, internal: 0 }).expected).toEqual({ bins: [0, 1], weights: [0.49], tailWeights: [0.02, 0.49] });
    expect(continuousDivergence(numbers(0.5, 2), { bins: [0, 1, 2], weights: [0.5, 0.5] }, { tail: 0.02, internal: 0 }).expected.tailWeights).toEqual([0.01, 0.01]);
  });

  it('shares the internal holdout between empty intervals', () => {
    const found = continuousDivergence(numbers(0.5, 1.5, 2.5), { bins: [0, 1, 2, 3], weights: [1, 0, 0] }, { tail: 0, internal: 0.1 });
    expect(found.expected.weights).toEqual([0.9, 0.05, 0.05]);
    expect(found.divergence).toBeGreaterThan(0);
  });

  it('counts the upper edge into the last interval and what lies beyond into the tails', () => {
    const found = continuousDivergence(numbers(-1, 0, 1, 2, 3), { bins: [0, 1, 2], weights: [0.3, 0.3], tailWeights: [0.2, 0.2] }, noHoldouts);
    expect(found.observed).toEqual({ bins: [0, 1, 2], weights: [0.2, 0.4], tailWeights: [0.2, 0.2] });
  });
});

describe('a valid partition', () => {
  it.each([
    ['weights make 1', { values: ['a', 'b'], weights: [0.5, 0.5] }, true],
    ['within numpy\'s tolerance', { values: ['a', 'b'], weights: [0.5, 0.500009] }, true],
    ['weights make less', { values: ['a', 'b'], weights: [0.5, 0.4] }, false],
    ['a value without weight', { values: ['a', 'b'], weights: [1] }, false],
    ['tails count', { bins: [0, 1], weights: [0.8], tailWeights: [0.1, 0.1] as const }, true],
    ['edges that fall', { bins: [0, 2, 1], weights: [0.5, 0.5] }, false],
    ['as many edges as weights', { bins: [0, 1], weights: [0.5, 0.5] }, false],
  ])('%s', (_, partition, valid) => expect(isValidPartition(partition)).toBe(valid));
});
