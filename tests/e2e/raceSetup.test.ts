/** The set-up page by real clicks on the real Electron: every model with its words, settings and directions, and the race that comes of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { commandIn } from '../helpers/commandIn';
import { launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';
import { pictureAndCheck } from '../helpers/pictureAndCheck';

test.describe('set-up of a race', () => {
  test.describe.configure({ mode: 'serial', timeout: 180_000 });
  const folder = mkdtempSync(join(tmpdir(), 'almanac-setup-'));
  const project = join(folder, 'Shop');
  let launched: LaunchedApp;
  let page: Page;
  const almanac = commandIn(project, folder);

  test.beforeAll(async () => {
    const rows = Array.from({ length: 90 }, (_, i) => `p${i},${5 + ((i * 37) % 41)},${['red', 'blue', 'green'][i % 3] ?? ''},${((i * 13) % 17) / 4},${Math.max(0, 70 - ((i * 37) % 41) + (i % 3) * 8)}`);
    writeFileSync(join(folder, 'shop.csv'), ['product,price,colour,weight,units_sold', ...rows].join('\n'));
    almanac('import', join(folder, 'shop.csv'));
    launched = await launchApp({ dataDir: join(folder, 'data'), args: [`--project=${project}`] });
    page = launched.page;
    await waitUntilUsable(page);
    await page.evaluate(() => (location.hash = '#/models/setup'));
    await expect(page.getByRole('button', { name: /^Start race/ })).toBeEnabled({ timeout: 60_000 });
  });
  test.afterAll(async () => {
    await launched?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('offers every model: the standard ones chosen, the others beside them', async () => {
    const chosen = (name: string): ReturnType<Page['getByRole']> => page.getByRole('checkbox', { name: new RegExp(`^${name}`) });
    for (const name of ['Ridge', 'Gradient boosting', 'Average', 'Median']) await expect(chosen(name)).toBeChecked();
    for (const name of ['Elastic net', 'Poisson regression', 'Tweedie regression', 'Nearest neighbours', 'Weighted average', 'Stacking']) await expect(chosen(name)).not.toBeChecked();
    for (const name of ['Neural network', 'Random forest', 'Gradient boosting']) await chosen(name).uncheck();
    for (const name of ['Tweedie regression', 'Nearest neighbours', 'Stacking']) await chosen(name).check();
  });

  test('settings of the chosen models and directions are set in the advanced part', async () => {
    await page.locator('summary', { hasText: 'Advanced' }).click();
    await page.locator('summary', { hasText: 'Tweedie regression' }).click();
    await page.getByRole('textbox', { name: 'Power of the mean' }).fill('1.2');
    await page.locator('summary', { hasText: 'Nearest neighbours' }).click();
    await page.getByRole('combobox', { name: 'Weighed by' }).selectOption('uniform');
    await expect(page.locator('summary', { hasText: 'Nearest neighbours' })).toContainText('1 changed');
    await expect(page.locator('summary', { hasText: 'Elastic net' })).toHaveCount(0);
    await page.getByRole('combobox', { name: 'Add a column' }).selectOption('price');
    await page.getByRole('radiogroup', { name: 'Direction of price' }).getByText('falls').click();
    await page.getByRole('combobox', { name: 'Weighed by' }).scrollIntoViewIfNeeded();
    await pictureAndCheck(page, 'race-setup');
  });

  test('the race is what was set up', async () => {
    await page.getByRole('button', { name: /^Start race/ }).click();
    await page.waitForURL(/#\/models\/race\/[^?]/, { timeout: 30_000 });
    await expect(page.getByText('Stacking').first()).toBeVisible({ timeout: 60_000 });
    await page.evaluate(() => (location.hash = '#/models/runs'));
    const row = page.getByRole('row', { name: /Tweedie regression/ });
    await expect(row).toBeVisible({ timeout: 60_000 });
    await row.click();
    await page.locator('summary', { hasText: 'Settings' }).click();
    await expect(page.getByText('power of the mean')).toBeVisible();
    await expect(page.getByText('1.2', { exact: true })).toBeVisible();
    await expect(page.getByText('price falls')).toBeVisible();
  });
});
