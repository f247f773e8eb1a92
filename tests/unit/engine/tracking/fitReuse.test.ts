/** No fit is computed twice in a project: what a fit is known by, and what a race takes from those kept. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TrainRequest } from '@shared/areas/tracking';
import type { Compute } from '@engine/kernel/ports';
import { createFitKeys } from '@engine/tracking/fitKey';
import { ridgeModel } from '@engine/training/models/ridge';
import { createInlineCompute } from '@main/compute/inline';
import { shop as shopTable, taskOf } from '../training/tables';
import { makeShop, snapshotId, type Shop } from './shop';

function countingShop(): Shop & { fits(): number } {
  const inner = createInlineCompute();
  let fits = 0;
  const compute: Compute = {
    ...inner,
    run(task, input, options) {
      if (task === 'training.fit') fits++;
      return inner.run(task, input, options);
    },
  };
  const taken = (): number => {
    const count = fits;
    fits = 0;
    return count;
  };
  return { ...makeShop({ compute }), fits: taken };
}

async function race(shop: Shop, request: Parameters<Shop['train']>[0] = {}) {
  const { experimentId } = await shop.train({ models: ['median', 'ridge', 'gradient-boosting', 'average'], ...request });
  return shop.tracking.runsOfExperiment(experimentId);
}

const outcomes = (shop: Shop, runs: Awaited<ReturnType<typeof race>>) => runs.map(({ id, metrics, backend }) => ({ metrics, backend, model: shop.tracking.readModel(id), importance: shop.tracking.runDetail(id).importance, curves: shop.tracking.runDetail(id).curves, interval: shop.tracking.runDetail(id).interval }));

it('the same race again computes nothing, says so, and comes out the same', async () => {
  const shop = countingShop();
  const first = await race(shop, { repeats: 2 });
  expect([shop.fits(), first.map(({ fitsReused }) => fitsReused)]).toEqual([33, [0, 0, 0, 0]]);
  const second = await race(shop, { repeats: 2 });
  expect([shop.fits(), second.map(({ state, fitsReused }) => [state, fitsReused])]).toEqual([0, [['finished', 11], ['finished', 11], ['finished', 11], ['finished', 0]]]);
  expect(outcomes(shop, second)).toEqual(outcomes(shop, first));
});

it('one more model, or one with other settings, is all that is computed', async () => {
  const shop = countingShop();
  await race(shop);
  shop.fits();
  const runs = await race(shop, { models: ['mean', 'median', 'ridge', 'gradient-boosting'], parameters: { ridge: { penalty: 7 } } });
  expect([shop.fits(), runs.map(({ model, fitsReused }) => [model, fitsReused])]).toEqual([12, [['mean', 0], ['median', 6], ['ridge', 0], ['gradient-boosting', 6]]]);
});

it.each<[string, Partial<TrainRequest>]>([
  ['seed', { seed: 2 }],
  ['columns', { exclude: ['rating_count', 'price'] }],
  ['rows', { oneRowPer: undefined }],
  ['folds', { folds: 4 }],
])('another choice of %s is another fit', async (_name, change) => {
  const shop = countingShop();
  await race(shop, { models: ['ridge'] });
  shop.fits();
  const runs = await race(shop, { models: ['ridge'], ...change });
  // Of other folds, the fit on all rows is still the same.
  expect(shop.fits() + (runs[0]?.fitsReused ?? 0)).toBe((runs[0]?.foldsTotal ?? 0) + 1);
  expect(runs[0]?.fitsReused).toBe('folds' in change ? 1 : 0);
});

it('a fit whose stored files are gone is computed again', async () => {
  const shop = countingShop();
  const [run] = await race(shop, { models: ['ridge'] });
  shop.fits();
  const object = String(shop.db.prepare('select predictions_object from run_folds where run_id = ? and position = 0').pluck().get(run?.id));
  rmSync(join(shop.folder, 'objects', object.slice(0, 2), object.slice(2)));
  const [again] = await race(shop, { models: ['ridge'] });
  expect([shop.fits(), again?.state, again?.fitsReused]).toEqual([1, 'finished', 5]);
});

it('fits of a race that was cancelled are there for the next one', async () => {
  const shop = countingShop();
  const stop = new AbortController();
  const cancelled = shop.train({ models: ['median', 'ridge'] }, { signal: stop.signal, report: ({ detail }) => void (detail && Object(detail).fitsDone === 8 && stop.abort()) });
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  const before = shop.fits();
  await race(shop, { models: ['median', 'ridge'] });
  expect([before >= 8, before + shop.fits()]).toEqual([true, 12]);
});

it('a key follows the rows by their numbers in the data, every part of the task, and the version of the code', () => {
  const table = shopTable(40, 1);
  const task = taskOf(table, { model: 'ridge' });
  const key = createFitKeys(snapshotId)(task);
  const others = [
    createFitKeys('b'.repeat(64))(task),
    ...[
      { ...task, table: { ...table, rowNumbers: table.rowNumbers.map((number) => number + 1) } },
      { ...task, train: task.train.slice(1) },
      { ...task, test: task.test.slice(1) },
      { ...task, features: task.features.slice(1) },
      { ...task, seed: 2 },
      { ...task, steps: [1, 10, 100] },
      { ...task, monotone: { price: -1 as const } },
      { ...task, transform: 'log1p' as const },
      { ...task, groupBy: 'merchant' },
      { ...task, keepModel: true },
      { ...task, measureImportance: true },
      { ...task, parameters: { penalty: 3 } },
      { ...task, model: 'mean' as const },
    ].map((other) => createFitKeys(snapshotId)(other)),
  ];
  expect(new Set([key, ...others]).size).toBe(others.length + 1);
  expect(createFitKeys(snapshotId)({ ...task, train: task.train.slice(), parameters: { penalty: 0 } })).toBe(key);

  const { version } = ridgeModel;
  Object.assign(ridgeModel, { version: version + 1 });
  expect(createFitKeys(snapshotId)(task)).not.toBe(key);
  Object.assign(ridgeModel, { version });
  expect(createFitKeys(snapshotId)(task)).toBe(key);
});
