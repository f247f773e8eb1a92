/** Acting on failing rows by real clicks on the real Electron: spellings merged, rows set aside and shown, both undone; sizes of the Wish file where it is there, else of the sample. */
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { LaunchedApp } from '../helpers/launchApp';
import { goTo } from '../helpers/mainJob';
import { pictureAndCheck } from '../helpers/pictureAndCheck';
import { projectWindow } from '../helpers/projectWindow';

const root = join(__dirname, '../..');
const wish = join(root, '../shared/data/wish/summer-products-with-rating-and-performance_2020-08.csv');
const withWish = existsSync(wish);
if (!withWish) process.stderr.write('The Wish file is not here: the sizes of the sample are mended instead.\n');
const sizeColumn = 'product_variation_size_id';

test.describe('acting on failing rows', () => {
  test.describe.configure({ mode: 'serial', timeout: 120_000 });
  const { folder, almanac, open, close } = projectWindow('repairs');
  let launched: LaunchedApp;
  let page: Page;

  test.beforeAll(async () => {
    const file = join(folder, 'shop.csv');
    copyFileSync(withWish ? wish : join(root, 'resources/samples/summer-shop.csv'), file);
    almanac('import', file, '--name', 'shop', '--on-ambiguous', 'guess');
    // Some rows fail in either file that no spelling mends.
    const sizes = ['XXS', 'XS', 'S', 'M', 'L', 'XL', ...(withWish ? ['XXXS', 'XXL', '2XL', '3XL', '4XL', '5XL', 'one size'] : [])];
    const checks = [{ check: 'one-of', column: sizeColumn, args: { values: sizes } }];
    writeFileSync(join(folder, 'schema.json'), JSON.stringify({ format: 'almanac-schema', formatVersion: 2, columns: [], checks }));
    almanac('checkpoint', 'save', 'sizes', '--dataset', 'shop', '--schema', join(folder, 'schema.json'));
    launched = await open();
    page = launched.page;
  });
  test.afterAll(close);

  const failing = (): Promise<number> => page.getByRole('button', { name: /^Quarantine [\d,]+ rows?$/ }).textContent().then((text) => Number(/[\d,]+/.exec(text ?? '')?.[0].replace(',', '')));

  test('spellings of sizes are merged: proposed with counts and rows, made with one button', async () => {
    await goTo(page, '#/quality');
    await page.getByRole('button', { name: /^Check (?:[\d,]+ rows|again)/ }).first().click();
    await expect(page.getByRole('button', { name: /^Fix [\d,]+ rows?$/ })).toBeVisible({ timeout: 30_000 });
    const before = await failing();
    await page.getByRole('button', { name: /^Fix [\d,]+ rows?$/ }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('radio', { name: 'Merge other spellings into the allowed values' })).toBeChecked({ timeout: 30_000 });
    await expect(dialog.getByText(/[\d,]+ of the [\d,]+ rows are only spelled differently/)).toBeVisible();
    await expect(dialog.getByRole('table', { name: 'The first rows before and after' }).getByRole('row')).not.toHaveCount(1);
    await pictureAndCheck(page, 'repairs-dialog');
    await dialog.getByRole('button', { name: 'Make a new version' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^shop v2/, { timeout: 30_000 });
    await expect(page.getByText(/shop v2 is in use: [\d,]+ cells changed/)).toBeVisible();
    await expect.poll(failing).toBeLessThan(before);
  });

  test('the rest is set aside, and then every row holds', async () => {
    await page.getByRole('button', { name: /^Quarantine [\d,]+ rows?$/ }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('radio', { name: 'Set the rows aside' })).toBeChecked({ timeout: 30_000 });
    await dialog.getByRole('button', { name: 'Make a new version' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^shop v3/, { timeout: 30_000 });
    await expect(page.getByText(/shop v3 is in use: [\d,]+ rows set aside\. 1 of 1 check holds/)).toBeVisible();
    await expect(page.getByRole('button', { name: /^Quarantine/ })).toHaveCount(0);
  });

  test('the rows set aside are shown with why, and the lineage names the repairs', async () => {
    await goTo(page, '#/data');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^shop v3/);
    await page.getByRole('link', { name: 'Show the rows set aside' }).click();
    await expect(page.getByRole('grid', { name: 'Rows of shop that were set aside' })).toBeVisible();
    await expect(page.getByText(new RegExp(`^${sizeColumn} not one of`)).first()).toBeVisible();
    await pictureAndCheck(page, 'repairs-set-aside');
    await page.getByRole('link', { name: 'Lineage', exact: true }).click();
    await expect(page.getByRole('group', { name: 'Lineage, from left to right' }).getByRole('link', { name: /^Repairs, 2 repairs/ })).toBeVisible();
  });

  test('the rows are taken back, and the version before is in use again', async () => {
    await goTo(page, '#/data');
    await page.getByRole('button', { name: /^Take back: Set aside rows/ }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^shop v2/, { timeout: 30_000 });
    await expect(page.getByRole('link', { name: /^v2.*in use/ })).toBeVisible();
  });

  test('Undo brings back the version before the repair', async () => {
    await goTo(page, '#/quality');
    await page.getByRole('button', { name: /^Quarantine [\d,]+ rows?$/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new version' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^shop v3/, { timeout: 30_000 });
    await page.getByRole('alert').filter({ hasText: 'shop v3 is in use' }).getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('shop v2 is in use again.')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^shop v2/);
  });

  test('a repair written by hand is counted while it is typed, and nothing is made before it is asked for', async () => {
    await page.getByRole('button', { name: /^Fix [\d,]+ rows?$/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Something else' }).check();
    await dialog.getByLabel('This value').fill('S');
    await dialog.getByLabel('By (empty for missing)').fill('small');
    await expect(dialog.getByText(/[\d,]+ cells changed, [\d,]+ rows still fail/)).toBeVisible({ timeout: 30_000 });
    await expect(dialog.getByRole('table', { name: 'The first rows before and after' }).getByRole('cell', { name: 'small', exact: true }).first()).toBeVisible();
    await pictureAndCheck(page, 'repairs-own');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^shop v2/);
  });

  test('values that are only spelled differently are merged from the menu', async () => {
    await page.getByRole('button', { name: 'Repair', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Merge spellings…' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('region', { name: 'product_color' }).getByRole('checkbox').first()).toBeChecked();
    await pictureAndCheck(page, 'repairs-spellings');
    await dialog.getByRole('button', { name: /^Merge [\d,]+ cells$/ }).click();
    await expect(page.getByText(/shop v\d is in use: [\d,]+ cells changed/).last()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('button', { name: 'Repair', exact: true })).toBeVisible();
    expect(launched.complaints).toEqual([]);
  });
});
