/** Boosted trees by each loss: derivatives against differences, what each aims at, and ordinal boosting on a stepped target. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import { aimAtMetric, fitTask, restoreFitted } from '@engine/training';
import { absoluteLoss } from '@engine/training/losses/absolute';
import { intervalLoss } from '@engine/training/losses/interval';
import type { Loss } from '@engine/training/losses/loss';
import { quantileLoss } from '@engine/training/losses/quantile';
import { squaredLoss } from '@engine/training/losses/squared';
import { tweedieLoss } from '@engine/training/losses/tweedie';
import { numbers, quiet, range, shop, tableOf, taskOf } from '../tables';

const random = createRandom(3);
const target = Float64Array.from({ length: 40 }, () => Math.round(Math.exp(random.normal() + 1)));

describe('derivatives', () => {
  const spread = 1.3;
  const cuts = [0, 1, 3, 6];
  const lower = target.map((value) => (value < 1 ? -Infinity : [...cuts].reverse().find((cut) => value >= cut)!));
  const upper = lower.map((low) => cuts.find((cut) => cut > Math.max(low, -1e9) && cut > (low === -Infinity ? 0 : low)) ?? Infinity);
  const smooth: readonly (readonly [string, Loss, number])[] = [
    ['squared', squaredLoss(target), 0],
    ['Poisson', tweedieLoss(target, 1), 0],
    ['Tweedie', tweedieLoss(target, 1.5), 0],
    ['interval', intervalLoss({ lower, upper }, spread), spread ** 2],
  ];

  it.each(smooth)('%s: first and second are those of the score', (name, loss, times) => {
    const answers = target.map(() => random.normal());
    const gradients = new Float64Array(40);
    const seconds = new Float64Array(40).fill(1);
    loss.derive(answers, gradients, seconds);
    const step = 1e-4;
    const scoreAt = (row: number, by: number): number => {
      const moved = answers.slice();
      moved[row]! += by;
      // A squared score is shown as its root.
      const score = loss.score(moved);
      return 40 * (name === 'squared' ? score ** 2 / 2 : score * (times || 1));
    };
    for (let row = 0; row < 40; row++) {
      const [below, at, above] = [scoreAt(row, -step), scoreAt(row, 0), scoreAt(row, step)];
      expect(gradients[row]).toBeCloseTo((above - below) / (2 * step), 3);
      expect(seconds[row]).toBeCloseTo((above - 2 * at + below) / step ** 2, 2);
    }
  });

  it.each<readonly [string, Loss]>([['absolute', absoluteLoss(target)], ['quantile', quantileLoss(target, 0.8)], ...smooth.map(([name, loss]) => [name, loss] as const)])('%s: no constant answer is better than the one it starts from', (name, loss) => {
    const start = loss.start();
    const scoreOf = (answer: number): number => loss.score(target.map(() => answer));
    // The interval loss starts near its best answer, from the middles.
    const slack = name === 'interval' ? 0.2 : 1e-9;
    for (const by of [-1, -0.1, 0.1, 1]) expect(scoreOf(start)).toBeLessThanOrEqual(scoreOf(start + by) + slack);
  });

  it('interval: a row far outside is pulled towards its interval, and nothing is infinite', () => {
    const loss = intervalLoss({ lower: Float64Array.of(5, -Infinity, 2), upper: Float64Array.of(6, 1, Infinity) }, 0.1);
    const gradients = new Float64Array(3);
    const seconds = new Float64Array(3);
    loss.derive(Float64Array.of(-100, 100, -50), gradients, seconds);
    expect([...gradients].map(Math.sign)).toEqual([-1, 1, -1]);
    expect([...gradients, ...seconds].every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(loss.score(Float64Array.of(-100, 100, -50)))).toBe(true);
  });
});

describe('what a loss aims at', () => {
  const rows = 3000;
  const noise = createRandom(8);
  const x = Float64Array.from({ length: rows }, () => noise.next());
  const units = Float64Array.from(x, (value) => Math.round(Math.exp(1 + 2 * value + noise.normal())));
  const table = tableOf([numbers('units', units), numbers('x', x)]);
  const fit = async (parameters: Record<string, number | string>, transform: 'none' | 'log1p' = 'none'): Promise<Float64Array> =>
    (await fitTask(taskOf(table, { model: 'gradient-boosting', transform, parameters: { trees: 80, minLeafRows: 60, leaves: 4, rowShare: 1, featureShare: 1, ...parameters }, test: range(0, rows) }), quiet)).predictions;
  const share = (answers: Float64Array): number => units.filter((value, row) => value <= answers[row]!).length / rows;
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

  it('quantiles hold their share of the rows', async () => {
    for (const quantile of [0.1, 0.5, 0.9]) expect(Math.abs(share(await fit({ loss: 'quantile', quantile })) - quantile)).toBeLessThan(0.05);
    expect(await fit({ loss: 'quantile', quantile: 0.5 })).toEqual(await fit({ loss: 'absolute' }));
  });

  it('Poisson and Tweedie keep the total, in either space of the race; squared logs fall short', async () => {
    for (const loss of ['poisson', 'tweedie']) {
      const inUnits = await fit({ loss });
      expect(total(inUnits) / total(units)).toBeCloseTo(1, 1);
      const inLogs = await fit({ loss }, 'log1p');
      inLogs.forEach((value, row) => expect(Math.abs(value - inUnits[row]!)).toBeLessThan(1e-9 * Math.max(1, value)));
    }
    expect(total(await fit({}, 'log1p')) / total(units)).toBeLessThan(0.8);
  });

  it('refuses counts below 0', async () => {
    const negative = tableOf([numbers('units', units.map((value) => value - 5)), numbers('x', x)]);
    await expect(fitTask(taskOf(negative, { model: 'gradient-boosting', parameters: { loss: 'poisson' } }), quiet)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

it('stops when inner rows gain no more, and keeps the trees up to then', async () => {
  const table = shop(600, 2);
  const fit = async (parameters: Record<string, number>): Promise<number> => {
    const { curve } = await fitTask(taskOf(table, { model: 'gradient-boosting', transform: 'log1p', parameters: { trees: 400, learningRate: 0.3, leaves: 31, ...parameters } }), quiet);
    return curve!.train.length;
  };
  expect(await fit({})).toBe(400);
  const stopped = await fit({ stopAfter: 10 });
  expect(stopped).toBeGreaterThan(0);
  expect(stopped).toBeLessThan(200);
});

describe('ordinal boosting', () => {
  const steps = [1, 10, 50, 100, 500, 1000, 5000, 10_000];
  const rows = 1500;
  const noise = createRandom(4);
  const x = Float64Array.from({ length: rows }, () => noise.next());
  const latent = Float64Array.from(x, (value) => Math.exp(2 + 5 * value + 0.8 * noise.normal()));
  const listed = latent.map((value) => [...steps].reverse().find((step) => value >= step) ?? 1);
  const table = tableOf([numbers('units', listed), numbers('x', x), numbers('noise', Float64Array.from(x, () => noise.next()))]);
  const task = taskOf(table, { model: 'ordinal-boosting', transform: 'log1p', steps, keepModel: true });

  it('measures the spread around the latent answer, and tells steps better than boosting of the listed values does units', async () => {
    const { model, predictions } = await fitTask(task, quiet);
    expect((model!.body as { spread: number }).spread).toBeGreaterThan(0.6);
    expect((model!.body as { spread: number }).spread).toBeLessThan(1.1);
    const squared = await fitTask({ ...task, model: 'gradient-boosting' }, quiet);
    const error = (answers: Float64Array): number => Math.sqrt(answers.reduce((sum, answer, i) => sum + (Math.log1p(answer) - Math.log1p(listed[task.test[i]!]!)) ** 2, 0) / answers.length);
    expect(error(predictions)).toBeLessThan(1.02 * error(squared.predictions));
    expect(restoreFitted(JSON.parse(JSON.stringify(model)) as typeof model & object).predict(table, task.test).map((value) => Math.max(0, Math.expm1(value)))).toEqual(predictions);
  });

  it('answers with the likeliest step or the median one where asked: steps only, and more often right', async () => {
    const rightShare = (answers: Float64Array): number => answers.filter((answer, i) => nearest(answer) === listed[task.test[i]!]).length / answers.length;
    const nearest = (answer: number): number => steps.reduce((best, step) => (Math.abs(Math.log1p(step) - Math.log1p(answer)) < Math.abs(Math.log1p(best) - Math.log1p(answer)) ? step : best));
    const mean = await fitTask(task, quiet);
    for (const answer of ['median', 'likeliest']) {
      const { predictions } = await fitTask({ ...task, parameters: { answer } }, quiet);
      for (const value of predictions) expect(steps.some((step) => Math.abs(step - value) < 1e-6 * step)).toBe(true);
      expect(rightShare(predictions)).toBeGreaterThan(rightShare(mean.predictions) - 0.02);
    }
  });

  it('hears votes beside the chances where step accuracy decides; a saved model gives the same bits, and a promised direction leaves them out', async () => {
    const parameters = { ...aimAtMetric('stepAccuracy', {})['ordinal-boosting'], trees: 60, bags: 1 };
    expect(parameters).toMatchObject({ answer: 'likeliest', voters: 200 });
    const { model, predictions } = await fitTask({ ...task, parameters }, quiet);
    const alone = await fitTask({ ...task, parameters: { ...parameters, voters: 0 } }, quiet);
    expect(predictions).not.toEqual(alone.predictions);
    for (const value of predictions) expect(steps.some((step) => Math.abs(step - value) < 1e-6 * step)).toBe(true);
    expect(restoreFitted(JSON.parse(JSON.stringify(model)) as typeof model & object).predict(table, task.test).map((value) => Math.max(0, Math.expm1(value)))).toEqual(predictions);
    const kept = await fitTask({ ...task, parameters, monotone: { x: 1 } }, quiet);
    expect(kept.model!.body).not.toHaveProperty('votes');
  });

  it('gives the same bytes for the same seed, and refuses a target without steps', async () => {
    expect(JSON.stringify((await fitTask(task, quiet)).model)).toBe(JSON.stringify((await fitTask(task, quiet)).model));
    await expect(fitTask({ ...task, steps: null }, quiet)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
