/** The real Wish file, protocol C: one row per product, five folds grouped by merchant. */
import { describe, expect, it } from 'vitest';
import { createRandom, shuffle } from '@engine/math';
import { aimAtMetric, findColumn, fitNeeds, fitTask, leakRadar, planFolds, scoreFold, stepsSeen, summariseFolds } from '@engine/training';
import type { MetricName, Metrics, ModelKind } from '@shared/areas/tracking';
import { quiet } from './tables';
import { afterSale, readWish, wishAbsent, wishIsHere } from './wishTable';

if (!wishIsHere) console.error(wishAbsent);

describe.skipIf(!wishIsHere)('Wish', () => {
  const table = wishIsHere ? readWish() : null!;
  const planOf = (seed: number): ReturnType<typeof planFolds> => planFolds({ table, target: 'units_sold', split: { kind: 'group', column: 'merchant_id' }, folds: 5, repeats: 1, seed });

  async function score(model: ModelKind, seed: number, leftOut: readonly string[], metric: MetricName = 'rmsle'): Promise<Metrics> {
    const column = findColumn(table, 'units_sold');
    const target = column?.kind === 'number' ? column.values : new Float64Array(0);
    const features = table.columns.map(({ name }) => name).filter((name) => name !== 'units_sold' && !leftOut.includes(name));
    const scores = [];
    for (const { train, test } of planOf(seed).folds) {
      const { predictions } = await fitTask({ table, target: 'units_sold', transform: 'log1p', features, groupBy: 'merchant_id', model, parameters: aimAtMetric(metric, {})[model] ?? {}, steps: fitNeeds(model)?.needsSteps ? stepsSeen(target, train) : null, monotone: {}, seed, train, test, keepModel: false, measureImportance: false }, quiet);
      scores.push(scoreFold({ actual: Float64Array.from(test, (row) => target[row]!), predicted: predictions, steps: stepsSeen(target, train), interval: null }));
    }
    return summariseFolds(scores);
  }

  it.each([1, 2, 3])('boosting without rating columns, seed %i: RMSLE <= 1.77, Spearman >= .57, within one step >= .77', async (seed) => {
    const metrics = await score('gradient-boosting', seed, afterSale);
    expect(metrics.rmsle?.mean).toBeLessThanOrEqual(1.77);
    expect(metrics.spearman?.mean).toBeGreaterThanOrEqual(0.57);
    expect(metrics.withinOneStep?.mean).toBeGreaterThanOrEqual(0.77);
  });

  it.each([1, 2, 3])('boosting with all columns, seed %i: RMSLE <= .695 and MAE <= 1780', async (seed) => {
    const metrics = await score('gradient-boosting', seed, []);
    expect(metrics.rmsle?.mean).toBeLessThanOrEqual(0.695);
    expect(metrics.mae?.mean).toBeLessThanOrEqual(1780);
  });

  it('a forest that aims at absolute errors, all columns: MAE <= 1450 and step accuracy >= .7', async () => {
    const metrics = await score('random-forest', 1, [], 'mae');
    expect(metrics.mae?.mean).toBeLessThanOrEqual(1450);
    expect(metrics.stepAccuracy?.mean).toBeGreaterThanOrEqual(0.7);
  });

  it.each([1, 2])('ordinal boosting that aims at steps, all columns, seed %i: step accuracy >= .725', async (seed) => {
    expect((await score('ordinal-boosting', seed, [], 'stepAccuracy')).stepAccuracy?.mean).toBeGreaterThanOrEqual(0.725);
  }, 120_000);

  it('a shuffled target cannot be predicted: nothing leaks from the held-out rows', async () => {
    const column = findColumn(table, 'units_sold');
    const shuffled = column?.kind === 'number' ? { ...column, name: 'shuffled', values: shuffle(column.values.slice(), createRandom(4)) } : null!;
    const mixed = { ...table, columns: [...table.columns, shuffled] };
    const features = table.columns.map(({ name }) => name).filter((name) => name !== 'units_sold');
    for (const { train, test } of planOf(1).folds.slice(0, 2)) {
      const { predictions } = await fitTask({ table: mixed, target: 'shuffled', transform: 'log1p', features, groupBy: null, model: 'gradient-boosting', parameters: {}, steps: null, monotone: {}, seed: 1, train, test, keepModel: false, measureImportance: false }, quiet);
      const scores = scoreFold({ actual: Float64Array.from(test, (row) => shuffled.values[row]!), predicted: predictions, steps: null, interval: null });
      expect(scores.r2Log).toBeLessThan(0.05);
    }
  });

  it('the median is where it should be', async () => {
    expect((await score('median', 1, afterSale)).rmsle?.mean).toBeCloseTo(2.16, 1);
  });

  it('the radar finds exactly the seven rating columns', async () => {
    const columns = table.columns.map(({ name }) => ({ name, knownWhen: afterSale.includes(name) ? ('after-sale' as const) : ('before-launch' as const) }));
    const findings = await leakRadar({ table, target: 'units_sold', transform: 'log1p', watched: columns, folds: planOf(1).folds, seed: 1 });
    expect(findings.filter(({ leak }) => leak).map(({ column }) => column).sort()).toEqual([...afterSale].sort());
    expect(findings.find(({ column }) => column === 'rating_count')?.score).toBeGreaterThan(0.8);
  });
});
