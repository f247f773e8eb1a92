/** Electron windows as benchmarks start them: plain processes, looked at through the debugging port. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { z } from 'zod';

export const root = process.env['ALMANAC_ROOT'] ?? process.cwd();
const limitMs = 60_000;
const electronSchema = z.object({ executable: z.string(), dist: z.string(), args: z.array(z.string()), version: z.string() });
export type ElectronRuntime = z.infer<typeof electronSchema>;

export function findElectron(): ElectronRuntime {
  const found = spawnSync(process.execPath, [join(root, 'scripts/electronRuntime.mjs')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return electronSchema.parse(JSON.parse(found.stdout));
}

export interface OpenWindow {
  readonly page: Page;
  /** Milliseconds from the start of the program to the milestone, as the page itself noted it. */
  readonly reachedMs: number;
  readonly process: ChildProcess;
  close(): Promise<void>;
}

/** usable: first page painted with data from the engine. painted: first contentful paint. */
export type Milestone = 'usable' | 'painted';

export async function openWindow(executable: string, args: readonly string[], milestone: Milestone, environment: NodeJS.ProcessEnv): Promise<OpenWindow> {
  const port = await freePort();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const startedAt = Date.now();
  const child = spawn(executable, [...args, ...sandbox, `--remote-debugging-port=${port}`], { stdio: 'ignore', env: environment, detached: true });
  try {
    const { browser, page, reachedAt } = await waitForMilestone(port, milestone, startedAt + limitMs);
    return {
      page,
      reachedMs: reachedAt - startedAt,
      process: child,
      async close() {
        await browser.close();
        await end(child);
      },
    };
  } catch (error) {
    await end(child);
    throw error;
  }
}

/** The page keeps the time at which it got there, so asking late costs nothing of what is measured. */
async function waitForMilestone(port: number, milestone: Milestone, giveUpAt: number): Promise<{ browser: Browser; page: Page; reachedAt: number }> {
  for (;;) {
    if (Date.now() > giveUpAt) throw new Error(`The window was not ${milestone} within ${limitMs / 1000} s.`);
    const found = await lookForPage(port);
    if (found) {
      const reached = await found.page.waitForFunction(
        (wanted) => {
          const entry = performance.getEntriesByName(wanted === 'usable' ? 'almanac-usable' : 'first-contentful-paint')[0];
          return entry ? performance.timeOrigin + entry.startTime : null;
        },
        milestone,
        { timeout: limitMs },
      );
      return { ...found, reachedAt: z.number().parse(await reached.jsonValue()) };
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** null while the port is not open or no page is there yet. */
async function lookForPage(port: number): Promise<{ browser: Browser; page: Page } | null> {
  try {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const page = browser.contexts()[0]?.pages()[0];
    if (page) return { browser, page };
    await browser.close();
  } catch {
    // The port opens a moment after the program starts.
  }
  return null;
}

/** Proportional set size of the process and all below it, where the system tells it. */
export function memoryOfTree(child: ChildProcess): number {
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

/** The display there is, or one of our own without a screen. */
export async function startDisplay(): Promise<{ environment: NodeJS.ProcessEnv; close(): void }> {
  if (process.platform !== 'linux' || process.env['DISPLAY']) return { environment: process.env, close: () => undefined };
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((done) => server.stdio[3]?.on('data', (chunk: Buffer) => done(chunk.toString().trim())));
  return { environment: { ...process.env, DISPLAY: `:${number}` }, close: () => void server.kill() };
}
