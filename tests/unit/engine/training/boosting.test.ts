/** Boosted trees beside LightGBM 4.7.0 on missing cells and categories, and what must hold on any table. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRandom } from '@engine/math';
import { fitTask, modelParts, restoreFitted, type FitTask, type ModelParts, type TrainingTable } from '@engine/training';
import { friedman, numbers, quiet, shop, tableOf, taskOf, texts } from './tables';

const fixtureSchema = z.object({
  version: z.literal('4.7.0'),
  settings: z.record(z.string(), z.number()),
  folds: z.number(),
  target: z.array(z.number()),
  numbers: z.array(z.array(z.number().nullable())),
  categories: z.array(z.array(z.number())),
  errors: z.array(z.number()),
});
const lightgbm = fixtureSchema.parse(JSON.parse(readFileSync(new URL('../../../fixtures/boosting/lightgbm.json', import.meta.url), 'utf8')));
const unsampled = { featureShare: 1, rowShare: 1 };

type Trees = Extract<ModelParts, { kind: 'trees' }>;

async function treesOf(task: FitTask): Promise<Trees> {
  const { model } = await fitTask({ ...task, keepModel: true }, quiet);
  const parts = model && modelParts(model);
  if (parts?.kind !== 'trees') throw new Error('The model is not one of trees.');
  return parts;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('beside LightGBM 4.7.0 at equal settings', () => {
  const table = tableOf([
    numbers('y', lightgbm.target),
    ...lightgbm.numbers.map((values, i) => numbers(`x${i}`, values.map((value) => value ?? NaN))),
    ...lightgbm.categories.map((codes, i) => texts(`c${i}`, codes.map((code) => `level ${code}`))),
  ]);
  const heldOut = (fold: number): FitTask => {
    const rows = Int32Array.from({ length: table.rows }, (_, row) => row);
    return taskOf(table, { model: 'gradient-boosting', parameters: { ...lightgbm.settings, ...unsampled, categories: 'codes' }, train: rows.filter((row) => row % lightgbm.folds !== fold), test: rows.filter((row) => row % lightgbm.folds === fold) });
  };

  it('trees learn from the same matrix: a feature for each column', async () => {
    const { plan, trees } = await treesOf(heldOut(0));
    expect(plan.kept).toHaveLength(6);
    expect(trees.set.some((set) => set >= 0)).toBe(true);
  });

  it('the error on held-out rows is within 1 %', async () => {
    const errors: number[] = [];
    for (let fold = 0; fold < lightgbm.folds; fold++) {
      const task = heldOut(fold);
      const { predictions } = await fitTask(task, quiet);
      errors.push(Math.sqrt(mean(Array.from(task.test, (row, i) => (predictions[i]! - lightgbm.target[row]!) ** 2))));
    }
    expect(Math.abs(mean(errors) / mean(lightgbm.errors) - 1)).toBeLessThan(0.01);
  });
});

describe('whatever the table', () => {
  const everyRow = (table: TrainingTable): Int32Array => Int32Array.from({ length: table.rows }, (_, row) => row);

  it.each([
    ['rise', 1, 1],
    ['fall', -1, 2],
    ['rise', 1, 3],
    ['fall', -1, 4],
  ] as const)('answers only %s along a column bound to it (%i, seed %i)', async (_, direction, seed) => {
    const table = friedman(400, seed);
    const parameters = { trees: 60, learningRate: 0.2, leaves: 16, minLeafRows: 5, ...unsampled };
    // x2 falls to the middle and rises again, so that the data goes against either direction.
    const { model } = await fitTask(taskOf(table, { model: 'gradient-boosting', parameters, monotone: { x2: direction }, train: everyRow(table), test: new Int32Array(0), keepModel: true }), quiet);
    const fitted = restoreFitted(model!);
    const random = createRandom(seed);
    const steps = 400;
    for (let start = 0; start < 20; start++) {
      const others = Array.from({ length: 10 }, () => random.next());
      const line = tableOf(others.map((value, i) => numbers(`x${i}`, Array.from({ length: steps }, (__, step) => (i === 2 ? (step - 10) / (steps - 20) : value)))));
      const answers = fitted.predict(line, everyRow(line));
      for (let step = 1; step < steps; step++) expect(direction * (answers[step]! - answers[step - 1]!)).toBeGreaterThanOrEqual(0);
    }
  });

  it.each(['flags', 'codes'])('the leaves of each tree hold all rows, with %s', async (categories) => {
    const table = shop(500, 5);
    const { trees } = await treesOf(taskOf(table, { model: 'gradient-boosting', parameters: { trees: 30, rowShare: 1, categories }, train: everyRow(table), test: new Int32Array(0) }));
    for (let tree = 0; tree < trees.roots.length; tree++) {
      const end = trees.roots[tree + 1] ?? trees.feature.length;
      let rows = 0;
      for (let node = trees.roots[tree]!; node < end; node++) if (trees.feature[node] === -1) rows += trees.cover![node]!;
      expect(rows).toBe(table.rows);
    }
  });

  it.each([1, 2, 3])('more trees never raise the squared error on the training rows (seed %i)', async (seed) => {
    const { curve } = await fitTask(taskOf(shop(300, seed), { model: 'gradient-boosting', parameters: { trees: 120, learningRate: 0.3, minLeafRows: 3, ...unsampled } }), quiet);
    const { train } = curve!;
    expect(train).toHaveLength(120);
    for (let tree = 1; tree < train.length; tree++) expect(train[tree]! / train[tree - 1]!).toBeLessThanOrEqual(1 + 1e-12);
  });
});
