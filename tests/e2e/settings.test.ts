/** Settings, menus and what the desktop shows: by real clicks on the real Electron, and what of it a browser has. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { launchApp, launchBrowser, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';
import { goTo } from '../helpers/mainJob';
import { checkAccess, pictureAndCheck } from '../helpers/pictureAndCheck';

const sections = ['general', 'storage', 'backups', 'scoring', 'about'];

test.describe('settings in the desktop window', () => {
  test.describe.configure({ mode: 'serial' });
  const folder = mkdtempSync(join(tmpdir(), 'almanac-settings-'));
  let launched: LaunchedApp;
  let page: Page;
  test.beforeAll(async () => {
    launched = await launchApp({ dataDir: join(folder, 'data') });
    page = launched.page;
    await waitUntilUsable(page);
    await expect(page.getByText('summer-shop').first()).toBeVisible({ timeout: 60_000 });
  });
  test.afterAll(async () => {
    await launched?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is a room below the line with a key of its own', async () => {
    const entry = page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Settings' });
    await page.keyboard.press((await entry.getAttribute('aria-keyshortcuts')) ?? '');
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
    await expect(entry).toHaveAttribute('aria-current', 'page');
  });

  test('theme, contrast, numbers and dates take effect at once and stay', async () => {
    await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await expect.poll(() => launched.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
    await page.getByRole('radio', { name: 'Higher' }).check({ force: true });
    await expect(page.locator('html')).toHaveAttribute('data-contrast', 'more');
    await page.getByRole('combobox', { name: 'Numbers' }).selectOption('de-DE');
    await expect(page.getByRole('contentinfo').getByText(/1\.320 rows/)).toBeVisible();
    await page.getByRole('combobox', { name: 'Dates' }).selectOption('iso');
    await page.reload();
    await waitUntilUsable(page);
    await expect(page.locator('html')).toHaveAttribute('data-contrast', 'more');
    await expect(page.getByRole('combobox', { name: 'Numbers' })).toHaveValue('de-DE');
    await expect(page.getByRole('combobox', { name: 'Dates' })).toHaveValue('iso');
    await page.getByRole('radio', { name: 'Light' }).check({ force: true });
    await page.getByRole('radiogroup', { name: 'Contrast' }).getByRole('radio', { name: 'Like the system' }).check({ force: true });
    await page.getByRole('combobox', { name: 'Numbers' }).selectOption('en-GB');
    await expect(page.locator('html')).not.toHaveAttribute('data-contrast', 'more');
  });

  test('storage names what is there, and the stored files are checked', async () => {
    await page.getByRole('link', { name: 'Storage' }).click();
    await expect(page.getByRole('heading', { name: /^This project takes \d/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /Files as they were imported/ })).toBeVisible();
    await expect(page.getByRole('table', { name: 'Datasets by size' }).getByRole('row')).toHaveCount(4);
    await page.getByRole('button', { name: 'Check stored files' }).click();
    await expect(page.getByText('every one matches its hash')).toBeVisible({ timeout: 30_000 });
  });

  test('kept fits stand there with their number and size, and go with one click, but not while a race runs', async () => {
    test.setTimeout(240_000);
    await expect(page.getByRole('heading', { name: 'No kept fits' })).toBeVisible();
    await waitForJob(page, await startRace(page, { models: ['median', 'ridge'] }));
    const card = page.getByRole('region', { name: /^Kept fits: 8 fits, \d/ });
    await expect(card).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole('row', { name: /Kept fits, beyond what runs hold/ })).toBeVisible();
    await pictureAndCheck(page, 'settings-kept-fits');

    const running = await startRace(page, { models: ['gradient-boosting'], repeats: 5 });
    await page.getByRole('button', { name: 'Clear kept fits' }).click();
    await expect(page.getByText(/Something is still running and may lean on kept fits/)).toBeVisible();
    await callEngine(page, 'jobs.cancel', { jobId: running });
    await waitForJob(page, running);
    await page.getByRole('button', { name: 'Clear kept fits' }).click();
    await expect(page.getByRole('heading', { name: 'No kept fits' })).toBeVisible();
    await expect(page.getByText(/^\d+ fits cleared, \d.*The next race computes again\.$/)).toBeVisible();
    await waitForJob(page, await startRace(page, { models: ['median', 'ridge'] }));
    await expect(page.getByRole('region', { name: /^Kept fits: 8 fits, \d/ })).toBeVisible({ timeout: 20_000 });
  });

  test('a back-up is made, the project goes back to it, and the restore is undone', async () => {
    await page.getByRole('link', { name: 'Back-ups' }).click();
    await page.getByRole('button', { name: 'Back up now' }).click();
    await expect(page.getByRole('row', { name: /Made by you/ })).toBeVisible();
    const dataset = await page.evaluate(() => window.location.hash);
    expect(dataset).toBe('#/settings/backups');
    await renameFirstDataset(page, 'renamed-after-the-backup');
    await goTo(page, '#/settings/backups');
    await Promise.all([page.waitForEvent('load'), page.getByRole('row', { name: /Made by you/ }).getByRole('button', { name: /^Restore/ }).click()]);
    await waitUntilUsable(page);
    await expect(page.getByText(/^The project stands as it was/)).toBeVisible();
    await expect(page.getByRole('row', { name: /Before a restore/ })).toBeVisible();
    await goTo(page, '#/data');
    await expect(page.getByText('renamed-after-the-backup')).toHaveCount(0);
    await goTo(page, '#/settings/backups');
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Undo the restore' }).click()]);
    await waitUntilUsable(page);
    await goTo(page, '#/data');
    await expect(page.getByText('renamed-after-the-backup').first()).toBeVisible();
  });

  test('diagnostics reach the clipboard without a word of the data, licences can be read', async () => {
    await goTo(page, '#/settings/about');
    await page.getByRole('button', { name: 'Copy diagnostics' }).click();
    await expect(page.getByLabel('Diagnostics')).toBeVisible();
    const text = await launched.app.evaluate(({ clipboard }) => clipboard.readText());
    expect(text).toMatch(/^Almanac \d+\.\d+\.\d+\n/);
    expect(text).toMatch(/Shell: Electron \d+\.\d+\.\d+, Chromium \d+/);
    for (const word of ['summer-shop', 'renamed-after', 'merchant_id', 'retail_price', 'Sample', folder, tmpdir()]) expect(text).not.toContain(word);
    await page.getByRole('row', { name: /^better-sqlite3/ }).click();
    await expect(page.getByText('Permission is hereby granted').first()).toBeVisible();
    const log = join(folder, 'data', 'logs', 'shell.log');
    await expect.poll(() => existsSync(log)).toBe(true);
    for (const word of ['summer-shop', 'merchant_id', 'retail_price', folder]) expect(readFileSync(log, 'utf8')).not.toContain(word);
  });

  test('every section passes the checks of access in both themes', async () => {
    test.setTimeout(300_000);
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.evaluate((scheme) => document.documentElement.setAttribute('data-mantine-color-scheme', scheme), theme);
      for (const section of sections) {
        await goTo(page, `#/settings/${section}`);
        await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
        await page.waitForTimeout(300);
        await checkAccess(page, `${theme} ${section}`);
        await page.screenshot({ path: join(__dirname, `../../test-results/screens/electron/settings-${section}-${theme}.png`) });
      }
    }
  });

  test('the menu names the rooms as the window does, goes there, and lists recent projects', async () => {
    const labels = await menuLabels(launched, 'Go');
    const rail = await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('title')?.replace(/ \(\d\)$/, '')));
    expect(labels).toEqual(rail);
    await clickMenu(launched, ['Go', 'Data']);
    await expect.poll(() => page.url()).toContain('#/data');
    await clickMenu(launched, ['File', 'Export report…']);
    await expect.poll(() => page.url()).toContain('#/forecast/report');
    await clickMenu(launched, ['Help', 'About Almanac']);
    await expect.poll(() => page.url()).toContain('#/settings/about');
    await clickMenu(launched, ['Help', 'Keyboard']);
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
    await page.keyboard.press('Escape');
    await launched.app.evaluate(({ clipboard }) => clipboard.clear());
    await clickMenu(launched, ['Help', 'Copy diagnostics']);
    await expect.poll(() => launched.app.evaluate(({ clipboard }) => clipboard.readText())).toContain('Almanac');

    const fresh = join(folder, 'Winter');
    await launched.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, fresh);
    await Promise.all([page.waitForEvent('load'), clickMenu(launched, ['File', 'New project…'])]);
    await waitUntilUsable(page);
    await expect.poll(() => menuLabels(launched, 'File', 'Recent projects')).toEqual(['Sample', '', 'Clear this list']);
    await clickMenu(launched, ['File', 'Recent projects', 'Clear this list']);
    await expect.poll(() => menuLabels(launched, 'File', 'Recent projects')).toEqual(['Clear this list']);
    expect(existsSync(join(folder, 'data', 'projects', 'Sample', 'almanac.json'))).toBe(true);
  });

  test('a running job shows in the task bar and keeps the computer awake; its end is told when the window is away', async () => {
    await launched.app.evaluate(({ BrowserWindow, powerSaveBlocker, Notification }) => {
      const seen = { progress: [] as number[], awake: 0, notices: [] as string[] };
      Object.assign(globalThis, { seenSigns: seen });
      const [window] = BrowserWindow.getAllWindows();
      if (!window) return;
      window.setProgressBar = (share: number) => void seen.progress.push(share);
      window.isFocused = () => false;
      const start = powerSaveBlocker.start.bind(powerSaveBlocker);
      powerSaveBlocker.start = (type) => {
        seen.awake++;
        return start(type);
      };
      // A display of its own has no service that shows notices.
      Notification.isSupported = () => true;
      Notification.prototype.show = function show(this: Electron.Notification) {
        seen.notices.push(`${this.title}: ${this.body}`);
        this.emit('click');
      };
    });
    await goTo(page, '#/home');
    await page.evaluate(() => window.almanac?.sendFrame({ t: 'call', id: 900_001, name: 'project.loadSamples', input: {} }));
    const signs = (): Promise<{ progress: number[]; awake: number; notices: string[] }> => launched.app.evaluate(() => Reflect.get(globalThis, 'seenSigns') as { progress: number[]; awake: number; notices: string[] });
    await expect.poll(async () => (await signs()).progress.at(-1), { timeout: 60_000 }).toBe(-1);
    const { progress, awake } = await signs();
    expect(progress.some((share) => share > 0 && share < 1)).toBe(true);
    expect(awake).toBe(1);
    await page.evaluate(() => window.almanac?.notify({ title: 'Train and compare models', body: '5 runs finished.', address: '#/models/runs' }));
    await expect.poll(() => page.url()).toContain('#/models/runs');
    expect((await signs()).notices).toContain('Train and compare models: 5 runs finished.');
    await launched.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window) window.isFocused = () => true;
    });
    await page.evaluate(() => window.almanac?.notify({ title: 'Seen already', body: '', address: '#/home' }));
    await page.waitForTimeout(300);
    expect((await signs()).notices).not.toContain('Seen already: ');
    expect(page.url()).toContain('#/models/runs');
  });

  test('nothing was refused by the content security policy and nothing failed', () => expect(launched.complaints).toEqual([]));
});

test('in the browser, settings show what works there and say what needs the app', async () => {
  const launched = await launchBrowser();
  try {
    const { page } = launched;
    await waitUntilUsable(page);
    await goTo(page, '#/settings');
    await expect(page.getByText('This needs the desktop app').first()).toBeVisible();
    await expect(page.getByRole('switch', { name: 'Tell me when a job ends' })).toBeDisabled();
    await goTo(page, '#/settings/backups');
    await page.getByRole('button', { name: 'Back up now' }).click();
    await expect(page.getByRole('row', { name: /Made by you/ }).getByRole('button', { name: /^Restore/ })).toBeDisabled();
    await goTo(page, '#/settings/about');
    await expect(page.getByRole('row', { name: /^better-sqlite3/ })).toBeVisible();
    expect(launched.complaints).toEqual([]);
  } finally {
    await launched.close();
  }
});

/** Calls the engine beside the window, as a second view of the project would. */
function callEngine(page: Page, endpoint: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    ([name, value]) => {
      const bridge = window.almanac;
      const id = 910_000 + Math.round(performance.now() * 1000);
      return new Promise<unknown>((done) => {
        const stop = bridge?.onFrame((frame) => {
          if (frame.t !== 'ok' || frame.id !== id) return;
          stop?.();
          done(frame.value);
        });
        bridge?.sendFrame({ t: 'call', id, name, input: value });
      });
    },
    [endpoint, input] as const,
  );
}

async function renameFirstDataset(page: Page, name: string): Promise<void> {
  const [dataset] = (await callEngine(page, 'datasets.list', {})) as { id: string }[];
  await callEngine(page, 'datasets.rename', { datasetId: dataset?.id, name });
}

/** Races on the summer shop, without waiting for the end. */
async function startRace(page: Page, request: Readonly<Record<string, unknown>>): Promise<string> {
  const datasets = (await callEngine(page, 'datasets.list', {})) as { name: string; versions: { snapshotId: string }[] }[];
  const snapshotId = datasets.find(({ name }) => name === 'summer-shop')?.versions[0]?.snapshotId;
  const { jobId } = (await callEngine(page, 'tracking.train', { snapshotId, target: 'units_sold', folds: 3, ...request })) as { jobId: string };
  return jobId;
}

async function waitForJob(page: Page, jobId: string): Promise<void> {
  await expect.poll(async () => ((await callEngine(page, 'jobs.get', { jobId })) as { state: string }).state, { timeout: 120_000 }).not.toMatch(/running|queued/);
}

function menuLabels(launched: LaunchedApp, ...path: string[]): Promise<string[]> {
  return launched.app.evaluate(({ Menu }, labels) => {
    let items = Menu.getApplicationMenu()?.items ?? [];
    for (const label of labels) items = items.find((item) => item.label === label)?.submenu?.items ?? [];
    return items.map((item) => item.label);
  }, path);
}

function clickMenu(launched: LaunchedApp, path: string[]): Promise<void> {
  return launched.app.evaluate(({ Menu, BrowserWindow }, labels) => {
    let items = Menu.getApplicationMenu()?.items ?? [];
    for (const label of labels.slice(0, -1)) items = items.find((item) => item.label === label)?.submenu?.items ?? [];
    const found = items.find((item) => item.label === labels.at(-1));
    if (!found) throw new Error(`The menu has no ${labels.join(' > ')}.`);
    found.click(undefined, BrowserWindow.getAllWindows()[0], undefined);
  }, path);
}
