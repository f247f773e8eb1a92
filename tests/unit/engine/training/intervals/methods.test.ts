/** What each way to a range promises, on data whose truth is known. */
import { describe, expect, it, test } from 'vitest';
import { createRandom } from '@engine/math';
import { calibrateFinal, crossIntervals, intervalMethodOf, measureGroups, scoreFold, type HeldOutFoldRows, type IntervalSettings } from '@engine/training';
import { lowerQuantile, orderMisses, upperQuantile } from '@engine/training/intervals/orderedMisses';
import type { IntervalMethodName } from '@shared/areas/intervals';

const plain: IntervalSettings = { method: 'split', level: 0.9, transform: 'none', steps: null };

describe('ordered misses', () => {
  const misses = orderMisses(Float64Array.of(9, 1, 3, 2, 8, 5, 7, 4, 6));

  it('give the miss of rank ceil((n + 1) * level) from below, and floor from above', () => {
    expect([0.9, 0.8, 0.5, 0.95].map((level) => upperQuantile(misses, level))).toEqual([9, 8, 5, 9]);
    expect([0.1, 0.2, 0.25, 0.01].map((level) => lowerQuantile(misses, level))).toEqual([1, 2, 2, 1]);
    expect(upperQuantile(orderMisses(new Float64Array(0)), 0.9)).toBe(0);
  });

  it('of which only an even choice is kept are never bounded more narrowly, and wider by one place in a hundred at most', () => {
    const random = createRandom(3);
    const many = Float64Array.from({ length: 10_000 }, () => random.normal());
    const all = orderMisses(many, Infinity);
    const few = orderMisses(many, 100);
    expect(few.values).toHaveLength(100);
    for (const level of [0.5, 0.8, 0.9, 0.95, 0.99]) {
      expect(upperQuantile(few, level)).toBeGreaterThanOrEqual(upperQuantile(all, level));
      expect(upperQuantile(few, level)).toBeLessThanOrEqual(upperQuantile(all, Math.min(1, level + 0.0101)));
      expect(lowerQuantile(few, 1 - level)).toBeLessThanOrEqual(lowerQuantile(all, 1 - level));
    }
  });
});

test('one width for all rows is symmetric in the model space, and never below 0 units under log1p', () => {
  const [fold] = crossIntervals([{ repeat: 1, actual: Float64Array.of(9, 99), predicted: Float64Array.of(0, 9) }], { ...plain, transform: 'log1p' })!;
  expect([...fold!.lower]).toEqual([0, expect.closeTo(0, 12)]);
  expect([...fold!.upper]).toEqual([expect.closeTo(9, 12), expect.closeTo(99, 12)]);
});

test('a fold is bounded by the other folds of its repeat only', () => {
  const fold = (repeat: number, error: number): HeldOutFoldRows => ({ repeat, actual: new Float64Array(20).fill(100 + error), predicted: new Float64Array(20).fill(100) });
  const bounds = crossIntervals([fold(1, 1), fold(1, 2), fold(2, 50), fold(2, 60)], plain)!;
  expect(bounds.map(({ upper }) => upper[0])).toEqual([102, 101, 160, 150]);
});

/** Noise grows with the forecast, leans upwards, and belongs to a category; the companions know the truth. */
function skewedFolds(): HeldOutFoldRows[] {
  const random = createRandom(5);
  return Array.from({ length: 5 }, () => {
    const predicted = Float64Array.from({ length: 500 }, () => 10 + 90 * random.next());
    const categories = Array.from(predicted, () => (random.next() < 0.5 ? 'calm' : 'wild'));
    const spread = predicted.map((value, row) => value * (categories[row] === 'wild' ? 0.4 : 0.1));
    const actual = predicted.map((value, row) => value + spread[row]! * (Math.exp(random.normal()) - 1));
    return { repeat: 1, predicted, actual, categories, companions: [] };
  });
}

function measured(folds: readonly HeldOutFoldRows[], method: IntervalMethodName): { coverage: number; width: number; below: number } {
  const bounds = crossIntervals(folds, { ...plain, method, steps: [20, 50, 100] })!;
  const scores = folds.map((fold, i) => scoreFold({ ...fold, steps: null, interval: bounds[i]! }));
  const mean = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0) / values.length;
  return {
    coverage: mean(scores.map(({ coverage }) => coverage!)),
    width: mean(scores.map(({ width }) => width!)),
    below: mean(folds.map(({ actual }, i) => actual.filter((value, row) => value < bounds[i]!.lower[row]!).length / actual.length)),
  };
}

describe('on noise that leans, grows and differs by category', () => {
  const folds = skewedFolds();
  const spreadOf = ({ predicted, categories }: HeldOutFoldRows): Float64Array => predicted.map((value, row) => value * (categories?.[row] === 'wild' ? 0.4 : 0.1));
  const withSpread = folds.map((fold) => ({ ...fold, companions: [spreadOf(fold)] }));
  const withQuantiles = folds.map((fold) => ({ ...fold, companions: [-1.2816, 1.2816].map((z) => fold.predicted.map((value, row) => value + spreadOf(fold)[row]! * (Math.exp(z) - 1))) }));

  it.each([
    ['split', folds],
    ['signed', folds],
    ['by-size', folds],
    ['by-step', folds],
    ['by-category', folds],
    ['normalised', withSpread],
    ['quantiles', withQuantiles],
  ] as const)('%s covers at its level', (method, given) => {
    expect(measured(given, method).coverage).toBeGreaterThan(0.885);
    expect(measured(given, method).coverage).toBeLessThan(0.915);
  });

  it('quantiles that know the row are narrower', () => {
    const width = (method: IntervalMethodName, given: readonly HeldOutFoldRows[] = folds): number => measured(given, method).width;
    expect(width('quantiles', withQuantiles)).toBeLessThan(0.8 * width('split'));
  });

  it.each([['by-size', 'size'], ['by-category', 'category']] as const)('%s holds in each %s alike, where one width for all does not', (honest, grouping) => {
    const unevenness = (method: IntervalMethodName): number => {
      const settings = { ...plain, method };
      const shares = measureGroups(folds, crossIntervals(folds, settings)!, settings).filter(({ by }) => by === grouping).map(({ coverage }) => coverage!);
      return Math.max(...shares) - Math.min(...shares);
    };
    expect(unevenness('split')).toBeGreaterThan(0.1);
    expect(unevenness(honest)).toBeLessThan(0.05);
  });

  it('signed misses leave as many rows below as above, where one width leaves nearly none below', () => {
    expect(measured(folds, 'signed').below).toBeCloseTo(0.05, 1);
    expect(measured(folds, 'split').below).toBeLessThan(0.01);
  });

  it('quantiles that are far off are moved to hold all the same, and never cross', () => {
    const narrow = folds.map((fold) => ({ ...fold, companions: [fold.predicted.map((value) => value - 0.01), fold.predicted.map((value) => value + 0.01)] }));
    expect(measured(narrow, 'quantiles').coverage).toBeCloseTo(0.9, 1);
    const wide = intervalMethodOf.quantiles.restore({ scores: { count: 1, values: [-5] } });
    const { lower, upper } = wide({ predicted: Float64Array.of(0), companions: [Float64Array.of(-1), Float64Array.of(2)], categories: null }, 0.9);
    expect([lower[0], upper[0]]).toEqual([0.5, 0.5]);
  });

  it('what a method lacks is said by null: steps, a column, a companion', () => {
    const bare = folds.map(({ repeat, actual, predicted }) => ({ repeat, actual, predicted }));
    expect((['by-step', 'by-category', 'normalised', 'quantiles', 'cv-plus'] as const).map((method) => crossIntervals(bare, { ...plain, method }))).toEqual([null, null, null, null, null]);
  });

  it('a group too small for a quantile of its own shares that of all rows', () => {
    const lonely = folds.map((fold) => ({ ...fold, categories: fold.actual.length > 0 ? Array.from(fold.actual, (_, row) => (row < 3 ? 'rare' : 'common')) : [] }));
    const body = calibrateFinal(lonely, { ...plain, method: 'by-category' });
    const bound = intervalMethodOf['by-category'].restore(body);
    const widths = bound({ predicted: Float64Array.of(0, 0), companions: [], categories: ['rare', 'never seen'] }, 0.9).upper;
    const ofAll = intervalMethodOf.split.restore(calibrateFinal(folds, plain))({ predicted: Float64Array.of(0), companions: [], categories: null }, 0.9).upper;
    expect([...widths]).toEqual([ofAll[0], ofAll[0]]);
  });
});
