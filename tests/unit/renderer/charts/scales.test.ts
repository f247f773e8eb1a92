import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearScale, linearTicks, logScale, logTicks, paddedScale } from '@renderer/charts/scales';

describe('linear ticks', () => {
  it('are round and inside', () => {
    expect(linearTicks(1.56, 2.33, 8)).toEqual([1.6, 1.7, 1.8, 1.9, 2, 2.1, 2.2, 2.3]);
    expect(linearTicks(0, 30, 6)).toEqual([0, 5, 10, 15, 20, 25, 30]);
    expect(linearTicks(-0.02, 0.02, 4)).toEqual([-0.02, -0.01, 0, 0.01, 0.02]);
  });

  it('stay few, ordered and inside for any range', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (low, span) => {
        const ticks = linearTicks(low, low + span);
        expect(ticks.length).toBeLessThanOrEqual(12);
        for (const [index, tick] of ticks.entries()) {
          expect(tick).toBeGreaterThanOrEqual(low - span * 1e-6);
          expect(tick).toBeLessThanOrEqual(low + span * (1 + 1e-6));
          if (index > 0) expect(tick).toBeGreaterThan(ticks[index - 1] ?? Infinity);
        }
      }),
    );
  });
});

describe('scales', () => {
  it('turn a value into its share and back', () => {
    const linear = linearScale(10, 20);
    expect(linear.position(15)).toBe(0.5);
    expect(linear.invert(0.5)).toBe(15);
    const log = logScale(10, 1000);
    expect(log.position(100)).toBeCloseTo(0.5, 12);
    expect(log.invert(0.5)).toBeCloseTo(100, 9);
    expect(log.position(0)).toBe(0);
  });

  it('have room for a single value and for none', () => {
    const one = paddedScale([1.8]);
    expect(one.position(1.8)).toBeCloseTo(0.5, 12);
    expect(paddedScale([]).domain).toEqual([0, 1]);
    expect(linearScale(3, 3).position(3)).toBe(0.5);
  });
});

describe('logarithmic ticks', () => {
  it('are powers of ten, with 2 and 5 where there are few', () => {
    expect(logTicks(10, 100_000)).toEqual([10, 100, 1000, 10_000, 100_000]);
    expect(logTicks(15, 300)).toEqual([20, 50, 100, 200]);
  });
});
