/** A race that is stopped, and a race whose workers die: through the engine with its real workers. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Job } from '@shared/areas/jobs';
import type { ModelKind, Run } from '@shared/areas/tracking';
import { createRandom } from '@engine/math';
import { systemClock } from '@engine/kernel/systemPorts';
import { createComputePool } from '@main/compute/pool';
import { root } from '../helpers/builtProgram';
import { makeEngine, type TestEngine } from '../helpers/makeEngine';
import { temporaryFolder } from '../helpers/temporary';

const builtWorker = join(root, 'out/main/computeWorker.cjs');

interface OpenedShop extends TestEngine {
  readonly snapshotId: string;
  /** Threads that the pool has started so far. */
  readonly workers: readonly Worker[];
  train(models: readonly ModelKind[], request?: { readonly seed?: number; readonly folds?: number; readonly parameters?: Record<string, Record<string, number>> }): Promise<string>;
  runs(): Promise<readonly Run[]>;
}

/** Sales that follow three of eight columns. */
async function openShop(rows: number, settings: { readonly workers?: number; readonly workerPath?: string } = {}): Promise<OpenedShop> {
  const folder = temporaryFolder();
  const random = createRandom(5);
  const lines = ['units,shop,a,b,c,d,e,f,g,h'];
  for (let row = 0; row < rows; row++) {
    const x = Array.from({ length: 8 }, () => random.next());
    lines.push(`${Math.round(Math.exp(2 + 2 * x[0]! + Math.sin(6 * x[1]!) + (x[2]! > 0.5 ? 1 : 0) + random.next()))},shop ${random.integer(50)},${x.map((value) => value.toFixed(4)).join(',')}`);
  }
  const path = join(folder, 'shop.csv');
  writeFileSync(path, `${lines.join('\n')}\n`);
  const workers: Worker[] = [];
  const note = (worker: Worker): void => void workers.push(worker);
  process.on('worker', note);
  onTestFinished(() => void process.off('worker', note));
  const engine = makeEngine({ projectDir: join(folder, 'project'), ports: { clock: systemClock, compute: createComputePool({ workerPath: settings.workerPath ?? builtWorker, size: settings.workers ?? 2, ...(settings.workerPath !== undefined && { heapLimitMb: 256 }) }) } });
  onTestFinished(engine.close);
  const { ticket } = await engine.client.call('files.grant', { path });
  const imported = await engine.finished((await engine.client.call('datasets.import', { ticket, name: 'shop' })).jobId);
  expect(imported.error).toBeNull();
  const { id: snapshotId } = await engine.client.call('datasets.snapshot', { ref: 'shop' });
  return {
    ...engine,
    snapshotId,
    workers,
    train: async (models, request = {}) => (await engine.client.call('tracking.train', { snapshotId, target: 'units', models: [...models], ...request })).jobId,
    runs: () => engine.client.call('tracking.runs', {}),
  };
}

type IsDue = (title: string, fraction: number) => boolean;

/** Resolves with the job's row and the time from the cancel to its end. Cancels at once where nothing is waited for. */
async function cancelOnce(shop: OpenedShop, jobId: string, isDue: IsDue | null, laterMs: number): Promise<{ job: Job; tookMs: number; title: string }> {
  const { promise: due, resolve } = Promise.withResolvers<string>();
  const stop = shop.client.on('jobProgress', ({ jobId: id, progress }) => {
    if (id === jobId && isDue?.(progress.title, progress.fraction)) resolve(progress.title);
  });
  if (isDue === null) resolve('at once');
  const ended = shop.finished(jobId);
  const title = await Promise.race([due, ended.then(() => 'it ended before')]);
  stop();
  await new Promise((later) => setTimeout(later, laterMs));
  const asked = performance.now();
  await shop.client.call('jobs.cancel', { jobId }).catch(() => undefined);
  const job = await ended;
  return { job, tookMs: performance.now() - asked, title };
}

describe('a race that is cancelled', () => {
  test('ends within a second wherever it is, keeps what is finished, and the next one works', async () => {
    const shop = await openShop(60_000);
    const heavy = { 'neural-network': { epochs: 10_000, patience: 10_000, networks: 50 }, 'gradient-boosting': { trees: 10_000 }, 'random-forest': { trees: 5000 } };
    const moments: readonly (readonly [name: string, models: readonly ModelKind[], isDue: IsDue | null, laterMs: number])[] = [
      ['the start', ['mean', 'ridge'], null, 0],
      ['reading', ['mean', 'ridge'], null, 30],
      ['the leak radar', ['mean', 'ridge'], (title) => title.startsWith('Looking'), 40],
      ['baselines', ['mean', 'median', 'group-median'], (title) => title.startsWith('M'), 0],
      ['ridge', ['ridge'], (title) => title.startsWith('Ridge'), 50],
      ['boosting', ['gradient-boosting'], (title) => title.startsWith('Gradient'), 400],
      ['the forest', ['random-forest'], (title) => title.startsWith('Random'), 400],
      ['the network', ['neural-network'], (title) => title.startsWith('Neural'), 1500],
      ['recording', ['mean', 'median', 'ridge', 'elastic-net', 'average'], (_title, fraction) => fraction > 0.5, 0],
      ['combining', ['ridge', 'elastic-net', 'average', 'stacking'], (title) => title.startsWith('Comparing'), 0],
    ];
    const slow: string[] = [];
    for (const [place, [name, models, isDue, laterMs]] of moments.entries()) {
      const jobId = await shop.train(models, { seed: place + 1, parameters: Object.fromEntries(Object.entries(heavy).filter(([model]) => models.includes(model as ModelKind))) });
      const { job, tookMs, title } = await cancelOnce(shop, jobId, isDue, laterMs);
      // Of the last moments the race may win: then it is finished, and as quickly.
      if (place < moments.length - 2) expect([name, title, job.state]).toEqual([name, title, 'cancelled']);
      if (tookMs > 1000) slow.push(`${name}: ${Math.round(tookMs)} ms`);
    }
    expect(slow).toEqual([]);
    expect((await shop.runs()).filter(({ state }) => state === 'running')).toEqual([]);
    const next = await shop.finished(await shop.train(['mean', 'ridge'], { seed: 99 }));
    expect(next.state).toBe('succeeded');
  }, 300_000);
});

describe('a worker that dies', () => {
  /** The built worker, but it takes itself down at the second fit of the named model. */
  function mortalWorker(death: string): string {
    const path = join(temporaryFolder(), 'mortalWorker.cjs');
    writeFileSync(path, `
      let fits = 0;
      require('node:worker_threads').parentPort.on('message', ({ input }) => { if (input.model === 'median' && input.test.length > 0 && ++fits === 2) { ${death} } });
      require(${JSON.stringify(builtWorker)});
    `);
    return path;
  }

  test.each([
    ['is killed', 'process.exit(9);', 'A computation ended before it was done'],
    ['throws outside of its task', 'setTimeout(() => { throw new Error("out of the blue"); }, 0); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);', 'out of the blue'],
    ['runs out of memory', 'const hoard = []; for (;;) hoard.push(new Array(1e6).fill(hoard.length));', 'memory'],
  ])('%s: its run fails with the reason, the others finish, and the engine goes on', async (_name, death, reason) => {
    const shop = await openShop(400, { workerPath: mortalWorker(death), workers: 1 });
    const job = await shop.finished(await shop.train(['mean', 'median', 'ridge']));
    expect(job.state).toBe('succeeded');
    const byModel = new Map((await shop.runs()).map((run) => [run.model, run]));
    expect([...byModel].map(([model, { state }]) => [model, state]).sort()).toEqual([['mean', 'finished'], ['median', 'failed'], ['ridge', 'finished']]);
    expect(byModel.get('median')?.failure).toContain(reason);
    expect((await shop.client.call('datasets.snapshot', { ref: 'shop' })).rows).toBe(400);
    const next = await shop.finished(await shop.train(['mean', 'ridge', 'gradient-boosting'], { seed: 2 }));
    expect(next.state).toBe('succeeded');
  }, 180_000);
});

describe('the same seed', () => {
  test('gives the same models and the same held-out answers to the last bit, in other projects and with one worker or two', async () => {
    const models: ModelKind[] = ['mean', 'median', 'group-median', 'ridge', 'elastic-net', 'poisson', 'tweedie', 'random-forest', 'gradient-boosting', 'neural-network', 'average', 'weighted-average', 'stacking'];
    const objectsOf = async (workers: number): Promise<unknown> => {
      const shop = await openShop(500, { workers });
      const job = await shop.finished(await shop.train(models, { folds: 3 }));
      expect(job.error).toBeNull();
      const runs = await shop.runs();
      await shop.close();
      const { openDatabase } = await import('@engine/storage/database');
      const db = openDatabase(join(shop.projectDir, 'almanac.db'));
      const models_ = runs.map(({ id, model, state }) => [model, state, db.prepare('select model_object from runs where id = ?').pluck().get(id), db.prepare('select predictions_object from run_folds where run_id = ? order by position').pluck().all(id)]);
      db.close();
      return models_.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    };
    const [one, two, again] = [await objectsOf(1), await objectsOf(2), await objectsOf(2)];
    expect(two).toEqual(one);
    expect(again).toEqual(two);
  }, 300_000);
});
