import { describe, expect, it } from 'vitest';
import { averageRanks, distinctSorted, median, pearson, quantile, sampleSd, skewness, spearman } from '@engine/math';

const values = [3, 1, 4, 1, 5, 9, 2, 6];

describe('statistics, against numpy 2.4.6 and scipy 1.17.1', () => {
  it('quantiles of type 7', () => {
    expect([0, 0.1, 0.25, 0.5, 0.9, 1].map((share) => quantile(values, share))).toEqual([1, 1, 1.75, 3.5, expect.closeTo(6.9, 12), 9]);
    expect(median([5, NaN, 1])).toBe(3);
    expect(quantile([], 0.5)).toBeNull();
  });

  it('sample standard deviation, skewness and ranks with ties', () => {
    expect(sampleSd(values)).toBeCloseTo(2.748376143938713, 14);
    expect(skewness(values)).toBeCloseTo(0.6682892518272332, 14);
    expect([...averageRanks(values)]).toEqual([4, 1.5, 5, 1.5, 6, 8, 3, 7]);
    expect(sampleSd([1])).toBeNull();
  });

  it('correlations are null where a side does not vary', () => {
    expect(spearman([0, 3, 10, 10, 50, 100, 100, 1000], [1.5, 2, 14, 9, 30, 250, 100, 600])).toBeCloseTo(0.9880235200593538, 14);
    expect(pearson([1, 1], [1, 2])).toBeNull();
    expect(spearman([1, 2, 3], [5, 5, 5])).toBeNull();
  });

  it('distinct values leave NaN out', () => {
    expect(distinctSorted([3, NaN, 1, 3])).toEqual([1, 3]);
  });
});
