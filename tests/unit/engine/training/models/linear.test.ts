import { describe, expect, it } from 'vitest';
import { explainRows, fitTask, modelParts, parseSavedModel, restoreFitted, scoreFold, toUnits, type FitTask, type SavedModel } from '@engine/training';
import type { ModelKind } from '@shared/areas/tracking';
import { numbers, quiet, range, shop, tableOf, taskOf } from '../tables';
import { waves, waveRows, waveTraining } from './waves';

const table = waves();
const wave = (model: ModelKind, parameters: FitTask['parameters'] = {}, changes: Partial<FitTask> = {}): FitTask =>
  taskOf(table, { model, parameters, train: range(0, waveTraining), test: range(waveTraining, waveRows), keepModel: true, ...changes });

async function fit(task: FitTask): Promise<SavedModel> {
  return (await fitTask(task, quiet)).model!;
}

async function lineOf(task: FitTask): Promise<number[]> {
  const parts = modelParts(await fit(task));
  if (parts.kind !== 'linear') throw new Error('Not a line.');
  return [...parts.weights, parts.intercept];
}

const near = (values: readonly number[], digits: number): unknown[] => values.map((value) => expect.closeTo(value, digits));

describe('weights and intercept on standardised columns are those of scikit-learn 1.9.1', () => {
  it.each([
    [0.1, 0.5, [1.651783527261, 1.004623810911, 0, -0.3770113397202, -0.05207070455075, 3.1]],
    [0.3, 0.9, [1.509891870871, 0.8423785845638, 0, -0.167601798484, 0, 3.1]],
    [0.05, 1, [1.726995486409, 1.035966008067, 0, -0.3959925901318, -0.05591036386195, 3.1]],
  ])('ElasticNet, alpha %s, l1_ratio %s', async (alpha, l1Ratio, expected) => {
    expect(await lineOf(wave('elastic-net', { alpha, l1Ratio }))).toEqual(near(expected, 8));
  });

  it.each([
    [0.01, [0.6523486333098, 0.3507085890845, 0.04820811889913, -0.1931279231524, -0.01500431925501, 0.8061852856251]],
    [1, [0.4663023836454, 0.2888294945036, -0.01613063769242, -0.1050522005449, -0.01676266279607, 0.9451283307642]],
  ])('PoissonRegressor, alpha %s', async (alpha, expected) => {
    expect(await lineOf(wave('poisson', { alpha }))).toEqual(near(expected, 7));
    // The units are modelled whatever the space of the race is.
    expect(await lineOf(wave('poisson', { alpha }, { transform: 'log1p' }))).toEqual(near(expected, 7));
  });

  it.each([
    [0.05, 1.5, [0.6597878543722, 0.3747731085508, 0.03996878915575, -0.1898766045647, -0.01417576507099, 0.788509643971]],
    [0.5, 1.2, [0.530522137753, 0.3160301498577, -0.005419134787238, -0.123990085456, -0.01708095665946, 0.8832860144329]],
    [0.01, 1.9, [0.713614260696, 0.4285518184197, 0.05000617361179, -0.2301529341455, -0.007234770861725, 0.7608131303962]],
  ])('TweedieRegressor, alpha %s, power %s', async (alpha, power, expected) => {
    expect(await lineOf(wave('tweedie', { alpha, power }))).toEqual(near(expected, 7));
  });
});

describe.each(['elastic-net', 'poisson', 'tweedie'] as const)('%s', (model) => {
  const goods = shop(400, 5);
  const task = taskOf(goods, { model, transform: 'log1p', groupBy: 'merchant', keepModel: true, seed: 3 });

  it('learns, answers in the space of the race, and fits the same bytes again', async () => {
    const [first, second] = [await fitTask(task, quiet), await fitTask(task, quiet)];
    expect(second.model).toEqual(first.model);
    expect(second.predictions).toEqual(first.predictions);
    const units = goods.columns[0]!;
    const actual = Float64Array.from(task.test, (row) => (units.kind === 'number' ? units.values[row]! : NaN));
    const scores = scoreFold({ actual, predicted: first.predictions, steps: null, interval: null });
    expect(scores.r2Log).toBeGreaterThan(0.5);
    expect(Math.abs(scores.bias!)).toBeLessThan(0.2);
  });

  it('is saved and read back to the last bit, and comes apart into columns', async () => {
    const { model: saved, predictions } = await fitTask(task, quiet);
    const restored = restoreFitted(parseSavedModel(JSON.parse(JSON.stringify(saved))));
    const answers = restored.predict(goods, task.test);
    expect(answers.map((answer) => toUnits(answer, 'log1p'))).toEqual(predictions);
    const { base, values, ways } = explainRows({ model: restored, columns: saved!.features, table: goods, rows: task.test, background: goods, seed: 1 });
    expect(ways).toEqual(['line']);
    answers.forEach((answer, row) => expect(saved!.features.reduce((sum, _, column) => sum + values[row * saved!.features.length + column]!, base)).toBeCloseTo(answer, 9));
  });

  it('stays finite far outside its data, and without anything to learn from', async () => {
    const far = tableOf([numbers('units', [0]), ...['a', 'b', 'c', 'd', 'e'].map((name) => numbers(name, [1e9]))]);
    const answer = restoreFitted(await fit(wave(model, {}, { transform: 'log1p' }))).predict(far, range(0, 1))[0]!;
    expect(answer).toBeLessThan(2 * Math.log1p(40));
    const silent = tableOf([numbers('units', Array.from({ length: 20 }, (_, i) => i)), numbers('same', new Array<number>(20).fill(3))]);
    const { predictions } = await fitTask(taskOf(silent, { model, transform: 'none', train: range(0, 20), test: range(0, 2) }), quiet);
    expect(predictions[0]).toBeCloseTo(9.5, 6);
  });
});

it('models of numbers sold refuse targets below 0 and answer 0 where nothing was sold', async () => {
  const negative = tableOf([numbers('y', [-1, 2, 3, 4, 5]), numbers('x', [1, 2, 3, 4, 5])]);
  await expect(fitTask(taskOf(negative, { model: 'poisson' }), quiet)).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringContaining('cannot be below 0') });
  const nothing = tableOf([numbers('y', new Array<number>(12).fill(0)), numbers('x', Array.from({ length: 12 }, (_, i) => i))]);
  expect([...(await fitTask(taskOf(nothing, { model: 'tweedie', transform: 'log1p' }), quiet)).predictions]).toEqual([0, 0, 0]);
});

it('a penalty chosen on inner folds keeps few columns where few speak', async () => {
  const line = await lineOf(wave('elastic-net', { l1Ratio: 1 }));
  expect(Math.abs(line[0]!)).toBeGreaterThan(1);
  expect(line.slice(0, 5).filter((weight) => weight === 0).length).toBeGreaterThan(0);
});
