import { describe, expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import { combineMembers, combineModels, fitTask, parseSavedModel, restorePredictor, scoreFold, toModelSpace, toUnits, type FitTask, type SavedModel, type TrainingTable } from '@engine/training';
import type { ModelKind } from '@shared/areas/tracking';
import { friedman, numbers, quiet, range, shop, tableOf, taskOf, texts } from './tables';

const fastKinds: readonly ModelKind[] = ['mean', 'median', 'group-median', 'ridge', 'random-forest', 'gradient-boosting'];

async function r2Of(task: FitTask): Promise<number> {
  const { predictions } = await fitTask(task, quiet);
  const column = task.table.columns[0]!;
  const actual = Float64Array.from(task.test, (row) => (column.kind === 'number' ? column.values[row]! : NaN));
  return scoreFold({ actual, predicted: predictions, steps: null, interval: null }).r2!;
}

async function fitSaved(task: FitTask): Promise<{ saved: SavedModel; predictions: Float64Array }> {
  const { model, predictions } = await fitTask({ ...task, keepModel: true }, quiet);
  return { saved: model!, predictions };
}

function takeRows(table: TrainingTable, rows: Int32Array): TrainingTable {
  return {
    rows: rows.length,
    rowNumbers: Int32Array.from(rows, (row) => table.rowNumbers[row]!),
    columns: table.columns.map((column) => (column.kind === 'number' ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) } : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) })),
  };
}

describe('baselines', () => {
  const table = tableOf([numbers('y', [1, 2, 9, 4, 5, 100, 7, 7]), texts('g', ['a', 'a', 'a', 'b', 'b', null, 'c', null])]);
  const task = (model: ModelKind): FitTask => taskOf(table, { model, groupBy: 'g', train: range(0, 6), test: range(6, 8) });

  it('mean and median of the training rows', async () => {
    expect([...(await fitTask(task('mean'), quiet)).predictions]).toEqual([121 / 6, 121 / 6]);
    expect([...(await fitTask(task('median'), quiet)).predictions]).toEqual([4.5, 4.5]);
  });

  it('the median of the group, of all rows where the group is new or missing', async () => {
    expect([...(await fitTask({ ...task('group-median'), test: range(0, 8) }, quiet)).predictions]).toEqual([2, 2, 2, 4.5, 4.5, 4.5, 4.5, 4.5]);
  });

  it('on log1p the mean is the geometric one', async () => {
    const { predictions } = await fitTask({ ...task('mean'), transform: 'log1p' }, quiet);
    expect(predictions[0]).toBeCloseTo(Math.expm1([1, 2, 9, 4, 5, 100].reduce((total, y) => total + Math.log1p(y), 0) / 6), 12);
  });
});

describe('accuracy against scikit-learn 1.9.1 on Friedman #1 (1,500 rows train, 500 held out)', () => {
  const table = friedman(2000, 7);

  it('ridge answers the same to nine digits', async () => {
    const { predictions } = await fitTask(taskOf(table, { model: 'ridge', parameters: { penalty: 25 } }), quiet);
    expect([...predictions.slice(0, 4)]).toEqual([7.952405068348184, 21.91728286069642, 18.666285431192485, 18.062592476268662].map((value) => expect.closeTo(value, 9)));
  });

  it('boosting is within .005 of HistGradientBoostingRegressor, as mean R2 over six such tables (.9226)', async () => {
    const parameters = { trees: 100, learningRate: 0.1, leaves: 31, minLeafRows: 20, penalty: 0, featureShare: 1, rowShare: 1 };
    const scores = await Promise.all([7, 8, 9, 10, 11, 12].map((seed) => r2Of(taskOf(friedman(2000, seed), { model: 'gradient-boosting', parameters }))));
    expect(Math.abs(scores.reduce((total, score) => total + score, 0) / 6 - 0.9226)).toBeLessThan(0.005);
  });

  it('the forest is no worse than RandomForestRegressor (R2 .8268) by more than .01', async () => {
    expect(await r2Of(taskOf(table, { model: 'random-forest' }))).toBeGreaterThan(0.8168);
  });
});

describe.each(fastKinds)('%s', (model) => {
  const table = shop(240, 3);
  const task = taskOf(table, { model, transform: 'log1p', groupBy: 'colour' });

  it('answers the same to the last bit after JSON', async () => {
    const { saved, predictions } = await fitSaved(task);
    const restored = restorePredictor(parseSavedModel(JSON.parse(JSON.stringify(saved))));
    expect(await restored.predict(takeRows(table, task.test))).toEqual(predictions);
  });

  it('gives the same bytes for the same seed', async () => {
    expect(JSON.stringify((await fitSaved(task)).saved)).toBe(JSON.stringify((await fitSaved(task)).saved));
  });

  it('answers a row of only missing values, and a table without any column', async () => {
    const { saved } = await fitSaved(task);
    const predictor = restorePredictor(saved);
    const missing = tableOf([numbers('price', [NaN]), numbers('weight', [NaN]), texts('colour', [null]), texts('tags', [null])], 1);
    for (const answer of [...(await predictor.predict(missing)), ...(await predictor.predict(tableOf([], 1)))]) {
      expect(answer).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(answer)).toBe(true);
    }
  });

  it('scales with the target', async () => {
    const first = table.columns[0]!;
    const scaled = { ...table, columns: [numbers('units', first.kind === 'number' ? first.values.map((y) => 1024 * y) : []), ...table.columns.slice(1)] };
    const plain = await fitTask({ ...task, transform: 'none' }, quiet);
    const large = await fitTask({ ...task, transform: 'none', table: scaled }, quiet);
    large.predictions.forEach((answer, i) => expect(answer).toBeCloseTo(1024 * plain.predictions[i]!, 3));
  });
});

describe('what must not change an answer', () => {
  const table = shop(240, 4);

  it.each(['ridge', 'random-forest', 'gradient-boosting'] as const)('%s: shifting and stretching a numeric column', async (model) => {
    const columns = table.columns.map((column) => (column.name === 'weight' && column.kind === 'number' ? { ...column, values: column.values.map((value) => -50 + 4 * value) } : column));
    const task = taskOf(table, { model, transform: 'log1p' });
    const before = await fitTask(task, quiet);
    const after = await fitTask({ ...task, table: { ...table, columns } }, quiet);
    after.predictions.forEach((answer, i) => expect(answer).toBeCloseTo(before.predictions[i]!, 6));
  });

  it.each(['mean', 'median', 'group-median', 'gradient-boosting'] as const)('%s: the order of the held-out rows', async (model) => {
    const task = taskOf(table, { model, groupBy: 'colour' });
    const forward = await fitTask(task, quiet);
    const backward = await fitTask({ ...task, test: task.test.slice().reverse() }, quiet);
    expect([...backward.predictions].reverse()).toEqual([...forward.predictions]);
  });

  it('boosting without sampling: the order of the training rows', async () => {
    const task = taskOf(friedman(300, 2), { model: 'gradient-boosting', parameters: { rowShare: 1, featureShare: 1 } });
    const forward = await fitTask(task, quiet);
    const backward = await fitTask({ ...task, train: task.train.slice().reverse() }, quiet);
    backward.predictions.forEach((answer, i) => expect(answer).toBeCloseTo(forward.predictions[i]!, 5));
  });
});

describe('awkward tables', () => {
  const learned = ['ridge', 'random-forest', 'gradient-boosting'] as const;
  const random = createRandom(11);
  const y = Array.from({ length: 400 }, () => random.next() * 10);

  it.each(learned)('%s: a column named __proto__ is a column like any other', async (model) => {
    const table = tableOf([numbers('y', y), numbers('__proto__', y.map((value) => value + 0.1)), texts('constructor', y.map((value) => (value > 5 ? 'high' : 'low'))), numbers('', y.map(() => random.next()))]);
    const { predictions, model: saved } = await fitTask(taskOf(table, { model, keepModel: true }), quiet);
    expect(await r2Of(taskOf(table, { model }))).toBeGreaterThan(0.9);
    const restored = restorePredictor(parseSavedModel(JSON.parse(JSON.stringify(saved))));
    expect([...(await restored.predict(table))].slice(300)).toEqual([...predictions]);
  });

  it.each(learned)('%s: 500 categories', async (model) => {
    const levels = Array.from({ length: 500 }, () => random.normal());
    const pick = Array.from({ length: 3000 }, () => random.integer(500));
    const table = tableOf([numbers('y', pick.map((level) => levels[level]! + 0.3 * random.normal())), texts('level', pick.map((level) => `level ${level}`))]);
    expect(await r2Of(taskOf(table, { model }))).toBeGreaterThan(0.5);
  });

  it.each(learned)('%s: 300 columns', async (model) => {
    const noise = Array.from({ length: 299 }, (_, i) => numbers(`noise ${i}`, y.map(() => random.normal())));
    const table = tableOf([numbers('y', y), numbers('signal', y.map((value) => value + random.normal())), ...noise]);
    expect(await r2Of(taskOf(table, { model }))).toBeGreaterThan(0.5);
  });

  it.each(learned)('%s: no column that says anything', async (model) => {
    const table = tableOf([numbers('y', y), numbers('same', y.map(() => 1))]);
    const { predictions } = await fitTask(taskOf(table, { model }), quiet);
    expect(predictions[0]).toBeCloseTo(y.slice(0, 300).reduce((total, value) => total + value, 0) / 300, 0);
  });

  it('refuses settings that do not exist or have another kind, and targets that cannot be modelled', async () => {
    const table = friedman(40, 1);
    await expect(fitTask(taskOf(table, { model: 'ridge', parameters: { alpha: 1 } }), quiet)).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringContaining('no setting "alpha"') });
    await expect(fitTask(taskOf(table, { model: 'random-forest', parameters: { trees: 'many' } }), quiet)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(fitTask(taskOf(table, { model: 'neural-network', parameters: { firstLayer: 1.5 } }), quiet)).rejects.toThrow('"firstLayer" of Neural network cannot be 1.5. Give a whole number from 1 to 2,048.');
    await expect(fitTask(taskOf(tableOf([numbers('y', [-1, 2, 3, 4])]), { model: 'mean', transform: 'log1p' }), quiet)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('the average', () => {
  const table = shop(200, 6);

  it('is the mean of its members in the model space, as predictions and as a model', async () => {
    const fits = await Promise.all((['ridge', 'random-forest', 'gradient-boosting'] as const).map((model) => fitSaved(taskOf(table, { model, transform: 'log1p' }))));
    const members = fits.map((fit) => fit.predictions.map((units) => toModelSpace(units, 'log1p')));
    const { folds, final } = combineMembers('average', [{ repeat: 1, answers: members, actual: new Float64Array(50) }], {}, false);
    const predictions = folds[0]!.answers.map((answer) => toUnits(answer, 'log1p'));
    const model = combineModels('average', fits.map(({ saved }) => saved), final);
    const restored = await restorePredictor(parseSavedModel(JSON.parse(JSON.stringify(model)))).predict(takeRows(table, range(150, 200)));
    restored.forEach((answer, i) => {
      expect(answer).toBeCloseTo(predictions[i]!, 8);
      const log = fits.reduce((total, fit) => total + Math.log1p(fit.predictions[i]!), 0) / 3;
      expect(Math.log1p(answer)).toBeCloseTo(log, 10);
    });
  });
});

describe('saved models', () => {
  it('refuse damage and newer formats by name', async () => {
    const { saved } = await fitSaved(taskOf(friedman(60, 1), { model: 'gradient-boosting' }));
    expect(() => parseSavedModel({ ...saved, formatVersion: 2 })).toThrow(expect.objectContaining({ code: 'too-new' }));
    expect(() => parseSavedModel({ model: 1 })).toThrow(expect.objectContaining({ code: 'corrupt-store' }));
    expect(() => restorePredictor({ ...saved, body: { plan: null } })).toThrow(expect.objectContaining({ code: 'corrupt-store' }));
    const body = JSON.parse(JSON.stringify(saved.body)) as { trees: { value: string } };
    body.trees.value = body.trees.value.slice(0, 8);
    expect(() => restorePredictor({ ...saved, body })).toThrow(expect.objectContaining({ code: 'corrupt-store' }));
  });
});
