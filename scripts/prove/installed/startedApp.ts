/** The installed app, started by the line of its desktop entry on a display of its own, and looked at from outside. */
import { type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from '@playwright/test';
import { startVirtualDisplay } from '../../display.mjs';
import type { OrdinaryUser } from './ordinaryUser';

export interface DesktopEntry {
  /** Starts it as the desktop does when files are opened with it. */
  start(files: readonly string[], more?: readonly string[]): ChildProcess;
}

export interface InstalledApp {
  readonly page: Page;
  readonly entry: DesktopEntry;
  readonly complaints: readonly string[];
  rendererPids(): readonly number[];
  exitCode(): number | null;
  /** Lets go of the page; a debugger that stays would hold back every new page, also the hidden one that prints. */
  lookAway(): Promise<void>;
  /** Asks the app to end, as the end of a session does, and waits for it. */
  close(): Promise<void>;
}

const limitMs = 60_000;

export async function openInstalled(user: OrdinaryUser, files: readonly string[]): Promise<InstalledApp> {
  const display = await startVirtualDisplay();
  if (!display) throw new Error('Xvfb is missing, so no window can be opened');
  const entry = readEntry(user, { DISPLAY: display.name });
  // Chromium's own port, so that the release build is looked at as it is. Electron knows no download settings of a
  // browser, which Playwright would otherwise set.
  const app = entry.start(files, ['--remote-debugging-port=0']);
  const end = async (): Promise<void> => {
    const ended = app.exitCode === null ? new Promise<void>((done) => app.once('exit', () => done())) : Promise.resolve();
    app.kill('SIGTERM');
    const timer = setTimeout(() => app.kill('SIGKILL'), limitMs);
    await ended;
    clearTimeout(timer);
    display.close();
  };
  const { browser, page } = await lookAt(app).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  return {
    page,
    entry,
    complaints,
    rendererPids: () => renderersOf(user.uid),
    exitCode: () => app.exitCode,
    lookAway: () => browser.close(),
    close: end,
  };
}

/** The key Exec of the specification: %F stands for the files, each an argument of its own. */
function readEntry(user: OrdinaryUser, environment: Readonly<Record<string, string>>): DesktopEntry {
  const text = readFileSync('/usr/share/applications/almanac.desktop', 'utf8');
  const line = /^Exec=(.+)$/m.exec(text)?.[1];
  if (line === undefined) throw new Error('the desktop entry has no Exec line');
  return {
    start(files, more = []) {
      const [program = '', ...args] = line.split(' ').flatMap((word) => (word === '%F' ? [...files] : [word]));
      return user.start(program, [...args, ...more], environment);
    },
  };
}

function debuggingAddress(app: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let said = '';
    const timer = setTimeout(() => fail(new Error(`the app did not start within ${limitMs / 1000} s: ${said.slice(-500)}`)), limitMs);
    app.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      const address = /DevTools listening on (ws:\/\/\S+)/.exec(said)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      done(address);
    });
    app.once('exit', (code) => fail(new Error(`the app ended with ${String(code)} at its start: ${said.slice(-500)}`)));
  });
}

async function lookAt(app: ChildProcess): Promise<{ readonly browser: Browser; readonly page: Page }> {
  const browser = await chromium.connectOverCDP(await debuggingAddress(app), { noDefaults: true, timeout: 2 * limitMs });
  return { browser, page: await firstPage(browser) };
}

async function firstPage(browser: Browser): Promise<Page> {
  const giveUpAt = Date.now() + limitMs;
  for (;;) {
    const page = browser.contexts().flatMap((context) => context.pages()).find((each) => each.url().startsWith('app://almanac/'));
    if (page) return page;
    if (Date.now() > giveUpAt) throw new Error('the app opened no window');
    await new Promise((done) => setTimeout(done, 100));
  }
}

function renderersOf(owner: number): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer') && readFileSync(`/proc/${pid}/status`, 'utf8').includes(`Uid:\t${owner}\t`);
    } catch {
      // It ended while we looked.
      return false;
    }
  });
}
