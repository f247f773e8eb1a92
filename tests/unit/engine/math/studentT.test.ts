/** Held against the closed forms of the t distribution with 1, 2 and 4 degrees of freedom (Shaw 2006, Journal of Computational Finance 9/4). */
import { describe, expect, it } from 'vitest';
import { studentTCumulative, studentTQuantile } from '@engine/math';

const shares = [0.51, 0.6, 0.75, 0.9, 0.95, 0.975, 0.99, 0.9995];

describe('quantile of Student t', () => {
  it.each(shares)('agrees with the closed forms at %f', (share) => {
    const alpha = 4 * share * (1 - share);
    const cosine = Math.cos(Math.acos(Math.sqrt(alpha)) / 3) / Math.sqrt(alpha);
    expect(studentTQuantile(share, 1)).toBeCloseTo(Math.tan(Math.PI * (share - 0.5)), 8);
    expect(studentTQuantile(share, 2)).toBeCloseTo((2 * share - 1) / Math.sqrt(2 * share * (1 - share)), 9);
    expect(studentTQuantile(share, 4)).toBeCloseTo(2 * Math.sqrt(cosine - 1), 9);
  });

  it('is symmetric and undone by the distribution function', () => {
    for (const degrees of [3, 7, 29, 499]) {
      expect(studentTQuantile(0.2, degrees)).toBe(-studentTQuantile(0.8, degrees));
      for (const share of shares) expect(studentTCumulative(studentTQuantile(share, degrees), degrees)).toBeCloseTo(share, 12);
    }
  });
});
