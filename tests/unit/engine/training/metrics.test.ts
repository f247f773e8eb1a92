import { describe, expect, it } from 'vitest';
import { chooseBest, defaultMetric, findSteps, rowsSkippedByMape, scoreFold, stepsSeen, summariseFolds } from '@engine/training';

const actual = Float64Array.of(0, 3, 10, 10, 50, 100, 100, 1000);
const predicted = Float64Array.of(1.5, 2, 14, 9, 30, 250, 100, 600);
const bare = { steps: null, interval: null };

describe('scores of a fold', () => {
  it('agree with scikit-learn 1.9.1 and scipy 1.17.1', () => {
    const scores = scoreFold({ actual, predicted, ...bare });
    const expected = {
      rmsle: 0.5436498272078584,
      r2Log: 0.9284771675417537,
      r2: 0.7769653854518945,
      mae: 72.1875,
      rmse: 151.21187536036976,
      mape: 0.44761904761904764,
      spearman: 0.9880235200593538,
      wape: 0.45365278868813824,
      bias: -0.2093479968578162,
      smape: 58.69674185463659,
    } as const;
    for (const [name, value] of Object.entries(expected)) expect(scores[name as keyof typeof expected], name).toBeCloseTo(value, 12);
    expect(rowsSkippedByMape(actual)).toBe(1);
  });

  it('are null where undefined, never 0', () => {
    const scores = scoreFold({ actual: Float64Array.of(5, 5), predicted: Float64Array.of(4, 4), ...bare });
    expect([scores.r2, scores.r2Log, scores.spearman, scores.coverage, scores.width, scores.stepAccuracy]).toEqual([null, null, null, null, null, null]);
    const zeros = scoreFold({ actual: Float64Array.of(0, 0), predicted: Float64Array.of(0, 0), ...bare });
    expect([zeros.wape, zeros.mape, zeros.bias, zeros.smape, zeros.rmsle]).toEqual([null, null, null, 0, 0]);
    const negative = scoreFold({ actual: Float64Array.of(-1, 2), predicted: Float64Array.of(0, 2), ...bare });
    expect([negative.rmsle, negative.r2Log]).toEqual([null, null]);
    expect(negative.mae).toBe(0.5);
  });

  it('do not depend on the order of rows, and scale with the unit', () => {
    const order = [3, 1, 7, 0, 2, 6, 5, 4];
    const pick = (values: Float64Array): Float64Array => Float64Array.from(order, (i) => values[i]!);
    const first = scoreFold({ actual, predicted, ...bare });
    const shuffled = scoreFold({ actual: pick(actual), predicted: pick(predicted), ...bare });
    const scaled = scoreFold({ actual: actual.map((y) => 3 * y), predicted: predicted.map((p) => 3 * p), ...bare });
    for (const name of ['rmsle', 'r2', 'mae', 'wape', 'spearman'] as const) expect(shuffled[name]).toBeCloseTo(first[name]!, 12);
    for (const name of ['r2', 'wape', 'mape', 'smape', 'bias', 'spearman'] as const) expect(scaled[name]).toBeCloseTo(first[name]!, 12);
    expect(scaled.mae).toBeCloseTo(3 * first.mae!, 10);
  });

  it('steps: nearest in log1p, a tie to the lower, at most one place away', () => {
    const steps = [10, 50, 100, 1000];
    const tie = Math.expm1((Math.log1p(10) + Math.log1p(50)) / 2) - 1e-9;
    const scores = scoreFold({ actual: Float64Array.of(10, 50, 100, 20), predicted: Float64Array.of(tie, 1000, 55, 12), steps, interval: null });
    // Row 1 right; row 2 two places off; row 3 one place off; row 4's true value was never a step, nearest to 10.
    expect(scores.stepAccuracy).toBe(0.25);
    expect(scores.withinOneStep).toBe(0.75);
  });

  it('coverage and width of intervals', () => {
    const scores = scoreFold({ actual: Float64Array.of(1, 2, 3), predicted: Float64Array.of(1, 1, 1), steps: null, interval: { lower: Float64Array.of(0, 0, 0), upper: Float64Array.of(1, 2, 2) } });
    expect(scores.coverage).toBeCloseTo(2 / 3, 15);
    expect(scores.width).toBeCloseTo(5 / 3, 15);
  });
});

describe('over folds', () => {
  it('mean, sample sd and every fold; one undefined fold leaves the mean undefined', () => {
    const fold = (a: number[], p: number[]): ReturnType<typeof scoreFold> => scoreFold({ actual: Float64Array.from(a), predicted: Float64Array.from(p), ...bare });
    const metrics = summariseFolds([fold([1, 2], [2, 3]), fold([1, 2], [4, 5]), fold([2, 2], [2, 2])]);
    expect(metrics.mae).toEqual({ mean: 4 / 3, sd: expect.closeTo(Math.sqrt(7 / 3), 12), folds: [1, 3, 0] });
    expect(metrics.r2?.mean).toBeNull();
    expect(metrics.r2?.folds[2]).toBeNull();
  });

  it('the best has the best mean; ties go to the simpler model; bias is best near 0', () => {
    const runs = [
      { model: 'gradient-boosting', mean: 2 },
      { model: 'ridge', mean: 2 },
      { model: 'median', mean: null },
      { model: 'mean', mean: -5 },
    ] as const;
    expect(chooseBest(runs, 'spearman', 0.9)?.model).toBe('ridge');
    expect(chooseBest(runs, 'bias', 0.9)?.model).toBe('ridge');
    expect(chooseBest(runs, 'mae', 0.9)?.model).toBe('mean');
    expect(chooseBest([{ model: 'mean', mean: null }], 'mae', 0.9)).toBeNull();
  });

  it('default metric', () => {
    expect(defaultMetric(Float64Array.of(0, 1))).toBe('rmsle');
    expect(defaultMetric(Float64Array.of(-1, 1))).toBe('rmse');
  });
});

describe('stepped targets', () => {
  const repeat = (values: readonly number[]): Float64Array => Float64Array.from({ length: values.length * 5 }, (_, i) => values[i % values.length]!);

  it('are found on a 1-2-5 or 1-5-10 ladder, with exact small counts below 10', () => {
    expect(findSteps(repeat([1, 2, 3, 6, 7, 8, 10, 50, 100, 1000, 5000, 10000, 20000, 50000, 100000]))).toHaveLength(15);
    expect(findSteps(repeat([10, 20, 50, 100]))).toEqual([10, 20, 50, 100]);
  });

  it('are not seen in ordinary counts', () => {
    expect(findSteps(repeat([10, 30, 50, 100]))).toBeNull();
    expect(findSteps(Float64Array.of(10, 50, 100))).toBeNull();
    expect(findSteps(repeat([0, 1]))).toBeNull();
    expect(findSteps(repeat([10.5, 50, 100, 500]))).toBeNull();
  });

  it('steps of a fold are those its training rows have', () => {
    expect(stepsSeen(Float64Array.of(100, 10, 50, 10), Int32Array.of(0, 1, 3))).toEqual([10, 100]);
  });
});
