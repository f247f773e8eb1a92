/** The five-candidate race with the window open beside it: how long it takes, and whether the window stays responsive. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { medianOf, type BenchResult } from './benchmark';
import { findElectron, openWindow, root, startDisplay, type OpenWindow } from './electronWindow';

const runs = 3;
const wish = join(root, '../shared/data/wish/summer-products-with-rating-and-performance_2020-08.csv');
const shop = join(root, 'resources/samples/summer-shop.csv');
const goalMs = 60_000;
const frameGoalMs = 100;

/** The Wish file where it is here, else the shipped shop; either way one row per product and folds by merchant. */
export async function run(): Promise<BenchResult[]> {
  const csv = existsSync(wish) ? wish : shop;
  const electron = findElectron();
  const folder = mkdtempSync(join(tmpdir(), 'almanac-race-'));
  const display = await startDisplay();
  const projectDir = join(folder, 'project');
  try {
    await cli(['import', csv, '--name', 'race', '--project', projectDir]);
    const window = await openWindow(electron.executable, [...electron.args, `--user-data-dir=${join(folder, 'user')}`, `--project=${projectDir}`], 'usable', display.environment);
    try {
      const races: { raceMs: number; gapMs: number }[] = [];
      for (let i = 0; i < runs; i++) races.push(await raceBeside(window, projectDir, i + 1));
      const size = csv === wish ? 'Wish, 1,341 products, 5 candidates and 3 baselines, 5 folds' : 'summer shop, 5 candidates and 3 baselines, 5 folds';
      const raceMs = medianOf(races.map((race) => race.raceMs));
      const gapMs = Math.max(...races.map((race) => race.gapMs));
      return [
        { name: 'train time of the race', size, ours: raceMs, peer: goalMs, peerName: 'goal', peerVersion: 'step 1', ratio: raceMs / goalMs, unit: 'ms' },
        { name: 'train frame gap, 99th percentile, worst race', size, ours: gapMs, peer: frameGoalMs, peerName: 'goal', peerVersion: 'step 1', ratio: gapMs / frameGoalMs, unit: 'ms' },
      ];
    } finally {
      await window.close();
    }
  } finally {
    display.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs in the page: notes the time between animation frames. */
const recordFrames = `
  location.hash = '#/models';
  globalThis.frameGaps = [];
  let last = performance.now();
  requestAnimationFrame(function look(now) {
    frameGaps.push(now - last);
    last = now;
    requestAnimationFrame(look);
  });
`;

/** The command is carried out by the engine of the open window, whose Models page draws the race as it runs. */
async function raceBeside(window: OpenWindow, projectDir: string, seed: number): Promise<{ raceMs: number; gapMs: number }> {
  await window.evaluate(recordFrames);
  const start = performance.now();
  await cli(['train', 'race', '--target', 'units_sold', '--one-row-per', 'product_id', '--group-by', 'merchant_id', '--folds', '5', '--seed', String(seed), '--project', projectDir]);
  const raceMs = performance.now() - start;
  const gaps = z.array(z.number()).parse(await window.evaluate('frameGaps'));
  const sorted = gaps.slice(1).sort((a, b) => a - b);
  return { raceMs, gapMs: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN };
}

function cli(args: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, 'out/main/cli.cjs'), ...args, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`${args[0]} ended with ${code}`))));
  });
}
