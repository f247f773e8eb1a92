/**
 * The series explorer by real clicks: set-up with its evidence, test of the methods, forecast with the measured band,
 * one series, the list, a closure taken over; pictured in light and dark under test-results/screens, and free of serious axe findings.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { pictureAndCheck } from '../helpers/pictureAndCheck';
import { launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';

const root = join(__dirname, '../..');
const testLimitMs = 120_000;
/** Lines of the sample stand series by series: 30 series of 53 weeks. */
const lines = 1 + 30 * 53;

test.describe('time series in the desktop window', () => {
  test.describe.configure({ mode: 'serial', timeout: 2 * testLimitMs });
  const folder = mkdtempSync(join(tmpdir(), 'almanac-series-'));
  let launched: LaunchedApp;
  let page: Page;

  test.beforeAll(async () => {
    const csv = join(folder, 'weekly.csv');
    writeFileSync(csv, readFileSync(join(root, 'resources/samples/online-retail-weekly.csv'), 'utf8').split('\n').slice(0, lines).join('\n'));
    const project = join(folder, 'Online retail');
    const made = spawnSync(join(root, 'node_modules/node/bin/node'), [join(root, 'out/main/cli.cjs'), 'import', csv, '--project', project, '--json'], { encoding: 'utf8' });
    expect(made.status, made.stderr).toBe(0);
    launched = await launchApp({ args: [`--project=${project}`] });
    page = launched.page;
    await waitUntilUsable(page);
  });
  test.afterAll(async () => {
    await launched?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the set-up says how the data is read, and offers the closed week', async () => {
    await page.evaluate(() => location.assign('#/forecast/series'));
    await expect(page.getByText('"sku" tells 30 series apart.')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/weekly: all 53 dates are Mondays/)).toBeVisible();
    await expect(page.getByText(/No season: two times 52 weeks/)).toBeVisible();
    await expect(page.getByText(/No closure is set for 2011-12-26/)).toBeVisible();
    await lookAt(page, 'series-setup');
  });

  test('every method is tested; where one cannot run, it says why', async () => {
    await page.getByRole('button', { name: 'Test the methods' }).click();
    await expect(page.getByRole('button', { name: 'Forecast 4 weeks' })).toBeVisible({ timeout: testLimitMs });
    const methods = page.getByRole('table', { name: 'Methods' });
    await expect(methods.getByRole('row')).not.toHaveCount(1);
    await expect(methods.getByText('Window median')).toBeVisible();
    await expect(page.getByText(/needs a season, and two of them do not fit/).first()).toBeVisible();
    await expect(page.getByText(/90\s% band held \d+\s%/)).toBeVisible();
  });

  test('the forecast stands in the picture with its band, its table behind it', async () => {
    await page.getByRole('button', { name: 'Forecast 4 weeks' }).click();
    await expect(page.getByRole('heading', { name: /About [\d.,]+ units a week until 26 Dec 2011/ })).toBeVisible({ timeout: testLimitMs });
    await page.locator('label').filter({ hasText: 'Table' }).first().click();
    await expect(page.getByRole('cell', { name: 'forecast', exact: true }).first()).toBeAttached();
    await page.locator('label').filter({ hasText: 'Chart' }).first().click();
    await lookAt(page, 'series-explorer');
  });

  test('one series is chosen from the pictures, and from the list that is searched and sorted', async () => {
    await page.getByRole('textbox', { name: 'Find a series' }).fill('22423');
    await page.getByRole('button', { name: /^22423/ }).click();
    await expect(page.getByText(/22423, units per week/)).toBeVisible();
    await page.getByRole('button', { name: 'All series together' }).click();
    await page.getByRole('textbox', { name: 'Find a series' }).fill('85');
    await page.getByRole('button', { name: 'Show as list' }).click();
    const list = page.getByRole('table', { name: 'Series' });
    await expect(list.getByRole('row').nth(1)).toContainText('85');
    await list.getByRole('row').nth(1).click();
    await expect(page.getByText(/85\w+, units per week/)).toBeVisible();
    await lookAt(page, 'series-list');
  });

  test('a closure is taken over by its button, and the test runs again with it', async () => {
    await page.getByRole('button', { name: 'Add closed period' }).click();
    await expect(page.getByRole('button', { name: 'Forecast 4 weeks' })).toBeVisible({ timeout: testLimitMs });
    await expect(page.getByRole('button', { name: 'Add closed period' })).toHaveCount(0);
    await expect(page.getByRole('combobox', { name: 'Test shown' })).toContainText('Test 2');
  });

  test('the race and its runs stand under Models, with their task', async () => {
    await page.evaluate(() => location.assign('#/models/runs?search=task%20%3D%20timeseries'));
    await expect(page.getByText('Boosted trees').first()).toBeVisible({ timeout: 30_000 });
    await lookAt(page, 'series-runs');
    expect(launched.complaints).toEqual([]);
  });
});

async function lookAt(page: Page, name: string): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('main [aria-busy="true"]'));
  await pictureAndCheck(page, `electron/${name}`);
}
