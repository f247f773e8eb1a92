import { describe, expect, it } from 'vitest';
import { createRandom, mean } from '@engine/math';
import { fitTask, parseSavedModel, restorePredictor, type FitTask } from '@engine/training';
import { networkLoss, networkLossNames } from '@engine/training/models/networkLosses';
import { numbers, quiet, range, shop, tableOf, taskOf } from '../tables';

describe.each(networkLossNames)('the %s loss', (name) => {
  const loss = networkLoss(name, 0.8);

  it('has the slope its cost says, and is least where the answer is right', () => {
    for (const target of [0.4, 1.7]) {
      for (const answer of [-2.3, -0.6, 0.1, 0.9, 3.4]) {
        const step = 1e-6;
        expect(loss.slope(answer, target)).toBeCloseTo((loss.cost(answer + step, target) - loss.cost(answer - step, target)) / (2 * step), 5);
      }
      const right = name === 'poisson' ? Math.log(target) : target;
      for (const off of [-0.5, -0.01, 0.01, 0.5]) expect(loss.cost(right + off, target)).toBeGreaterThan(loss.cost(right, target));
    }
  });

  it('trains the same bytes for the same seed, and answers the same after JSON', async () => {
    const table = shop(160, 2);
    const task = taskOf(table, { model: 'neural-network', transform: 'log1p', parameters: { networks: 1, epochs: 10, loss: name }, keepModel: true });
    const first = await fitTask(task, quiet);
    expect(JSON.stringify((await fitTask(task, quiet)).model)).toBe(JSON.stringify(first.model));
    const restored = restorePredictor(parseSavedModel(JSON.parse(JSON.stringify(first.model))));
    expect((await restored.predict(table)).slice(120)).toEqual(first.predictions);
    expect(first.curve?.name).toBe(loss.curve.name);
  });
});

describe('what a loss aims at', () => {
  const random = createRandom(9);
  const x = Float64Array.from({ length: 1200 }, () => random.next());
  // Skewed around a line: mean, median and quantiles lie apart.
  const y = x.map((value) => 2 + 3 * value + Math.exp(random.normal()));
  const table = tableOf([numbers('y', y), numbers('x', x)]);
  const answers = async (parameters: FitTask['parameters'], transform: FitTask['transform'] = 'none'): Promise<Float64Array> =>
    (await fitTask(taskOf(table, { model: 'neural-network', transform, parameters: { networks: 1, epochs: 120, dropout: 0, ...parameters }, train: range(0, 1200), test: range(0, 1200) }), quiet)).predictions;
  const shareBelow = (predicted: Float64Array): number => y.filter((value, i) => value <= predicted[i]!).length / y.length;

  it('squared: the mean; absolute: the median; pinball: the quantile', async () => {
    expect(Math.abs(mean(await answers({}))! - mean(y)!)).toBeLessThan(0.15);
    expect(Math.abs(shareBelow(await answers({ loss: 'absolute' })) - 0.5)).toBeLessThan(0.06);
    expect(Math.abs(shareBelow(await answers({ loss: 'pinball', quantile: 0.9 })) - 0.9)).toBeLessThan(0.04);
  });

  it('huber: between mean and median', async () => {
    const huber = shareBelow(await answers({ loss: 'huber' }));
    expect(huber).toBeGreaterThan(0.5);
    expect(huber).toBeLessThan(shareBelow(await answers({})));
  });

  it('poisson: the mean of the units, whatever the space of the race', async () => {
    expect(Math.abs(mean(await answers({ loss: 'poisson' }, 'log1p'))! / mean(y)! - 1)).toBeLessThan(0.05);
    const negative = tableOf([numbers('y', range(-5, 35)), numbers('x', range(0, 40))]);
    await expect(fitTask(taskOf(negative, { model: 'neural-network', parameters: { loss: 'poisson' } }), quiet)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
