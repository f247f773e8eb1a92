/** What only the desktop has: files given at the start, projects, the remembered theme, an engine that stays away. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { enginePid, launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';

const sample = join(__dirname, '../../resources/samples/summer-shop.csv');

let folder: string;
let launched: LaunchedApp | null = null;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'almanac-desktop-'));
});
test.afterEach(async () => {
  await launched?.close();
  launched = null;
  rmSync(folder, { recursive: true, force: true });
});

test('a file given at the start opens the import', async () => {
  const csv = join(folder, 'from the desktop.csv');
  copyFileSync(sample, csv);
  launched = await launchApp({ args: [csv], dataDir: join(folder, 'data') });
  await expect(launched.page.getByRole('list', { name: 'Steps' })).toBeVisible({ timeout: 20_000 });
  await expect(launched.page.getByText('from the desktop.csv').first()).toBeVisible();
});

test('the first start makes the sample project; a new one opens in the same window and the list finds the way back', async () => {
  launched = await launchApp({ dataDir: join(folder, 'data') });
  const { app, page } = launched;
  await waitUntilUsable(page);
  expect(existsSync(join(folder, 'data', 'projects', 'Sample', 'almanac.json'))).toBe(true);

  const fresh = join(folder, 'Autumn');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, fresh);
  await Promise.all([page.waitForEvent('load'), page.evaluate(() => window.almanac?.newProject().catch(() => undefined)).catch(() => undefined)]);
  await expect(page.getByText('Autumn').first()).toBeVisible({ timeout: 20_000 });
  expect(existsSync(join(fresh, 'almanac.json'))).toBe(true);

  const recent = await page.evaluate(() => window.almanac?.recentProjects());
  expect(recent?.map(({ name, current }) => ({ name, current }))).toEqual([{ name: 'Autumn', current: true }, { name: 'Sample', current: false }]);
  expect(JSON.stringify(recent?.map(({ id }) => id))).not.toContain(folder);
  await Promise.all([page.waitForEvent('load'), page.evaluate((id) => window.almanac?.openRecentProject(id).catch(() => undefined), recent?.[1]?.id ?? '').catch(() => undefined)]);
  await expect(page.getByText('Sample').first()).toBeVisible({ timeout: 20_000 });
});

test('a folder that is no project is refused in words, and the open project stays', async () => {
  launched = await launchApp({ dataDir: join(folder, 'data') });
  const { app, page } = launched;
  await waitUntilUsable(page);
  mkdirSync(join(folder, 'holiday'));
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, join(folder, 'holiday'));
  expect(await page.evaluate(() => window.almanac?.openProject().then(() => 'opened', (error: Error) => error.message))).toContain('not an Almanac project');
  await expect(page.getByText('Sample').first()).toBeVisible();
});

test('the theme is remembered, so that the next start does not flash', async () => {
  launched = await launchApp({ dataDir: join(folder, 'data') });
  await waitUntilUsable(launched.page);
  await launched.page.evaluate(() => window.almanac?.rememberTheme('dark'));
  await expect.poll(() => readTheme(join(folder, 'data'))).toBe('dark');
  await launched.close();
  launched = await launchApp({ dataDir: join(folder, 'data') });
  const ground = await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor());
  expect(ground?.toUpperCase()).toBe('#101315');
});

test('a project that another Almanac holds is said so, and nothing is changed', async () => {
  const project = join(folder, 'shared');
  launched = await launchApp({ dataDir: join(folder, 'first'), args: [`--project=${project}`] });
  await waitUntilUsable(launched.page);
  const second = await launchApp({ dataDir: join(folder, 'second'), args: [`--project=${project}`] });
  try {
    await expect(second.page.getByText(/already open|in use|another/i).first()).toBeVisible({ timeout: 20_000 });
  } finally {
    await second.close();
  }
});

test('an engine that dies twice is not started a third time; reloading the window starts it again', async () => {
  launched = await launchApp({ dataDir: join(folder, 'data') });
  const { app, page } = launched;
  await waitUntilUsable(page);
  const shell = app.process().pid ?? 0;
  await watchStates(page);
  process.kill(enginePid(shell), 'SIGKILL');
  await expect.poll(() => states(page)).toEqual(['running', 'restarting', 'running']);
  process.kill(enginePid(shell), 'SIGKILL');
  await expect.poll(() => states(page)).toEqual(['running', 'restarting', 'running', 'stopped']);
  await expect(page.getByText('The engine stopped twice').first()).toBeVisible();
  await page.reload();
  await waitUntilUsable(page);
});

function readTheme(dataDir: string): unknown {
  const file = join(dataDir, 'window.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { theme: string }).theme : null;
}

function watchStates(page: Page): Promise<void> {
  return page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seenStates: seen });
    window.almanac?.onEngineState(({ state }) => seen.push(state));
  });
}

function states(page: Page): Promise<string[]> {
  return page.evaluate(() => Reflect.get(window, 'seenStates') as string[]);
}
