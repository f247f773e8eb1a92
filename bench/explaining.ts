/** One row asked as the what-if page asks: forecast with interval, and what each column adds, through the engine's endpoints, once the model is loaded. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type EngineClient } from '@shared/contract/client';
import { connectMemory } from '@main/headless/memoryTransport';
import { openEngine } from '@main/headless/openEngine';
import { medianOf, type BenchResult } from './benchmark';
import { root } from './electronWindow';

const wish = join(root, '../shared/data/wish/summer-products-with-rating-and-performance_2020-08.csv');
const shop = join(root, 'resources/samples/summer-shop.csv');
const models = ['gradient-boosting', 'random-forest'] as const;
const calls = 60;
const goalMs = 30;

/** Boosting of 300 trees of 31 leaves and the usual forest, on the Wish file where it is here, else on the shipped shop. */
export async function explainOneRow(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-explaining-'));
  const projectDir = join(folder, 'project');
  const csv = existsSync(wish) ? wish : shop;
  try {
    const settings = ['gradient-boosting.trees=300', 'gradient-boosting.leaves=31'].flatMap((setting) => ['--set', setting]);
    execFileSync(process.execPath, [join(root, 'out/main/cli.cjs'), 'train', csv, '--target', 'units_sold', '--one-row-per', 'product_id', '--group-by', 'merchant_id', '--models', ['median', ...models].join(','), ...settings, '--project', projectDir, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
    const engine = openEngine({ projectDir, resourcesDir: join(root, 'resources'), programDir: join(root, 'out/main') });
    try {
      const client = createClient(connectMemory(engine.router, 'shell'));
      const runs = await client.call('tracking.runs', {});
      const results: BenchResult[] = [];
      for (const model of models) {
        const run = runs.find((each) => each.model === model);
        if (!run) throw new Error(`${model} did not finish.`);
        const ms = await timeAnswers(client, run.id);
        results.push({ name: `one row time, explained: ${model}`, size: `${csv === wish ? 'Wish' : 'summer shop'}, forecast with interval and Shapley values, model loaded`, ours: ms, peer: goalMs, peerName: 'goal', peerVersion: 'step 5', ratio: ms / goalMs, unit: 'ms' });
      }
      return results;
    } finally {
      await engine.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Another value each time, so that nothing answers from what was kept. */
async function timeAnswers(client: EngineClient, model: string): Promise<number> {
  const { fields } = await client.call('forecasting.form', { model });
  const price = fields.findIndex(({ control }) => control === 'number');
  const times: number[] = [];
  for (let i = -5; i < calls; i++) {
    const table = { columns: fields.map(({ column }) => column), rows: [fields.map(({ initial }, at) => (at === price ? 1 + ((i + 5) % 40) / 4 : initial))] };
    const started = performance.now();
    await Promise.all([client.call('forecasting.predict', { model, table }), client.call('forecasting.explain', { model, table })]);
    if (i >= 0) times.push(performance.now() - started);
  }
  return medianOf(times);
}
