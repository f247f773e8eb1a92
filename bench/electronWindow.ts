/** Electron windows as benchmarks start them: plain processes, looked at through the debugging port. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
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
  /** Runs an expression in the page and returns its value as JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** Milliseconds from the start of the program to the milestone, as the page itself noted it. */
  readonly reachedMs: number;
  readonly process: ChildProcess;
  close(): Promise<void>;
}

/** usable: first page painted with data from the engine. painted: first contentful paint. */
export type Milestone = 'usable' | 'painted';

const markOf: Readonly<Record<Milestone, string>> = { usable: 'almanac-usable', painted: 'first-contentful-paint' };

export async function openWindow(executable: string, args: readonly string[], milestone: Milestone, environment: NodeJS.ProcessEnv): Promise<OpenWindow> {
  const port = await freePort();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const startedAt = Date.now();
  const child = spawn(executable, [...args, ...sandbox, `--remote-debugging-port=${port}`], { stdio: 'ignore', env: environment, detached: true });
  try {
    const page = await connectPage(port, startedAt + limitMs);
    const reachedAt = await waitForMark(page, markOf[milestone], startedAt + limitMs);
    return {
      evaluate: (expression) => page.evaluate(expression),
      reachedMs: reachedAt - startedAt,
      process: child,
      async close() {
        page.close();
        await end(child);
      },
    };
  } catch (error) {
    await end(child);
    throw error;
  }
}

/** The page keeps the time at which it got there, so asking late costs nothing of what is measured. */
async function waitForMark(page: DebuggedPage, mark: string, giveUpAt: number): Promise<number> {
  for (;;) {
    const at = await page.evaluate(`(() => { const [entry] = performance.getEntriesByName(${JSON.stringify(mark)}); return entry ? performance.timeOrigin + entry.startTime : null; })()`);
    if (typeof at === 'number') return at;
    if (Date.now() > giveUpAt) throw new Error(`The window did not reach ${mark} within ${limitMs / 1000} s.`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

interface DebuggedPage {
  evaluate(expression: string): Promise<unknown>;
  close(): void;
}

const targetsSchema = z.array(z.object({ type: z.string(), webSocketDebuggerUrl: z.string().optional() }));
const replySchema = z.object({ id: z.number().optional(), result: z.object({ result: z.object({ value: z.unknown().optional() }).optional(), exceptionDetails: z.unknown().optional() }).optional() });

/** Chrome DevTools Protocol, Runtime.evaluate only. */
async function connectPage(port: number, giveUpAt: number): Promise<DebuggedPage> {
  const socket = new WebSocket(await findPageAddress(port, giveUpAt));
  await new Promise((done, fail) => {
    socket.addEventListener('open', done);
    socket.addEventListener('error', () => fail(new Error('The debugging port refused the connection.')));
  });
  const waiting = new Map<number, (value: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const reply = replySchema.parse(JSON.parse(String(data)));
    if (reply.id === undefined) return;
    waiting.get(reply.id)?.(reply.result?.result?.value);
    waiting.delete(reply.id);
  });
  let next = 1;
  return {
    evaluate(expression) {
      const id = next++;
      return new Promise((done) => {
        waiting.set(id, done);
        socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, returnByValue: true, awaitPromise: true } }));
      });
    },
    close: () => socket.close(),
  };
}

async function findPageAddress(port: number, giveUpAt: number): Promise<string> {
  for (;;) {
    try {
      const targets = targetsSchema.parse(await (await fetch(`http://127.0.0.1:${port}/json/list`)).json());
      const page = targets.find(({ type }) => type === 'page');
      if (page?.webSocketDebuggerUrl) return page.webSocketDebuggerUrl;
    } catch (error) {
      // The port opens a moment after the program starts.
      if (Date.now() > giveUpAt) throw error;
    }
    if (Date.now() > giveUpAt) throw new Error('The program opened no window.');
    await new Promise((done) => setTimeout(done, 50));
  }
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
