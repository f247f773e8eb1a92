/** Cold start to a usable window against a bare Electron window, alternately in one run; and the memory both hold when idle. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { z } from 'zod';
import { medianOf, type BenchResult } from './benchmark';

const runs = 7;
const limitMs = 60_000;
const idleMs = 3_000;

const root = process.env['ALMANAC_ROOT'] ?? process.cwd();
const electronSchema = z.object({ executable: z.string(), dist: z.string(), args: z.array(z.string()), version: z.string() });

interface Start {
  readonly usableMs: number;
  readonly memoryMiB: number;
}

export async function run(): Promise<BenchResult[]> {
  const electron = electronSchema.parse(JSON.parse(spawnSync(process.execPath, [join(root, 'scripts/electronRuntime.mjs')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).stdout));
  const folder = mkdtempSync(join(tmpdir(), 'almanac-startup-'));
  const display = await startDisplay();
  try {
    const bare = makeBareApp(folder, electron.dist);
    const userData = join(folder, 'almanac-user');
    const ours = (): Promise<Start> => startOnce(electron.executable, [...electron.args, `--user-data-dir=${userData}`], 'usable', display.environment);
    const peer = (): Promise<Start> => startOnce(bare, [`--user-data-dir=${join(folder, 'bare-user')}`], 'painted', display.environment);
    // The first start makes the sample project; what is measured is every later one.
    await ours();
    await peer();
    const starts: { ours: Start[]; peer: Start[] } = { ours: [], peer: [] };
    for (let i = 0; i < runs; i++) {
      starts.ours.push(await ours());
      starts.peer.push(await peer());
    }
    return [summary('start to usable', 'ms', starts, ({ usableMs }) => usableMs, electron.version), summary('memory idle', 'MiB', starts, ({ memoryMiB }) => memoryMiB, electron.version)];
  } finally {
    display.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function summary(name: string, unit: string, starts: { ours: Start[]; peer: Start[] }, pick: (start: Start) => number, version: string): BenchResult {
  const ours = medianOf(starts.ours.map(pick));
  const peer = medianOf(starts.peer.map(pick));
  return { name, size: 'sample project', ours, peer, peerName: 'bare Electron window', peerVersion: version, ratio: ours / peer, unit };
}

/** A second Electron folder whose app is one window with one line of text. */
function makeBareApp(folder: string, dist: string): string {
  const bareDist = join(folder, 'bare-dist');
  const app = join(folder, 'bare-app');
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{"name":"bare","version":"1.0.0","main":"main.js"}');
  writeFileSync(join(app, 'index.html'), '<!doctype html><meta charset="utf-8"><title>bare</title><h1>Bare window</h1>');
  writeFileSync(join(app, 'main.js'), "const { app, BrowserWindow } = require('electron'); app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900 }).loadFile('index.html')); app.on('window-all-closed', () => app.quit());");
  mkdirSync(join(bareDist, 'resources'), { recursive: true });
  for (const name of readdirSync(dist)) if (name !== 'resources') spawnSync('cp', ['-al', join(dist, name), join(bareDist, name)]);
  symlinkSync(app, join(bareDist, 'resources', 'app'), 'dir');
  return join(bareDist, 'electron');
}

/** The page itself keeps the time at which it was usable, so asking it costs nothing of what is measured. */
async function startOnce(executable: string, args: readonly string[], milestone: 'usable' | 'painted', environment: NodeJS.ProcessEnv): Promise<Start> {
  const port = await freePort();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const startedAt = Date.now();
  const child = spawn(executable, [...args, ...sandbox, `--remote-debugging-port=${port}`], { stdio: 'ignore', env: environment, detached: true });
  try {
    const reachedAt = await waitForMilestone(port, milestone, startedAt + limitMs);
    await new Promise((done) => setTimeout(done, idleMs));
    return { usableMs: reachedAt - startedAt, memoryMiB: memoryOfTree(child) };
  } finally {
    await end(child);
  }
}

async function waitForMilestone(port: number, milestone: 'usable' | 'painted', giveUpAt: number): Promise<number> {
  for (;;) {
    if (Date.now() > giveUpAt) throw new Error(`The window was not ${milestone} within ${limitMs / 1000} s.`);
    try {
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
      const page = browser.contexts()[0]?.pages()[0];
      if (page) {
        const reached = await page.waitForFunction(
          (wanted) => {
            const entry = wanted === 'usable' ? performance.getEntriesByName('almanac-usable')[0] : performance.getEntriesByName('first-contentful-paint')[0];
            return entry ? performance.timeOrigin + entry.startTime : null;
          },
          milestone,
          { timeout: limitMs },
        );
        const at = z.number().parse(await reached.jsonValue());
        await browser.close();
        return at;
      }
      await browser.close();
    } catch {
      // The port opens a moment after the program starts.
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Proportional set size of the process and all below it, where the system tells it. */
function memoryOfTree(child: ChildProcess): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      parents.set(pid, Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const isBelow = (pid: number): boolean => pid === child.pid || (parents.has(pid) && isBelow(parents.get(pid) ?? 0));
  let kibibytes = 0;
  for (const pid of parents.keys()) {
    if (!isBelow(pid)) continue;
    try {
      kibibytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // Not ours to read, or gone.
    }
  }
  return kibibytes / 1024;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), 5_000);
  await gone;
  clearTimeout(timer);
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

async function startDisplay(): Promise<{ environment: NodeJS.ProcessEnv; close(): void }> {
  if (process.platform !== 'linux' || process.env['DISPLAY']) return { environment: process.env, close: () => undefined };
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((done) => server.stdio[3]?.on('data', (chunk: Buffer) => done(chunk.toString().trim())));
  return { environment: { ...process.env, DISPLAY: `:${number}` }, close: () => void server.kill() };
}
