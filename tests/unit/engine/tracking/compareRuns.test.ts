/** When one run may be called better than another, and when not. */
import { describe, expect, it } from 'vitest';
import type { Comparison } from '@shared/areas/tracking';
import { pairedDifference } from '@engine/tracking/pairedFolds';
import { makeShop, type Shop } from './shop';

type Side = readonly [model: string, request: Parameters<Shop['train']>[0]];

/** Each side is a race of its own. */
async function compareModels(shop: Shop, ...sides: readonly [Side, Side]): Promise<Comparison> {
  const find = async ([model, request]: Side): Promise<string> => {
    const { experimentId } = await shop.train({ models: ['median', 'ridge', 'gradient-boosting'], ...request });
    return shop.tracking.runsOfExperiment(experimentId).find((run) => run.model === model)?.id ?? '';
  };
  return shop.tracking.compare([await find(sides[0]), await find(sides[1])]);
}

describe('paired difference', () => {
  it('is the corrected t interval of Nadeau and Bengio', () => {
    // By hand: differences -0.2, -0.1, -0.3, mean -0.2, s 0.1, t(0.975, 2) = 4.302652729911275, 1/3 + 0.25.
    const halfWidth = 4.302652729911275 * 0.1 * Math.sqrt(1 / 3 + 0.25);
    const { difference, lower, upper } = pairedDifference([1, 2, 3], [1.2, 2.1, 3.3], 0.25) ?? { difference: NaN, lower: NaN, upper: NaN };
    expect(difference).toBeCloseTo(-0.2, 12);
    expect(lower).toBeCloseTo(-0.2 - halfWidth, 10);
    expect(upper).toBeCloseTo(-0.2 + halfWidth, 10);
  });

  it('needs two folds', () => {
    expect(pairedDifference([1], [2], 0.25)).toBeNull();
  });
});

describe('comparison', () => {
  it('calls a clear winner better, a loser worse, and a run against its like no clear winner', async () => {
    const shop = makeShop();
    const ridgeFirst = await compareModels(shop, ['ridge', {}], ['median', {}]);
    expect(ridgeFirst.pairs).toMatchObject([{ verdict: 'better', folds: 5, foldsBetter: 5, metric: 'rmsle' }]);
    expect(ridgeFirst.pairs[0]?.upper).toBeLessThan(0);
    const medianFirst = await compareModels(shop, ['median', {}], ['ridge', {}]);
    expect(medianFirst.pairs).toMatchObject([{ verdict: 'worse', foldsBetter: 0 }]);
    const again = await compareModels(shop, ['median', {}], ['median', {}]);
    expect(again.pairs).toMatchObject([{ verdict: 'no-clear-winner', difference: 0, reason: 'The same on every fold.' }]);
  });

  it.each([
    ['another split', { folds: 4 }, /folds hold out different rows/],
    ['other folds by another seed', { seed: 2 }, /folds hold out different rows/],
    ['other rows', { oneRowPer: undefined }, /different rows: 60 and 8\d/],
    ['a leak', { exclude: [] }, /Run \d+ uses a column that gives the answer away/],
    ['another target', { target: 'price' }, /different columns: "units" and "price"/],
  ])('refuses %s and says why', async (_name, change, reason) => {
    const { pairs } = await compareModels(makeShop(), ['ridge', {}], ['ridge', change]);
    expect(pairs).toMatchObject([{ verdict: 'not-comparable', difference: null }]);
    expect(pairs[0]?.reason).toMatch(reason);
  });

  it('marks settings that differ and only those', async () => {
    const { settings, metrics, residuals } = await compareModels(makeShop(), ['ridge', {}], ['gradient-boosting', {}]);
    const differing = settings.filter(({ differs }) => differs).map(({ name }) => name);
    expect(differing).toContain('model');
    expect(differing).toContain('trees');
    expect(differing).not.toContain('split');
    expect(settings.find(({ name }) => name === 'seed')).toMatchObject({ values: [1, 1], differs: false });
    expect(metrics.find(({ name }) => name === 'rmsle')?.values).toHaveLength(2);
    expect(residuals.map(({ points }) => points.length)).toEqual([60, 60]);
  });
});
