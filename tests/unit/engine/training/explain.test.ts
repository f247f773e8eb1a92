import { describe, expect, it } from 'vitest';
import { dependenceTask, fitTask, gatherTable, leakRadar, planFolds, restoreFitted, shapleyValues, type SavedModel } from '@engine/training';
import { dependenceOf } from '@engine/training/explanation/dependence';
import { createRandom } from '@engine/math';
import { friedman, numbers, quiet, range, shop, tableOf, taskOf, texts } from './tables';

const table = shop(300, 8);
const features = ['price', 'weight', 'colour', 'tags', 'merchant'];

async function fitted(model: 'ridge' | 'gradient-boosting'): Promise<SavedModel> {
  return (await fitTask(taskOf(table, { model, transform: 'log1p', keepModel: true }), quiet)).model!;
}

describe('Shapley values', () => {
  it.each(['ridge', 'gradient-boosting'] as const)('%s: base + sum = prediction, the same base for every row, the same values for the same seed', async (kind) => {
    const model = restoreFitted(await fitted(kind));
    const background = gatherTable(table, features, 30, () => range(0, 30));
    const explain = (row: number, seed = 1): ReturnType<typeof shapleyValues> => shapleyValues(model, features, { table, row }, background, seed);
    for (const row of [240, 250, 299]) {
      const { base, values, prediction } = explain(row);
      expect(base + values.reduce((total, { value }) => total + value, 0)).toBeCloseTo(prediction, 10);
      expect(prediction).toBe(model.predict(table, Int32Array.of(row))[0]);
      expect(base).toBeCloseTo(model.predict(background, range(0, 30)).reduce((total, answer) => total + answer, 0) / 30, 10);
    }
    expect(explain(240)).toEqual(explain(240));
  });

  it('of a straight line are coefficient times distance from the mean', async () => {
    const line = friedman(200, 1);
    const { model } = await fitTask(taskOf(line, { model: 'ridge', parameters: { penalty: 1e-6 }, keepModel: true }), quiet);
    const answering = restoreFitted(model!);
    const background = gatherTable(line, model!.features, 40, () => range(0, 40));
    const { values } = shapleyValues(answering, model!.features, { table: line, row: 150 }, background, 3);
    for (const { column, value } of values) {
      const moved = gatherTable(line, model!.features, 40, (name) => (name === column ? new Int32Array(40).fill(150) : range(0, 40)));
      const change = answering.predict(moved, range(0, 40)).reduce((total, answer) => total + answer, 0) - answering.predict(background, range(0, 40)).reduce((total, answer) => total + answer, 0);
      expect(value).toBeCloseTo(change / 40, 8);
    }
  });

  it('give nothing to a column the model does not use, and take rows that lack columns', async () => {
    const model = restoreFitted(await fitted('ridge'));
    const background = gatherTable(table, features, 10, () => range(0, 10));
    const row = tableOf([numbers('price', [5]), texts('colour', ['never seen'])], 1);
    const { base, values, prediction } = shapleyValues(model, [...features, 'elsewhere'], { table: row, row: 0 }, background, 1);
    expect(values.at(-1)).toEqual({ column: 'elsewhere', value: 0 });
    expect(base + values.reduce((total, { value }) => total + value, 0)).toBeCloseTo(prediction, 10);
  });
});

describe('partial dependence and importance', () => {
  it('falls with the price, and lists categories by frequency', async () => {
    const saved = await fitted('gradient-boosting');
    const sample = gatherTable(table, features, 200, () => range(0, 200));
    const pointsOf = (column: string) => dependenceOf(restoreFitted(saved), 'log1p', sample, column)?.points ?? [];
    const points = pointsOf('price');
    expect(points.length).toBeLessThanOrEqual(20);
    expect(points[0]!.mean).toBeGreaterThan(points.at(-1)!.mean);
    expect(points.reduce((total, { rows }) => total + rows, 0)).toBe(200);
    const colours = pointsOf('colour');
    expect(colours.find(({ x }) => x === 'red')!.mean).toBeGreaterThan(Math.max(...colours.filter(({ x }) => x !== 'red').map(({ mean }) => mean)));
    expect(pointsOf('elsewhere')).toEqual([]);
  });

  it('importance finds the columns that matter, per source column', async () => {
    const { importance } = await fitTask(taskOf(table, { model: 'gradient-boosting', transform: 'log1p', measureImportance: true }), quiet);
    expect(importance.map(({ column }) => column)).toEqual(features);
    const rise = new Map(importance.map(({ column, rise: value }) => [column, value]));
    expect(rise.get('price')).toBeGreaterThan(0.1);
    expect(Math.abs(rise.get('weight')!)).toBeLessThan(rise.get('price')! / 4);
  });

  it('the compute task moves one column in one go', async () => {
    const model = await fitted('ridge');
    const sample = gatherTable(table, features, 20, () => range(0, 20));
    const outcome = dependenceTask({ model, sample, column: 'price', direction: -1 });
    expect(outcome.dependence?.points.length).toBeGreaterThan(2);
    expect(outcome.accumulated.length).toBeGreaterThan(2);
    expect(outcome.monotone).toMatchObject({ column: 'price', rows: 20, worst: null });
  });
});

describe('leak radar', () => {
  it('names after-sale columns that tell the target, and not honest ones', async () => {
    const random = createRandom(2);
    const units = Array.from({ length: 400 }, () => Math.round(Math.exp(8 * random.next())));
    const leaky = tableOf([
      numbers('units', units),
      numbers('reviews', units.map((value) => Math.round(value * (0.05 + 0.1 * random.next())))),
      numbers('noise', units.map(() => random.next())),
      numbers('copy', units.map((value) => value * 2)),
      texts('id', units.map((_, i) => `p${i}`), 'id'),
    ]);
    const { folds } = planFolds({ table: leaky, target: 'units', split: { kind: 'kfold' }, folds: 5, repeats: 1, seed: 1 });
    const findings = await leakRadar({
      table: leaky,
      target: 'units',
      transform: 'log1p',
      watched: [
        { name: 'units', knownWhen: 'after-sale' },
        { name: 'noise', knownWhen: 'after-sale' },
        { name: 'reviews', knownWhen: 'after-sale' },
        { name: 'copy', knownWhen: 'live' },
        { name: 'id', knownWhen: 'before-launch' },
      ],
      folds,
      seed: 1,
    });
    const byName = new Map(findings.map((finding) => [finding.column, finding]));
    expect(byName.has('units')).toBe(false);
    expect(byName.get('reviews')).toMatchObject({ leak: true, reason: expect.stringContaining('only after sales') });
    expect(byName.get('copy')).toMatchObject({ leak: true, reason: expect.stringContaining('disguise') });
    expect(byName.get('noise')).toMatchObject({ leak: false });
    expect(byName.get('id')).toMatchObject({ leak: false, score: 0 });
    expect(findings.map(({ score }) => score)).toEqual(findings.map(({ score }) => score).sort((a, b) => b - a));
  });
});
