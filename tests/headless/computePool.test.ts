/** The compute pool with the built worker: order, cancelling, failures and lost workers. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import type { Compute, TaskInput } from '@engine/kernel/ports';
import { createComputePool } from '@main/compute/pool';
import { root } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

const builtWorker = join(root, 'out/main/computeWorker.cjs');

function openPool(size: number, workerPath = builtWorker): { readonly compute: Compute; readonly workers: Worker[] } {
  const workers: Worker[] = [];
  const noteWorker = (worker: Worker): void => void workers.push(worker);
  process.on('worker', noteWorker);
  const compute = createComputePool({ workerPath, size });
  onTestFinished(async () => {
    process.off('worker', noteWorker);
    await compute.close();
  });
  return { compute, workers };
}

function fitOf(model: 'mean' | 'median' | 'random-forest', rows: number, parameters: Record<string, number> = {}): TaskInput<'training.fit'> {
  const price = Float64Array.from({ length: rows }, (_, i) => (i * 37) % 101);
  const units = price.map((value, i) => value * 2 + (i % 5));
  return {
    table: { rows, columns: [{ kind: 'number', name: 'price', type: 'integer', values: price }, { kind: 'number', name: 'units', type: 'integer', values: units }], rowNumbers: Int32Array.from(units.keys(), (i) => i + 1) },
    target: 'units',
    transform: 'none',
    features: ['price'],
    groupBy: null,
    model,
    parameters,
    steps: null,
    monotone: {},
    seed: 1,
    train: Int32Array.from(units.keys()),
    test: Int32Array.of(0),
    keepModel: true,
    measureImportance: false,
  };
}

/** Would take minutes. */
const endless = (): TaskInput<'training.fit'> => fitOf('random-forest', 20_000, { trees: 5000, minLeafRows: 1 });

async function explainInput(compute: Compute): Promise<TaskInput<'training.contribute'>> {
  const fit = fitOf('median', 50);
  const { model } = await compute.run('training.fit', fit);
  if (!model) throw new Error('The fit kept no model.');
  return { model, background: fit.table, table: { ...fit.table, rows: 1 }, seed: 1 };
}

test('an explanation is answered while long fits fill the pool and others wait', async () => {
  const { compute } = openPool(2);
  const input = await explainInput(compute);
  const stop = new AbortController();
  const fits = Promise.allSettled([1, 2, 3, 4].map(() => compute.run('training.fit', endless(), { signal: stop.signal })));
  const started = performance.now();
  const answer = await compute.run('training.contribute', input, { priority: 'interactive' });
  expect(answer.predictions[0]).toBeGreaterThan(0);
  expect(performance.now() - started).toBeLessThan(5000);
  stop.abort();
  expect((await fits).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
});

test('interactive tasks go before waiting ones and keep their own order', async () => {
  const { compute } = openPool(1);
  const input = await explainInput(compute);
  const stop = new AbortController();
  const ended: string[] = [];
  const note = (name: string) => () => void ended.push(name);
  const running = compute.run('training.fit', endless(), { signal: stop.signal }).catch(note('cancelled'));
  const waiting = compute.run('training.fit', fitOf('mean', 50)).then(note('waiting'));
  await Promise.all(['first', 'second', 'third'].map((name) => compute.run('training.contribute', input, { priority: 'interactive' }).then(note(name))));
  stop.abort();
  await Promise.all([running, waiting]);
  expect(ended).toEqual(['first', 'second', 'third', 'cancelled', 'waiting']);
});

test('closing cancels what runs and what waits', async () => {
  const { compute } = openPool(1);
  const tasks = Promise.allSettled([compute.run('training.fit', endless()), compute.run('training.fit', endless())]);
  await compute.close();
  expect(await tasks).toMatchObject([{ reason: { code: 'cancelled' } }, { reason: { code: 'cancelled' } }]);
});

test('a cancelled task ends its thread within a second, and the next task gets a fresh one', async () => {
  const { compute, workers } = openPool(1);
  const stop = new AbortController();
  const { promise: working, resolve: noteProgress } = Promise.withResolvers<unknown>();
  const fit = compute.run('training.fit', endless(), { signal: stop.signal, onProgress: noteProgress });
  await working;
  const gone = new Promise<number>((resolve) => workers[0]?.once('exit', () => resolve(performance.now())));
  const cancelledAt = performance.now();
  stop.abort();
  await expect(fit).rejects.toMatchObject({ code: 'cancelled' });
  expect((await gone) - cancelledAt).toBeLessThan(1000);
  const next = await compute.run('training.fit', fitOf('mean', 50));
  expect(next.predictions).toHaveLength(1);
  expect(workers).toHaveLength(2);
});

test('a waiting task that is cancelled never starts', async () => {
  const { compute } = openPool(1);
  const stop = new AbortController();
  const running = compute.run('training.fit', fitOf('random-forest', 500, { trees: 20 }));
  const waiting = compute.run('training.fit', endless(), { signal: stop.signal });
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  await expect(running).resolves.toMatchObject({ backend: 'js' });
});

test('a task that throws rejects with its own message, and its worker goes on', async () => {
  const { compute, workers } = openPool(1);
  await expect(compute.run('training.fit', { ...fitOf('mean', 50), target: 'moon' })).rejects.toThrow(/moon/);
  await expect(compute.run('training.fit', fitOf('random-forest', 50, { trees: -1 }))).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(compute.run('training.fit', fitOf('mean', 50))).resolves.toMatchObject({ backend: 'js' });
  expect(workers).toHaveLength(1);
});

test('a worker that dies rejects its task, and the pool goes on with those that wait', async () => {
  // The built worker, with one task that takes its thread down.
  const mortal = join(temporaryFolder(), 'mortalWorker.cjs');
  writeFileSync(mortal, `require('node:worker_threads').parentPort.on('message', ({ input }) => { if (input.model === 'median') process.exit(7); });\nrequire(${JSON.stringify(builtWorker)});\n`);
  const { compute, workers } = openPool(1, mortal);
  const dying = compute.run('training.fit', fitOf('median', 50));
  const waiting = compute.run('training.fit', fitOf('mean', 50));
  await expect(dying).rejects.toMatchObject({ code: 'internal', message: 'A computation ended before it was done.' });
  await expect(waiting).resolves.toMatchObject({ backend: 'js' });
  expect(workers).toHaveLength(2);
});
