/** What says how far a number can be trusted, in the real window and on the mailed page: treated columns, reused fits, ranges per group, chances of steps; in both themes, by axe. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, expect, test, type Page } from '@playwright/test';
import { goTo } from '../helpers/mainJob';
import { pictureAndCheck } from '../helpers/pictureAndCheck';
import { projectWindow } from '../helpers/projectWindow';

test.describe('how far a number can be trusted', () => {
  test.describe.configure({ mode: 'serial', timeout: 240_000 });
  const window = projectWindow('trust');
  let page: Page;

  test.beforeAll(async () => {
    const file = join(window.folder, 'shop.csv');
    writeFileSync(file, shop());
    const race = ['train', file, '--target', 'units_sold', '--folds', '3', '--interval', 'by-step', '--exclude', 'shelf_index'];
    window.almanac(...race, '--models', 'median,ridge,gradient-boosting');
    window.almanac(...race, '--models', 'median,ridge,gradient-boosting,ordinal-boosting');
    window.almanac('promote', '7', '--as', 'champion', '--reason', 'It knows the steps.');
    window.almanac('export', '7', '--to', 'what-if', '-o', join(window.folder, 'page.html'));
    page = (await window.open()).page;
  });
  test.afterAll(() => window.close());

  test('the race says what became of odd columns and how many fits were known', async () => {
    await goTo(page, '#/models');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Race 2', { timeout: 30_000 });
    await expect(page.getByText(/cells that are infinite or beyond 3\.4e38 count as missing/)).toBeVisible();
    await expect(page.getByText('Fits reused')).toBeVisible();
    await page.getByText('Left out').first().click();
    await expect(page.getByRole('listitem').filter({ hasText: 'shelf_index' })).toContainText('copy of the target, out');
    await pictureAndCheck(page, 'trust-race');
  });

  test('the run tells its range by method and group, and how chances held', async () => {
    await goTo(page, '#/models/runs');
    await page.getByRole('row', { name: /Ordinal boosting/i }).first().click();
    await page.locator('summary', { hasText: 'By group' }).click();
    await page.locator('summary', { hasText: 'How chances of steps held' }).click();
    await page.locator('summary', { hasText: 'How chances of steps held' }).scrollIntoViewIfNeeded();
    await pictureAndCheck(page, 'trust-run');
    await page.getByText('What the columns became').click();
    await expect(page.getByRole('table', { name: /What the columns became/ })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('supplier_note was left out of the race: missing in every row.')).toBeVisible();
    await page.getByText(/^click_rate: 20 cells that are infinite/).scrollIntoViewIfNeeded();
    await pictureAndCheck(page, 'trust-features');
  });

  test('the explanation of a run with such columns', async () => {
    await page.getByRole('button', { name: 'Explain' }).click();
    await expect(page.getByText('Importance is not cause.').first()).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0, { timeout: 30_000 });
    await pictureAndCheck(page, 'trust-explain');
  });

  test('what-if lists the chance of each step, and where it comes from', async () => {
    await goTo(page, '#/forecast/what-if');
    await expect(page.getByRole('region', { name: 'Chance of selling' }).getByRole('listitem').first()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/^Worked out from the forecast: how often held-out rows with such a forecast got there \(proportional odds\)\. On \d+ held-out answers/)).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'click_rate', exact: true }).or(page.getByRole('spinbutton', { name: 'click_rate', exact: true })).first()).toBeVisible();
    await pictureAndCheck(page, 'trust-what-if');
  });

  test('the data page shows such columns as they are', async () => {
    await goTo(page, '#/data');
    await expect(page.getByText(/"click_rate" is kept as text: 20 of its cells/)).toBeVisible({ timeout: 30_000 });
    await page.getByText('Columns', { exact: false }).first().click();
    await expect(page.getByRole('row', { name: /supplier_note/ })).toBeVisible();
    await page.getByRole('row', { name: /click_rate/ }).click();
    await pictureAndCheck(page, 'trust-data');
  });

  test('so does the page to mail', async () => {
    const browser = await chromium.launch({ executablePath: process.env['ALMANAC_CHROMIUM'] ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
    try {
      const mailed = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await mailed.goto(`file://${join(window.folder, 'page.html')}`);
      await expect(mailed.getByRole('region', { name: 'Chance of selling' }).getByRole('listitem').first()).toBeVisible();
      await pictureAndCheck(mailed, 'trust-mailed-page');
    } finally {
      await browser.close();
    }
  });
});

/** Units in steps follow price and colour; one column is empty, one holds infinities, one is the same everywhere, one is the target in tens. */
function shop(): string {
  const steps = [10, 50, 100, 500, 1000, 5000];
  const lines = Array.from({ length: 300 }, (_, row) => {
    const price = 1 + ((row * 37) % 60) / 4;
    const colour = ['red', 'white', 'blue'][(row * 5) % 3] ?? 'red';
    const weight = 100 + ((row * 13) % 60) * 5;
    const units = Math.exp(7.6 - price / 4 + (colour === 'red' ? 1 : 0) + Math.sin(row * 12.9) * 0.8 - weight / 400);
    const step = steps.findLast((each) => units >= each) ?? 10;
    const rate = row % 25 === 0 ? 'inf' : row % 40 === 7 ? '-inf' : (0.2 + ((row * 11) % 50) / 100).toFixed(2);
    return `dress number ${row} of the shop,${price.toFixed(2)},${colour},${weight},${rate},,EU,${step / 10},${step}`;
  });
  return `title,price,colour,weight,click_rate,supplier_note,market,shelf_index,units_sold\n${lines.join('\n')}\n`;
}
