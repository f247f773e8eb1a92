import { describe, expect, it } from 'vitest';
import { cutCurve } from '@renderer/features/forecast/curveParts';
import type { CurvePoint } from '@shared/areas/forecasting';

const points: CurvePoint[] = [0, 10, 20, 30, 40].map((x) => ({ x, value: x * 2, lower: x, upper: x * 4, extrapolated: x < 5 || x > 25 }));

describe('a curve cut at the ends of training', () => {
  it('puts a point on each end, straight between its neighbours', () => {
    const { before, trained, after } = cutCurve(points, [5, 25]);
    expect(trained.map((point) => [point.x, point.value, point.upper])).toEqual([[5, 10, 20], [10, 20, 40], [20, 40, 80], [25, 50, 100]]);
    expect(before.map((point) => point.x)).toEqual([0, 5]);
    expect(after.map((point) => point.x)).toEqual([25, 30, 40]);
  });

  it('has nothing beyond where the span stays inside', () => {
    const { before, trained, after } = cutCurve(points, [-100, 100]);
    expect(trained.map((point) => point.x)).toEqual([0, 10, 20, 30, 40]);
    expect([before, after]).toEqual([[], []]);
  });

  it('follows the marks of the engine where the ends are unknown', () => {
    expect(cutCurve(points, null).trained.map((point) => point.x)).toEqual([10, 20]);
    expect(cutCurve([], null)).toEqual({ before: [], trained: [], after: [] });
  });
});
