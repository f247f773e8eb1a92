/** Checkpoints, history and the document of Quality in the real window: made, run by an import, overridden; the chart with its table; both themes, by axe. */
import { readFileSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, expect, test, type Page } from '@playwright/test';
import { dropFiles } from '../helpers/dropFiles';
import type { LaunchedApp } from '../helpers/launchApp';
import { goTo } from '../helpers/mainJob';
import { checkAccess, pictureAndCheck, pictureBoth } from '../helpers/pictureAndCheck';
import { projectWindow } from '../helpers/projectWindow';

test.describe('checkpoints', () => {
  test.describe.configure({ mode: 'serial', timeout: 180_000 });
  const { folder, almanac, open, close } = projectWindow('checkpoints');
  let launched: LaunchedApp;
  let page: Page;

  /** Prices from `low` up; every `hole`th is missing. */
  const shop = (week: number, { low = 1, hole = 50 } = {}): string => `price,colour,units_sold\n${Array.from({ length: 200 }, (_, i) => `${i % hole === 0 ? '' : low + ((i * 7 + week) % 20)},${['red', 'white', 'blue'][i % 3] ?? ''},${90 - ((i * 7 + week) % 20) * 3}`).join('\n')}\n`;

  test.beforeAll(async () => {
    writeFileSync(join(folder, 'rules.json'), JSON.stringify({ format: 'almanac-schema', formatVersion: 2, columns: [], checks: [{ check: 'range', column: 'price', args: { min: 0 } }, { check: 'mean', column: 'units_sold', args: { min: 10, max: 200 } }] }));
    for (let week = 1; week <= 6; week++) {
      writeFileSync(join(folder, 'shop.csv'), shop(week));
      almanac('import', 'shop.csv', '--name', 'shop');
    }
    almanac('checkpoint', 'save', 'First', '--dataset', 'shop', '--schema', 'rules.json', '--at', 'none');
    almanac('checkpoint', 'remove', 'First');
    launched = await open();
    page = launched.page;
  });
  test.afterAll(close);

  async function show(room: 'History' | 'Checkpoints'): Promise<void> {
    await page.getByRole('radio', { name: new RegExp(`^${room}`) }).check({ force: true });
  }

  test('a checkpoint is made, and runs by hand', async () => {
    await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: /^Quality/ }).click();
    await show('Checkpoints');
    await expect(page.getByText(/A checkpoint holds every new version up to the rules/)).toBeVisible();
    await checkAccess(page, 'no checkpoint yet');
    await page.getByRole('button', { name: 'New checkpoint' }).click();
    const dialog = page.getByRole('dialog', { name: 'Checkpoint' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Door');
    await pictureAndCheck(page, 'quality/checkpoint-editor');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: 'Run now' }).click();
    await expect(page.getByRole('table', { name: 'What they found' }).getByRole('row', { name: /v6.*Passed.*Door, by hand/ })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('No checkpoint stands against using this version.')).toBeVisible();
  });

  test('an import in the window shows its verdict; the version is blocked until somebody says why it may be used', async () => {
    writeFileSync(join(folder, 'shop.csv'), shop(7, { low: -6, hole: 4 }));
    await goTo(page, '#/data');
    await expect(page.getByRole('region', { name: 'Datasets' })).toBeVisible({ timeout: 30_000 });
    await expect(async () => {
      await dropFiles(page, join(folder, 'shop.csv'));
      await expect(page.getByRole('list', { name: 'Steps' })).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 30_000 });
    for (const step of ['columns', 'quality', 'summary']) await page.getByRole('button', { name: `Continue to ${step}` }).click();
    await page.getByRole('button', { name: 'Import 200 rows' }).click();
    await expect(page.getByText(/The checkpoint “Door” blocks this version/)).toBeVisible({ timeout: 60_000 });
    await checkAccess(page, 'an import that is blocked');
    await page.getByRole('link', { name: 'See the checkpoints' }).click();
    await expect(page.getByText(/price: at least 0 fails in \d+ rows/).first()).toBeVisible();
    await expect(page.getByRole('img', { name: /Share of checks that passed, by run: v6 100.*v7 50/ })).toBeVisible();
    await pictureAndCheck(page, 'quality/checkpoints-blocked');
    await page.getByRole('button', { name: 'Use it anyway' }).click();
    await page.getByRole('textbox', { name: 'Why may it be used?' }).fill('Refunds are negative.');
    await page.getByRole('button', { name: 'Use it anyway' }).click();
    await expect(page.getByText('Used anyway: Refunds are negative.')).toBeVisible();
    await expect(page.getByText('No checkpoint stands against using this version.')).toBeVisible();
  });

  test('the history shows what left its band, with the table behind the chart', async () => {
    await show('History');
    const figures = page.getByRole('region', { name: 'Figures' });
    await figures.getByRole('button', { name: /Null share of price/ }).click();
    await expect(page.getByRole('heading', { name: /Null share of price jumped from 2 % to 25 %, where it has always been 2 %/ })).toBeVisible();
    await expect(page.getByRole('img', { name: /v7: 25 %/ })).toBeVisible();
    await pictureAndCheck(page, 'quality/history');
    await page.getByRole('radio', { name: 'Table' }).check({ force: true });
    await expect(page.getByRole('row', { name: /v7/ })).toBeVisible();
    await page.getByRole('combobox', { name: 'Band by' }).selectOption('threshold');
    await page.getByRole('textbox', { name: 'Upper limit' }).fill('0.5');
    await expect(page.getByRole('heading', { name: 'Null share of price: within its band' })).toBeVisible();
    await checkAccess(page, 'fixed limits');
  });

  test('the inbox of Monitor has the notice', async () => {
    await goTo(page, '#/monitor');
    await page.getByRole('radio', { name: /^Alerts/ }).check({ force: true });
    await expect(page.getByRole('button', { name: 'The checkpoint “Door” blocks shop v7' })).toBeVisible();
    await checkAccess(page, 'notices');
  });

  test('the document is exported, small, quick, in both themes', async () => {
    const path = join(folder, 'document.html');
    await launched.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: /^Quality/ }).click();
    await page.getByRole('button', { name: 'Export document' }).click();
    await expect.poll(() => existsSync(path) && statSync(path).size > 0, { timeout: 30_000 }).toBe(true);
    expect(statSync(path).size).toBeLessThan(1_000_000);
    expect(readFileSync(path, 'utf8')).toContain('<h1>1 of 2 checks fail in shop v7</h1>');
    const browser = await chromium.launch({ executablePath: process.env['ALMANAC_CHROMIUM'] ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
    try {
      const document = await (await browser.newContext({ viewport: { width: 1100, height: 1400 } })).newPage();
      await document.goto(`file://${path}`);
      expect(await document.evaluate(() => performance.getEntriesByType('navigation').map((entry) => entry.duration)[0])).toBeLessThan(1000);
      await checkAccess(document, 'the document');
      await pictureBoth(document, 'quality/document', () => checkAccess(document, 'the document, in a theme'));
    } finally {
      await browser.close();
    }
  });

  test('the page never complained', () => {
    expect(launched.complaints).toEqual([]);
  });
});
