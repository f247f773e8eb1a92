/** Trees on a table of over a million cells, with threads that help the built worker: same bytes, no thread left, cancelled in a second. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { createRandom } from '@engine/math';
import type { Compute } from '@engine/kernel/ports';
import type { FitTask, TrainingTable } from '@engine/training';
import { createComputePool } from '@main/compute/pool';
import { root } from '../helpers/builtProgram';
import { range, taskOf } from '../unit/engine/training/tables';

const rows = 50_000;
const width = 24;
const table = makeTable();
const seesThreads = process.platform === 'linux';

function makeTable(): TrainingTable {
  const random = createRandom(3);
  const shared = (): Float64Array => new Float64Array(new SharedArrayBuffer(8 * rows)).map(() => random.next());
  const inputs = Array.from({ length: width }, shared);
  const target = new Float64Array(rows).map((_, row) => 10 * inputs[0]![row]! * inputs[1]![row]! + 5 * inputs[2]![row]! + random.normal());
  return { rows, rowNumbers: new Int32Array(rows), columns: [target, ...inputs].map((values, i) => ({ kind: 'number', name: i === 0 ? 'y' : `x${i}`, type: 'decimal', values })) };
}

function fitOf(trees: number): FitTask {
  return taskOf(table, { model: 'gradient-boosting', parameters: { trees, leaves: 31, rowShare: 0.8, featureShare: 0.5 }, train: range(0, rows), test: range(0, 1), keepModel: true });
}

/** As many threads for a fit as the pool is wide. */
function openPool(size: number): { readonly compute: Compute; readonly workers: Worker[] } {
  const workers: Worker[] = [];
  const noteWorker = (worker: Worker): void => void workers.push(worker);
  process.on('worker', noteWorker);
  const compute = createComputePool({ workerPath: join(root, 'out/main/computeWorker.cjs'), size });
  onTestFinished(async () => {
    process.off('worker', noteWorker);
    await compute.close();
  });
  return { compute, workers };
}

function countThreads(): number {
  return readdirSync('/proc/self/task').length;
}

/** Threads that are gone are counted until the kernel has noticed. */
async function waitForThreads(count: number): Promise<void> {
  await expect.poll(countThreads, { timeout: 10_000 }).toBe(count);
}

test('one, two and three threads make the same model to the last byte', async () => {
  const models: string[] = [];
  for (const size of [1, 2, 3]) {
    const { compute } = openPool(size);
    const { model } = await compute.run('training.fit', fitOf(6));
    models.push(JSON.stringify(model));
  }
  expect(models[0]!.length).toBeGreaterThan(1000);
  expect(models[1]).toBe(models[0]);
  expect(models[2]).toBe(models[0]);
});

test.skipIf(!seesThreads)('threads that help end with the fit, and the worker answers on', async () => {
  const { compute, workers } = openPool(3);
  await compute.run('training.fit', { ...fitOf(1), model: 'mean', parameters: {} });
  const idle = countThreads();
  let most = 0;
  await compute.run('training.fit', fitOf(10), { onProgress: () => (most = Math.max(most, countThreads())) });
  expect(most).toBe(idle + 2);
  await waitForThreads(idle);
  const { predictions } = await compute.run('training.fit', { ...fitOf(1), model: 'mean', parameters: {} });
  expect(predictions).toHaveLength(1);
  expect(workers).toHaveLength(1);
});

test.skipIf(!seesThreads)('cancelling ends the worker and those that help it within a second', async () => {
  const { compute, workers } = openPool(2);
  const before = countThreads();
  const stop = new AbortController();
  const { promise: working, resolve: noteProgress } = Promise.withResolvers<unknown>();
  const fit = compute.run('training.fit', fitOf(10_000), { signal: stop.signal, onProgress: noteProgress });
  await working;
  expect(countThreads()).toBeGreaterThanOrEqual(before + 2);
  const gone = new Promise<number>((resolve) => workers[0]?.once('exit', () => resolve(performance.now())));
  const cancelledAt = performance.now();
  stop.abort();
  await expect(fit).rejects.toMatchObject({ code: 'cancelled' });
  expect((await gone) - cancelledAt).toBeLessThan(1000);
  await waitForThreads(before);
});
