/** The Monitor room by real clicks on the real Electron: drift list, column, methods, a look kept, performance, alerts and rules; in both themes, by axe. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { commandIn } from '../helpers/commandIn';
import { launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';
import { checkAccess, pictureAndCheck } from '../helpers/pictureAndCheck';

test.describe('monitor', () => {
  test.describe.configure({ mode: 'serial', timeout: 180_000 });
  const folder = mkdtempSync(join(tmpdir(), 'almanac-monitor-'));
  const project = join(folder, 'Summer shop');
  let launched: LaunchedApp;
  let page: Page;

  const almanac = commandIn(project, folder);

  test.beforeAll(async () => {
    writeFileSync(join(folder, 'before.csv'), shop(0, ['red', 'white', 'blue']));
    writeFileSync(join(folder, 'now.csv'), shop(4, ['red', 'white', 'teal']));
    almanac('import', join(folder, 'before.csv'), '--name', 'shop');
    almanac('train', 'shop', '--target', 'units_sold', '--models', 'median,ridge', '--exclude', 'stock');
    almanac('promote', '2', '--as', 'champion', '--reason', 'Steady.');
    launched = await launchApp({ dataDir: join(folder, 'data'), args: [`--project=${project}`] });
    page = launched.page;
    await waitUntilUsable(page);
  });
  test.afterAll(async () => {
    await launched?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('with one version it teaches what will stand here', async () => {
    await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Monitor' }).click();
    await expect(page.getByText(/the only version so far/)).toBeVisible();
    await checkAccess(page);
  });

  test('the drift list says what each change means for sales', async () => {
    almanac('import', join(folder, 'now.csv'), '--name', 'shop');
    const list = page.getByRole('table', { name: 'Columns by drift' });
    await expect(list.getByRole('row', { name: /price.*would lower predicted sales/ })).toBeVisible({ timeout: 30_000 });
    await expect(list.getByRole('row', { name: /colour.*the reference has never seen/ })).toBeVisible();
    await expect(list.getByRole('row', { name: /stock.*does not use it/ })).toBeVisible();
    await list.getByRole('row', { name: /^price/ }).click();
    await expect(page.getByRole('heading', { name: /would lower predicted sales/ })).toBeVisible();
    await expect(page.getByText('Kolmogorov–Smirnov test.')).toBeVisible();
    await pictureAndCheck(page, 'monitor-columns');
    await page.getByRole('button', { name: 'Side by side' }).click();
    await expect(page.getByRole('table', { name: 'Side by side' }).getByRole('row', { name: /Population stability index/ })).toBeVisible();
  });

  test('a look that is kept lets the rules fire, on the rail and on Home', async () => {
    await page.getByRole('button', { name: 'Keep this look' }).click();
    await expect(page.getByText(/Firing: A column the model uses drifts: price/).first()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: /Monitor \d/ })).toBeVisible();
    await page.getByRole('radio', { name: /^Performance/ }).check({ force: true });
    await expect(page.getByRole('table', { name: 'Tests on the new rows' })).toBeVisible();
    await expect(page.getByRole('table', { name: 'Looks kept' }).getByRole('row')).toHaveCount(2);
    await pictureAndCheck(page, 'monitor-performance');
  });

  test('a rule is written, muted and deleted', async () => {
    await page.getByRole('radio', { name: /^Alerts/ }).check({ force: true });
    await page.getByRole('button', { name: 'New rule' }).click();
    const dialog = page.getByRole('dialog', { name: 'Alert rule' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Dear');
    await dialog.getByRole('combobox', { name: 'Watch' }).selectOption('column-mean');
    await dialog.getByRole('combobox', { name: 'Column' }).selectOption('price');
    await checkAccess(page);
    await dialog.getByRole('button', { name: 'Save rule' }).click();
    const rule = page.getByRole('listitem').filter({ hasText: 'Dear' });
    await expect(rule).toBeVisible();
    await rule.getByRole('button', { name: 'Mute for a week' }).click();
    await expect(rule.getByText('muted', { exact: true })).toBeVisible();
    await pictureAndCheck(page, 'monitor-alerts');
    await rule.getByRole('button', { name: 'Delete' }).click();
    await expect(rule).toHaveCount(0);
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await expect(page.getByRole('button', { name: 'Mark all as read' })).toHaveCount(0);
    expect(launched.complaints).toEqual([]);
  });
});

/** Units follow price and colour; `shift` raises prices. */
function shop(shift: number, colours: readonly string[]): string {
  const rows = Array.from({ length: 200 }, (_, i) => {
    const price = 2 + ((i * 37) % 60) / 4 + shift;
    const colour = colours[i % 3] ?? '';
    return `${price},${colour},${(i * 13) % 50},${Math.round(Math.exp(5 - price / 8 + (colour === 'red' ? 0.8 : 0) + Math.sin(i * 12.9) * 0.2))}`;
  });
  return `price,colour,stock,units_sold\n${rows.join('\n')}\n`;
}
