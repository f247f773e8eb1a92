/** Shapley values add up to the answer within 1e-6 of it: for every kind of model that learns, and for whatever combines them. */
import { describe, expect, it } from 'vitest';
import { combineModels, explainRows, fitTask, gatherTable, isExact, learnedKinds, restoreFitted, type SavedModel } from '@engine/training';
import { quiet, range, shop, taskOf } from '../tables';

const table = shop(240, 5);
const features = ['price', 'weight', 'colour', 'tags', 'merchant'];
const background = gatherTable(table, features, 4, () => range(0, 4));
/** The network samples orders as the group median does, and takes long to train. */
const kinds = learnedKinds.filter((kind) => kind !== 'neural-network');

async function fit(model: (typeof kinds)[number]): Promise<SavedModel> {
  return (await fitTask(taskOf(table, { model, transform: 'log1p', keepModel: true }), quiet)).model!;
}

function worstGap(saved: SavedModel, rows: Int32Array): number {
  const model = restoreFitted(saved);
  const { base, columns, values, predictions } = explainRows({ model, columns: saved.features, table, rows, background, seed: 1 });
  const sums = Float64Array.from(rows, (_, row) => base + columns.reduce((total, __, column) => total + values[row * columns.length + column]!, 0));
  expect([...predictions]).toEqual([...model.predict(table, rows)]);
  return sums.reduce((worst, sum, row) => Math.max(worst, Math.abs(sum - predictions[row]!) / Math.max(1e-12, Math.abs(predictions[row]!))), 0);
}

describe('contributions add up', () => {
  it.each(kinds)('%s', async (kind) => {
    const saved = await fit(kind);
    expect(worstGap(saved, isExact(restoreFitted(saved)) ? range(180, 240) : range(200, 204))).toBeLessThanOrEqual(1e-6);
  });

  it('average, weighted average and stacking, with exact and sampled members', async () => {
    const members = await Promise.all((['ridge', 'gradient-boosting', 'random-forest'] as const).map(fit));
    const blends = {
      average: { weights: [1, 1, 1], divisor: 3, intercept: 0 },
      'weighted-average': { weights: [0.5, 0.3, 0.2], divisor: 1, intercept: 0 },
      stacking: { weights: [0.9, -0.2, 0.4], divisor: 1, intercept: 0.7 },
    } as const;
    for (const kind of ['average', 'weighted-average', 'stacking'] as const) expect(worstGap(combineModels(kind, members, blends[kind]), range(180, 240))).toBeLessThanOrEqual(1e-6);
    const mixed = combineModels('average', [members[0]!, await fit('nearest-neighbours')], { weights: [1, 1], divisor: 2, intercept: 0 });
    expect(worstGap(mixed, range(200, 203))).toBeLessThanOrEqual(1e-6);
  });
});
