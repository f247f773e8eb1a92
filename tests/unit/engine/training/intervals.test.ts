import { describe, expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import { conformalHalfWidth, crossIntervals, finalHalfWidth, intervalAround, scoreFold } from '@engine/training';

describe('split-conformal intervals', () => {
  it('take the residual of rank ceil((n + 1) * level)', () => {
    const residuals = Float64Array.of(9, 1, 3, 2, 8, 5, 7, 4, 6);
    expect(conformalHalfWidth(residuals, 0.9)).toBe(9);
    expect(conformalHalfWidth(residuals, 0.8)).toBe(8);
    expect(conformalHalfWidth(residuals, 0.5)).toBe(5);
    expect(conformalHalfWidth(residuals, 0.95)).toBe(9);
    expect(conformalHalfWidth(new Float64Array(0), 0.9)).toBe(0);
  });

  it('are symmetric in the model space, and never below 0 units under log1p', () => {
    const { lower, upper } = intervalAround(Float64Array.of(0, 9), Math.log(10), 'log1p');
    expect([...lower]).toEqual([0, expect.closeTo(0, 12)]);
    expect([...upper]).toEqual([expect.closeTo(9, 12), expect.closeTo(99, 12)]);
    const plain = intervalAround(Float64Array.of(1), 3, 'none');
    expect([plain.lower[0], plain.upper[0]]).toEqual([-2, 4]);
  });

  it('take the quantile of a fold from the other folds of its repeat only', () => {
    const fold = (repeat: number, error: number): { repeat: number; actual: Float64Array; predicted: Float64Array } => ({ repeat, actual: new Float64Array(20).fill(100 + error), predicted: new Float64Array(20).fill(100) });
    const bounds = crossIntervals([fold(1, 1), fold(1, 2), fold(2, 50), fold(2, 60)], 0.9, 'none');
    expect(bounds.map(({ upper }) => upper[0])).toEqual([102, 101, 160, 150]);
  });

  it('cover at the level, measured on rows the quantile never saw', () => {
    const random = createRandom(5);
    const folds = Array.from({ length: 5 }, () => {
      const predicted = Float64Array.from({ length: 400 }, () => 50 + 10 * random.next());
      return { repeat: 1, predicted, actual: predicted.map((value) => value + 3 * random.normal()) };
    });
    const bounds = crossIntervals(folds, 0.9, 'none');
    const coverage = folds.map((fold, i) => scoreFold({ ...fold, steps: null, interval: bounds[i]! }).coverage!);
    expect(coverage.reduce((total, share) => total + share, 0) / 5).toBeCloseTo(0.9, 1);
    expect(finalHalfWidth(folds, 0.9, 'none')).toBeCloseTo(3 * 1.645, 0);
  });
});
