/** The race of five candidates, 5 folds and 3 seeds, on Wish: computed anew, and again with every fit known. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type EngineClient } from '@shared/contract/client';
import { createEngine, type Engine } from '@engine/engine';
import { systemClock, systemIds } from '@engine/kernel/systemPorts';
import { createComputePool } from '@main/compute/pool';
import { connectMemory } from '@main/headless/memoryTransport';
import { printNowhere } from '@main/headless/printPdf';
import { startScoringServer } from '@main/headless/scoringServer';
import { afterSale, bannerColumns } from '../tests/unit/engine/training/wishTable';
import { medianOf, type BenchResult } from './benchmark';
import { root } from './electronWindow';

const runs = 3;
const wish = join(root, '../shared/data/wish/summer-products-with-rating-and-performance_2020-08.csv');
const shop = join(root, 'resources/samples/summer-shop.csv');
const models = ['mean', 'median', 'group-median', 'ridge', 'random-forest', 'gradient-boosting', 'neural-network', 'average'] as const;
const goals = { coldMs: 25_000, cachedMs: 1000 };
const setup = { target: 'units_sold', oneRowPer: 'product_id', groupBy: 'merchant_id', split: 'group', models, folds: 5, repeats: 3 } as const;

/** The Wish file where it is here, else the shipped shop; one row per product, folds by merchant, columns as in the Wish benchmark, and 3 baselines beside the candidates. */
export async function run(): Promise<BenchResult[]> {
  const csv = existsSync(wish) ? wish : shop;
  const data = csv === wish ? 'Wish, 1,341 products' : 'summer shop';
  const folder = mkdtempSync(join(tmpdir(), 'almanac-training-'));
  const projectDir = join(folder, 'project');
  try {
    cli(['import', csv, '--name', 'race', '--project', projectDir]);
    const { engine, client } = openEngine(projectDir);
    const results: BenchResult[] = [];
    const { id: snapshotId } = await client.call('datasets.snapshot', { ref: 'race' });
    for (const [columns, exclude] of [['all columns', bannerColumns], ['without rating columns', [...bannerColumns, ...afterSale]]] as const) {
      const cold: number[] = [];
      const cached: number[] = [];
      for (let seed = 1; seed <= runs; seed++) {
        const race = (): Promise<number> => timeRace(client, { ...setup, snapshotId, exclude: [...exclude], seed });
        cold.push(await race());
        cached.push(await race());
      }
      const size = `${data}, 5 candidates and 3 baselines, 5 folds, 3 repeats, ${columns}`;
      results.push(rowOf('train time of the race, cold', size, medianOf(cold), goals.coldMs), rowOf('train time of the race, cached', size, medianOf(cached), goals.cachedMs));
    }
    await engine.close();
    const command = ['train', 'race', '--target', setup.target, '--one-row-per', setup.oneRowPer, '--group-by', setup.groupBy, '--models', models.join(','), '--folds', '5', '--repeats', '3', '--seed', '1', ...bannerColumns.flatMap((column) => ['--exclude', column]), '--project', projectDir];
    const whole = Array.from({ length: runs }, () => timeOf(() => cli(command)));
    results.push(rowOf('train time of the whole command, cached', `${data}, all columns, no engine open before`, medianOf(whole), goals.cachedMs));
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function openEngine(projectDir: string): { engine: Engine; client: EngineClient } {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const compute = createComputePool({ workerPath: join(root, 'out/main/computeWorker.cjs'), size: Math.max(1, Math.min(2, availableParallelism())) });
  const engine = createEngine({ projectDir, checkOutputs: false, ports: { clock: systemClock, ids: systemIds, log: silent, compute, printPdf: printNowhere, openScoringServer: startScoringServer, appVersion: 'bench', resourcesDir: join(root, 'resources') } });
  return { engine, client: createClient(connectMemory(engine.router, 'shell')) };
}

/** From the call to the job's end. */
async function timeRace(client: EngineClient, request: Parameters<typeof startRace>[1]): Promise<number> {
  const started = performance.now();
  const { jobId } = await startRace(client, request);
  for (;;) {
    const { state, error } = await client.call('jobs.get', { jobId });
    if (state === 'succeeded') return performance.now() - started;
    if (state !== 'running' && state !== 'queued') throw new Error(`The race ended ${state}: ${error?.message ?? ''}`);
    await new Promise((later) => setTimeout(later, 5));
  }
}

function startRace(client: EngineClient, request: typeof setup & { readonly snapshotId: string; readonly exclude: string[]; readonly seed: number }): Promise<{ jobId: string }> {
  return client.call('tracking.train', { ...request, models: [...request.models] });
}

function rowOf(name: string, size: string, ours: number, goal: number): BenchResult {
  return { name, size, ours, peer: goal, peerName: 'goal', peerVersion: 'step 5', ratio: ours / goal, unit: 'ms' };
}

function timeOf(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function cli(args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'out/main/cli.cjs'), ...args, '--quiet'], { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args[0] ?? ''} ended with ${status}: ${stderr}`);
}
