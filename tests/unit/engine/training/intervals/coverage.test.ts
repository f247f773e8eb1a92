/** 90 % ranges on real data hold for .87 to .93 of held-out rows, by every method that the boosted trees offer. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { companionFor, crossIntervals, findColumn, findSteps, fitTask, planFolds, type HeldOutFoldRows, type Split, type TrainingTable } from '@engine/training';
import type { IntervalMethodName } from '@shared/areas/intervals';
import { numbers, quiet, tableOf, taskOf, texts } from '../tables';
import { afterSale, readWish, wishAbsent, wishIsHere } from '../wishTable';

const carseatsPath = join(process.cwd(), '..', 'shared', 'data', 'carseats', 'Carseats.csv');
const carseatsAreHere = existsSync(carseatsPath);
if (!wishIsHere) console.error(wishAbsent);
if (!carseatsAreHere) console.error('skipped: ../shared/data/carseats is not here');

/** Share of held-out answers inside, over all folds. */
async function coverageOf(table: TrainingTable, target: string, leftOut: readonly string[], split: Split, transform: 'log1p' | 'none', method: IntervalMethodName): Promise<number> {
  const column = findColumn(table, target);
  const values = column?.kind === 'number' ? column.values : new Float64Array(0);
  const features = table.columns.map(({ name }) => name).filter((name) => name !== target && !leftOut.includes(name));
  const companion = companionFor(method, 'gradient-boosting');
  const folds: HeldOutFoldRows[] = [];
  const plan = await planFolds({ table, target, split, folds: 5, repeats: 1, seed: 1 });
  for (const { train, test, repeat } of plan.folds) {
    const task = taskOf(table, { target, transform, features, groupBy: split.kind === 'group' ? 'merchant_id' : null, model: 'gradient-boosting', seed: 1, train, test, ...(companion && { companion: { name: companion, level: 0.9 } }) });
    const { predictions, companions = [] } = await fitTask(task, quiet);
    folds.push({ repeat, actual: Float64Array.from(test, (row) => values[row]!), predicted: predictions, companions });
  }
  const bounds = crossIntervals(folds, { method, level: 0.9, transform, steps: findSteps(values) });
  if (!bounds) throw new Error(`${method} has nothing to go by.`);
  const inside = folds.flatMap(({ actual }, k) => Array.from(actual, (value, row) => (bounds[k]!.lower[row]! <= value && value <= bounds[k]!.upper[row]! ? 1 : 0)));
  return inside.reduce((total: number, one) => total + one, 0) / inside.length;
}

describe.skipIf(!wishIsHere)('Wish, folds by merchant', () => {
  it.each([
    ['without rating columns', 'split', afterSale],
    ['without rating columns', 'normalised', afterSale],
    ['with all columns', 'split', []],
    ['with all columns', 'by-size', []],
  ] as const)('%s, %s', async (_columns, method, leftOut) => {
    const coverage = await coverageOf(readWish(), 'units_sold', leftOut, { kind: 'group', column: 'merchant_id' }, 'log1p', method);
    expect(coverage).toBeGreaterThanOrEqual(0.87);
    expect(coverage).toBeLessThanOrEqual(0.93);
  }, 120_000);
});

describe.skipIf(!carseatsAreHere)('Carseats', () => {
  const read = (): TrainingTable => {
    const [header = [], ...rows] = Papa.parse<string[]>(readFileSync(carseatsPath, 'utf8'), { skipEmptyLines: true }).data;
    return tableOf(header.flatMap((name, at) => {
      const cells = rows.map((row) => row[at] ?? '');
      return name === '' || name === 'rownames' ? [] : [cells.every((cell) => cell !== '' && Number.isFinite(Number(cell))) ? numbers(name, cells.map(Number)) : texts(name, cells)];
    }));
  };

  it.each(['split', 'signed', 'by-size', 'normalised', 'quantiles', 'cv-plus'] as const)('%s', async (method) => {
    if (method === 'quantiles' && companionFor(method, 'gradient-boosting') === null) return expect(companionFor(method, 'ridge')).toBeNull();
    const coverage = await coverageOf(read(), 'Sales', [], { kind: 'kfold' }, 'none', method);
    expect(coverage).toBeGreaterThanOrEqual(0.87);
    expect(coverage).toBeLessThanOrEqual(0.93);
  }, 120_000);
});
