/** The real app as tests start it: Electron with a data folder of its own, or browser mode with Chromium. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, chromium, type ElectronApplication, type Page } from '@playwright/test';

const root = join(__dirname, '../..');

export interface ElectronRuntime {
  readonly executable: string;
  readonly dist: string;
  readonly args: readonly string[];
  readonly version: string;
}

/** What `npm test` found; a single test run by hand asks the same resolver. */
export function findElectron(): ElectronRuntime {
  const given = process.env['ALMANAC_ELECTRON'];
  if (given) return JSON.parse(given) as ElectronRuntime;
  const found = spawnSync(join(root, 'node_modules/node/bin/node'), [join(root, 'scripts/electronRuntime.mjs')], { encoding: 'utf8' });
  return JSON.parse(found.stdout) as ElectronRuntime;
}

export interface LaunchedWindow {
  readonly page: Page;
  /** Uncaught errors and refusals of the content security policy, as the page told them. */
  readonly complaints: readonly string[];
  readonly dataDir: string;
  close(): Promise<void>;
}

export interface LaunchedApp extends LaunchedWindow {
  readonly app: ElectronApplication;
}

export interface LaunchSettings {
  readonly args?: readonly string[];
  /** Starts this instead of Electron itself, such as a wrapper that changes the user. */
  readonly executable?: string;
  readonly sandbox?: boolean;
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export async function launchApp(settings: LaunchSettings = {}): Promise<LaunchedApp> {
  const electron = findElectron();
  const dataDir = settings.dataDir ?? mkdtempSync(join(tmpdir(), 'almanac-e2e-'));
  const isRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath: settings.executable ?? electron.executable,
    args: [...electron.args, ...(isRoot && settings.sandbox !== true ? ['--no-sandbox'] : []), `--user-data-dir=${dataDir}`, ...(settings.args ?? [])],
    env: { ...cleanEnvironment(), ...settings.env },
    timeout: 30_000,
  });
  const page = await app.firstWindow();
  const complaints = listenToComplaints(page);
  return {
    app,
    page,
    complaints,
    dataDir,
    async close() {
      await app.close();
      if (settings.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export interface LaunchedBrowser extends LaunchedWindow {
  readonly address: string;
}

/** Browser mode: the built engine process with its HTTP server, and the Chromium of the system. */
export async function launchBrowser(settings: { readonly project?: string } = {}): Promise<LaunchedBrowser> {
  const dataDir = mkdtempSync(join(tmpdir(), 'almanac-browser-'));
  const engine = spawn(join(root, 'node_modules/node/bin/node'), [join(root, 'out/main/engineProcess.cjs'), '--project', settings.project ?? join(dataDir, 'project'), '--resources', join(root, 'resources'), '--http', '0'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
    env: cleanEnvironment(),
  });
  const address = await addressOf(engine);
  const browser = await chromium.launch({ executablePath: process.env['ALMANAC_CHROMIUM'] ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  const complaints = listenToComplaints(page);
  await page.goto(address);
  await page.waitForURL((url) => !url.searchParams.has('token'));
  return {
    page,
    complaints,
    dataDir,
    address,
    async close() {
      await browser.close();
      const gone = new Promise((done) => engine.once('exit', done));
      engine.disconnect();
      await gone;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Until the first page is painted with data from the engine. */
export async function waitUntilUsable(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('almanac-usable').length > 0, null, { timeout: 30_000 });
}

function listenToComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

function addressOf(engine: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    engine.once('exit', () => fail(new Error('The engine process ended before it served browser mode.')));
    engine.on('message', (message: { ready?: { address: string }; failed?: { message: string } }) => {
      if (message.ready) done(message.ready.address);
      if (message.failed) fail(new Error(message.failed.message));
    });
  });
}

function cleanEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !/^(NODE_OPTIONS|ELECTRON_RUN_AS_NODE|npm_)/.test(entry[0]));
  return Object.fromEntries(kept);
}

/** The engine is the shell's child that runs the engine's program. */
export function enginePid(shellPid: number): number {
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    try {
      const isChild = readFileSync(`/proc/${name}/status`, 'utf8').includes(`PPid:\t${shellPid}\n`);
      if (isChild && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('engineProcess.cjs')) return Number(name);
    } catch {
      // It ended while we looked.
    }
  }
  throw new Error('The engine of this window is not running.');
}
