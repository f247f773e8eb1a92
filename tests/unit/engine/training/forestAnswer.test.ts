import { describe, expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import { aimAtMetric, fitTask, modelParts, restoreFitted, restorePredictor, scoreFold, type FitTask, type SavedModel } from '@engine/training';
import { numbers, quiet, range, tableOf, taskOf } from './tables';

/** Sales with a long tail to the right: mean and median of the same inputs lie far apart. */
function skewed(rows: number): ReturnType<typeof tableOf> {
  const random = createRandom(3);
  const price = Array.from({ length: rows }, () => random.next() * 10);
  const units = price.map((value) => Math.exp(3 - value / 5 + (random.next() < 0.1 ? 3 : 0) + 0.1 * random.normal()));
  return tableOf([numbers('y', units), numbers('price', price)]);
}

const table = skewed(600);
const task = (parameters: FitTask['parameters']): FitTask => taskOf(table, { model: 'random-forest', transform: 'none', parameters, train: range(0, 400), test: range(400, 600) });
const errorOf = (predicted: Float64Array): number => scoreFold({ actual: Float64Array.from(range(400, 600), (row) => (table.columns[0]?.kind === 'number' ? table.columns[0].values[row]! : NaN)), predicted, steps: null, interval: null }).mae!;

async function fit(parameters: FitTask['parameters']): Promise<{ model: SavedModel; predictions: Float64Array }> {
  const { model, predictions } = await fitTask({ ...task(parameters), keepModel: true }, quiet);
  if (!model) throw new Error('No model was kept.');
  return { model, predictions };
}

describe('the answer of a forest', () => {
  it('as the median of its trees misses by less in absolute terms than as their mean', async () => {
    const mean = await fit({ answer: 'mean', trees: 101, minLeafRows: 1 });
    const median = await fit({ answer: 'median', trees: 101, minLeafRows: 1 });
    expect(errorOf(median.predictions)).toBeLessThan(errorOf(mean.predictions));
  });

  it('is the middle one of the trees: of one tree it is the tree, of two their mean', async () => {
    for (const trees of [1, 2]) {
      const [mean, median] = await Promise.all([fit({ answer: 'mean', trees }), fit({ answer: 'median', trees })]);
      median.predictions.forEach((value, row) => expect(value).toBeCloseTo(mean.predictions[row]!, 10));
    }
  });

  it('comes from the saved document to the last bit; it has no exact parts, and tells forms that add trees up that it is a median', async () => {
    const { model, predictions } = await fit({ answer: 'median', trees: 20 });
    const answers = await restorePredictor(JSON.parse(JSON.stringify(model)) as SavedModel).predict(table);
    expect([...answers.subarray(400)]).toEqual([...predictions]);
    expect(restoreFitted(model).exact).toBeNull();
    expect(modelParts(model)).toMatchObject({ kind: 'trees', answer: 'median' });
  });
});

describe('settings that serve a metric', () => {
  it('are taken for absolute errors, and none for squared ones', () => {
    expect(aimAtMetric('mae', {})['random-forest']).toEqual({ answer: 'median', minLeafRows: 1 });
    expect(aimAtMetric('wape', { ridge: { penalty: 3 } })).toMatchObject({ ridge: { penalty: 3 }, 'random-forest': { answer: 'median' } });
    expect(aimAtMetric('rmsle', {})).toEqual({});
  });

  it('stand behind what the analyst sets', () => {
    expect(aimAtMetric('mae', { 'random-forest': { answer: 'mean', trees: 50 } })['random-forest']).toEqual({ answer: 'mean', minLeafRows: 1, trees: 50 });
  });
});
