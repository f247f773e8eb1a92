/** A long table in the engine's own process: import, pages, order, filter, search and profile, each with its time, and the highest memory the engine held. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { jobSchema } from '@shared/areas/jobs';
import { createEngineHost, type EngineHost } from '@main/electron/engineHost';
import { createRandom } from '@engine/math';
import type { BenchOptions, BenchResult } from './benchmark';

const defaultRows = 1_000_000;
/** What the whole engine may hold with ten million rows. */
const memoryGoalMB = 1500;
const columns = ['order', 'date', 'sku', 'store', 'category', 'units', 'price', 'revenue', 'promoted', 'note'];

export async function run(options: BenchOptions = {}): Promise<BenchResult[]> {
  const rows = options.rows ?? defaultRows;
  const folder = mkdtempSync(join(tmpdir(), 'almanac-tables-'));
  const host = createEngineHost({ node: process.execPath, engine: join(process.cwd(), 'out/main/engineProcess.cjs'), resources: join(process.cwd(), 'resources') });
  try {
    const csv = join(folder, 'orders.csv');
    writeOrders(csv, rows);
    await host.open(join(folder, 'project'));
    const size = `${Math.round(statSync(csv).size / 1e6)} MB, ${rows} x ${columns.length}, orders made by seed`;
    const results: BenchResult[] = [];
    const time = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const start = performance.now();
      const done = await work();
      results.push({ name, size, ours: performance.now() - start, peer: null, peerName: '', peerVersion: '', ratio: null, unit: 'ms' });
      return done;
    };
    const snapshotId = await time('import', () => importOrders(host, csv));
    const page = (more: object): (() => Promise<unknown>) => () => host.call('datasets.page', { snapshotId, offset: 0, limit: 100, ...more }, z.unknown());
    await time('first page', page({}));
    await time('page in the middle', page({ offset: Math.floor(rows / 2) }));
    await time('page ordered by a number', page({ sort: [{ column: 'revenue', descending: true }] }));
    await time('page ordered by text and date', page({ sort: [{ column: 'sku', descending: false }, { column: 'date', descending: false }] }));
    await time('far page of an order', page({ sort: [{ column: 'price', descending: false }], offset: Math.floor(rows / 2) }));
    await time('page of a filter', page({ filters: [{ column: 'units', operator: 'greater', value: 8 }] }));
    await time('page of a search in all columns', page({ search: 'sku00017' }));
    await time('profile', () => host.call('quality.profile', { snapshotId }, z.unknown()));
    const ours = peakMB(host.processId);
    return [...results, { name: 'engine memory, peak', size, ours, peer: memoryGoalMB, peerName: 'goal', peerVersion: '', ratio: ours / memoryGoalMB, unit: 'MB' }];
  } finally {
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function importOrders(host: EngineHost, csv: string): Promise<string> {
  const { ticket } = await host.call('files.grant', { path: csv }, z.object({ ticket: z.string() }));
  const { jobId } = await host.call('datasets.import', { ticket }, z.object({ jobId: z.string() }));
  for (;;) {
    const job = await host.call('jobs.get', { jobId }, jobSchema);
    if (job.state === 'succeeded') break;
    if (job.state !== 'running' && job.state !== 'queued') throw new Error(`The import ended as ${job.state}: ${JSON.stringify(job.error)}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  return (await host.call('datasets.snapshot', { ref: 'orders' }, z.object({ id: z.string() }))).id;
}

/** Known on Linux only; NaN elsewhere. */
function peakMB(processId: number | undefined): number {
  if (process.platform !== 'linux' || processId === undefined) return Number.NaN;
  return (Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1]) * 1024) / 1e6;
}

/** Orders of two years: ids, days, codes, shops, whole and decimal numbers, flags, and notes that are mostly missing. */
function writeOrders(path: string, rows: number): void {
  const random = createRandom(17);
  const below = (bound: number): number => random.integer(bound);
  const file = openSync(path, 'w');
  let lines: string[] = [columns.join(',')];
  for (let i = 0; i < rows; i++) {
    const day = new Date(Date.UTC(2024, 0, 1 + Math.floor((730 * i) / rows))).toISOString().slice(0, 10);
    const units = 1 + below(9);
    const cents = 99 + below(9000);
    lines.push(`${i + 1},${day},SKU${String(below(20_000)).padStart(5, '0')},S${below(300)},${['dress', 'shoes', 'bag', 'hat'][below(4)] ?? ''},${units},${cents / 100},${(units * cents) / 100},${below(7) === 0},${below(5) === 0 ? 'gift wrap' : ''}`);
    if (lines.length < 20_000) continue;
    writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  }
  writeSync(file, lines.length === 0 ? '' : `${lines.join('\n')}\n`);
  closeSync(file);
}
