import { describe, expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import { fitTask, parseSavedModel, restoreFitted, restorePredictor, toUnits, type FitTask } from '@engine/training';
import { numbers, quiet, range, shop, tableOf, taskOf } from '../tables';
import { waves, waveRows, waveTraining } from './waves';

const table = waves();
const wave = (parameters: FitTask['parameters'], changes: Partial<FitTask> = {}): FitTask =>
  taskOf(table, { model: 'nearest-neighbours', parameters, train: range(0, waveTraining), test: range(waveTraining, waveRows), keepModel: true, ...changes });

const near = (values: readonly number[]): unknown[] => values.map((value) => expect.closeTo(value, 6));

describe('answers are those of KNeighborsRegressor on the same columns as float32 (scikit-learn 1.9.1)', () => {
  it('with equal weights', async () => {
    const { predictions } = await fitTask(wave({ neighbours: 5, weighting: 'uniform' }), quiet);
    expect([...predictions.slice(0, 6)]).toEqual(near([3.2, 8.2, 5.2, 2.4, 0.8, 0.4]));
  });

  it('with weights by distance, a known row answering for itself', async () => {
    const { predictions } = await fitTask(wave({ neighbours: 7 }), quiet);
    expect([...predictions.slice(0, 6)]).toEqual(near([4.214331432152, 8.173499808023, 5.524350500256, 2.433967631476, 1.174459337581, 0.5741239349454]));
    expect([...(await fitTask(wave({ neighbours: 7 }, { test: range(3, 6) }), quiet)).predictions]).toEqual([3, 7, 4]);
  });
});

it('is saved and read back to the last bit, and fits the same bytes again', async () => {
  const goods = shop(300, 8);
  const task = taskOf(goods, { model: 'nearest-neighbours', transform: 'log1p', keepModel: true });
  const [first, second] = [await fitTask(task, quiet), await fitTask(task, quiet)];
  expect(second.model).toEqual(first.model);
  const restored = restoreFitted(parseSavedModel(JSON.parse(JSON.stringify(first.model))));
  expect(restored.exact).toBeNull();
  expect(restored.predict(goods, task.test).map((answer) => toUnits(answer, 'log1p'))).toEqual(first.predictions);
});

it('answers stay between the least and the most that was seen, with more neighbours than rows too', async () => {
  const { predictions } = await fitTask(wave({ neighbours: 1000, weighting: 'uniform' }), quiet);
  const [units] = table.columns;
  const seen: readonly number[] = units?.kind === 'number' ? [...units.values.subarray(0, waveTraining)] : [];
  expect(predictions[0]).toBeCloseTo(seen.reduce((sum, value) => sum + value, 0) / waveTraining, 9);
});

it('remembers at most 10,000 rows', async () => {
  const random = createRandom(4);
  const x = Float64Array.from({ length: 10_200 }, () => random.next());
  const large = tableOf([numbers('y', x.map((value) => 3 * value)), numbers('x', x)]);
  const { model, predictions } = await fitTask(taskOf(large, { model: 'nearest-neighbours', train: range(0, 10_100), test: range(10_100, 10_200), keepModel: true }), quiet);
  const rows = Buffer.from((model!.body as { answers: string }).answers, 'base64').length / 8;
  expect(rows).toBe(10_000);
  predictions.forEach((answer, i) => expect(answer).toBeCloseTo(3 * x[10_100 + i]!, 2));
});

it('a damaged document is refused', async () => {
  const { model } = await fitTask(wave({}), quiet);
  const body = model!.body as { matrix: string };
  expect(() => restorePredictor({ ...model!, body: { ...body, matrix: body.matrix.slice(0, 16) } })).toThrow(expect.objectContaining({ code: 'corrupt-store' }));
});
