/** The control must be silent on an honest pipeline and speak on one that leaks on purpose. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import { findColumn, fitTask, keptTogether, permuteTarget, planFolds, shuffledControl, type FitTask } from '@engine/training';
import { controlModel, judgeControl } from '@engine/tracking/honesty/controlRace';
import { numbers, quiet, shop, tableOf, texts } from '../tables';

const table = shop(500, 3);
const { folds } = planFolds({ table, target: 'units', split: { kind: 'kfold' }, folds: 5, repeats: 1, seed: 1 });
const task = { table, target: 'units', transform: 'log1p', features: ['price', 'weight', 'colour', 'tags', 'merchant'], groupBy: null, ...controlModel, steps: null, monotone: {}, keepModel: false, measureImportance: false } as const;
const verdict = (scores: readonly number[]) => judgeControl(scores, 0.25, 'r2Log');

/** The fault of many notebooks: a category becomes the mean target of its level, taken over all rows, held-out ones as well. */
function encodeOverAllRows(leaking: FitTask): FitTask {
  const merchant = findColumn(leaking.table, 'merchant');
  const units = findColumn(leaking.table, 'units');
  if (merchant?.kind !== 'text' || units?.kind !== 'number') throw new Error('The shop has merchants and units.');
  const sums = new Map<number, { total: number; rows: number }>();
  merchant.codes.forEach((code, row) => {
    const known = sums.get(code) ?? { total: 0, rows: 0 };
    sums.set(code, { total: known.total + Math.log1p(units.values[row]!), rows: known.rows + 1 });
  });
  const encoded = Float64Array.from(merchant.codes, (code) => sums.get(code)!.total / sums.get(code)!.rows);
  return { ...leaking, table: { ...leaking.table, columns: [...leaking.table.columns, numbers('encoded', encoded)] }, features: [...leaking.features, 'encoded'] };
}

describe('the shuffled-target control', () => {
  it.each([1, 2, 3])('an honest pipeline scores about zero and passes, seed %i', async (seed) => {
    const scores = await shuffledControl({ task, folds, groups: null, permutations: 2, seed, fit: (each) => fitTask(each, quiet) });
    expect(scores).toHaveLength(10);
    const control = verdict(scores);
    expect(control).toMatchObject({ passed: true, sentence: expect.stringContaining('about nothing') });
    expect(control?.mean).toBeLessThan(0.05);
  });

  it.each([1, 2, 3])('a target encoding over all rows is caught, seed %i', async (seed) => {
    const scores = await shuffledControl({ task, folds, groups: null, permutations: 2, seed, fit: (each) => fitTask(encodeOverAllRows(each), quiet) });
    const control = verdict(scores);
    expect(control).toMatchObject({ passed: false, sentence: expect.stringContaining('no score of this race can be trusted') });
    expect(control?.lower).toBeGreaterThan(0.05);
  });

  it('gives the same scores for the same seed', async () => {
    const once = () => shuffledControl({ task, folds: folds.slice(0, 2), groups: null, permutations: 1, seed: 5, fit: (each) => fitTask(each, quiet) });
    expect(await once()).toEqual(await once());
  });
});

describe('a permuted target', () => {
  const random = createRandom(9);
  const values = Float64Array.from({ length: 300 }, () => random.integer(1000));

  it('holds the same values in another order', () => {
    const permuted = permuteTarget(values, null, 1);
    expect([...permuted].sort()).toEqual([...values].sort());
    expect(permuted.filter((value, i) => value === values[i]).length).toBeLessThan(15);
  });

  it('moves whole groups to groups of the same size; a group of a size of its own is mixed with the others like it', () => {
    const groups = Int32Array.from({ length: 300 }, (_, row) => (row < 200 ? Math.floor(row / 4) : row < 293 ? 50 + Math.floor((row - 200) / 3) : 900));
    const permuted = permuteTarget(values, groups, 2);
    expect([...permuted].sort()).toEqual([...values].sort());
    const setsOf = (from: Float64Array): string[] => [...Map.groupBy(groups.keys(), (row) => groups[row]).values()].filter(({ length }) => length === 4).map((rows) => rows.map((row) => from[row]).sort().join()).sort();
    expect(setsOf(permuted)).toEqual(setsOf(values));
    expect([...permuted.subarray(293)].sort()).toEqual([...values.subarray(293)].sort());
  });
});

it('columns that cross hang together through each other', () => {
  const crossing = tableOf([texts('shop', ['a', 'a', 'b', 'c', 'd', null]), texts('product', ['1', '2', '2', '3', '4', null])]);
  expect([...keptTogether(crossing, ['shop', 'product'], Int32Array.from([0, 1, 2, 3, 4, 5]))]).toEqual([0, 0, 0, 1, 2, 3]);
});
