/** Other inputs than one CSV, by real clicks: two files dropped together, a workbook with two sheets, a table from the clipboard. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { dropFiles } from '../helpers/dropFiles';
import { launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';
import { goTo, goToSummary, importOpenFile } from '../helpers/mainJob';
import { checkAccess, pictureAndCheck } from '../helpers/pictureAndCheck';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'almanac-inputs-'));
const january = join(folder, 'sales 2024-01.csv');
const february = join(folder, 'sales 2024-02.csv');
const workbook = join(folder, 'shops.xlsx');
let launched: LaunchedApp;
let page: Page;

test.beforeAll(async () => {
  writeFileSync(january, 'sku,units,price\na,1,9.5\nb,2,3.25\n');
  writeFileSync(february, 'offer;sku;units\ntrue;a;7\n');
  copyFileSync(join(__dirname, '../fixtures/inputs/twoSheets.xlsx'), workbook);
  launched = await launchApp();
  page = launched.page;
  await waitUntilUsable(page);
});
test.afterAll(async () => {
  await launched?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The last cells of each row on the screen. */
async function shownRows(last: number): Promise<string[][]> {
  const rows = await page.getByRole('grid').evaluate((element) => [...element.querySelectorAll('[role=row]')].map((row) => [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent ?? '')).filter((cells) => cells.length > 0));
  return rows.map((cells) => cells.slice(-last));
}

test('two files dropped together become one dataset, joined by name', async () => {
  await dropFiles(page, january, february);
  const dialog = page.getByRole('dialog', { name: '2 files: one dataset, or one each?' });
  await expect(dialog).toBeVisible();
  await pictureAndCheck(page, 'inputs-several-files');
  await dialog.getByRole('button', { name: 'One dataset of all' }).click();
  const union = page.getByRole('region', { name: '2 files as one table' });
  await expect(union.getByText('Columns are matched by name: 2 of 4 in every file.')).toBeVisible({ timeout: 30_000 });
  await expect(union.getByRole('row', { name: /^sales 2024-01\.csv/ })).toContainText('offer');
  await page.getByRole('button', { name: /^Yes: where a file lacks a column/ }).click();
  await expect(union.getByRole('row', { name: /^sales 2024-02\.csv 1 price$/ })).toBeVisible();
  // By keyboard: the column that tells the file, its name refused where it is taken, and changed where it stands.
  await union.getByRole('checkbox', { name: 'Add a column that tells the file' }).focus();
  await page.keyboard.press('Space');
  const name = union.getByRole('textbox', { name: 'Name of that column' });
  await expect(name).toHaveValue('file');
  await name.fill('sku');
  await name.press('Enter');
  await expect(page.getByText('The files have a column "sku" already.')).toBeVisible();
  await name.fill('month');
  await name.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'month' })).toBeVisible();
  await pictureAndCheck(page, 'inputs-union');
  await goToSummary(page);
  await expect(page.getByLabel('Name of the dataset')).toHaveValue('sales');
  await page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: /File/ }).click();
  await importOpenFile(page, 'sales');
  await expect.poll(() => shownRows(5)).toEqual([['a', '1', '9.50', '–', 'sales 2024-01.csv'], ['b', '2', '3.25', '–', 'sales 2024-01.csv'], ['a', '7', '–', 'yes', 'sales 2024-02.csv']]);
});

test('or one dataset each; Escape imports nothing', async () => {
  await dropFiles(page, january, february);
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await dropFiles(page, january, february);
  await page.getByRole('button', { name: 'One dataset each' }).click();
  await expect(page.getByText('1 more file after this')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText(/^sales 2024-02\.csv/)).toBeVisible();
  await expect(page.getByText('1 more file after this')).toBeHidden();
  await page.getByRole('button', { name: 'Cancel' }).click();
});

test('the name that was proposed stands, whatever is stored meanwhile', async () => {
  const [morning, evening] = ['morning', 'evening'].map((name) => join(folder, `${name}.csv`));
  for (const [index, path] of [morning, evening].entries()) writeFileSync(path ?? '', `shelf,taken,left\n${index},3,4\n2,5,6\n`);
  await dropFiles(page, morning ?? '', evening ?? '');
  await page.getByRole('button', { name: 'One dataset each' }).click();
  await expect(page.getByRole('list', { name: 'Steps' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/^morning\.csv/).first()).toBeVisible();
  const other = page.getByRole('link', { name: 'evening.csv' });
  const address = (await other.getAttribute('href')) ?? '';
  await goToSummary(page);
  await expect(page.getByLabel('Name of the dataset')).toHaveValue('morning');
  await goTo(page, address);
  await goToSummary(page);
  await page.getByRole('button', { name: /^Import / }).last().click();
  // The window leads on to the file that waits, whose columns a dataset has by now.
  await expect(page.getByRole('button', { name: 'Add it to evening' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByLabel('Name of the dataset')).toHaveValue('morning');
  await page.getByRole('button', { name: 'Cancel' }).click();
});

test('a workbook asks which sheet holds the table; another is taken later, and the proposed name goes with it', async () => {
  await dropFiles(page, workbook);
  await page.getByRole('button', { name: 'Sheet "South & West"' }).click();
  await goToSummary(page);
  await expect(page.getByLabel('Name of the dataset')).toHaveValue('shops · South & West');
  await page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: /File/ }).click();
  const sheet = page.getByRole('combobox', { name: 'Sheet' });
  await expect(sheet).toHaveValue('South & West');
  await sheet.selectOption('North');
  await expect(page.getByText('sheet "North" of an Excel workbook')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Encoding' })).toHaveCount(0);
  await pictureAndCheck(page, 'inputs-workbook');
  await goToSummary(page);
  await expect(page.getByLabel('Name of the dataset')).toHaveValue('shops · North');
  await page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: /File/ }).click();
  await sheet.selectOption('South & West');
  await importOpenFile(page, 'shops');
  await expect.poll(() => shownRows(2)).toEqual([['b', '2'], ['c', '3']]);
});

test('an import that was left goes on where it was, also when the window is loaded anew', async () => {
  const path = join(folder, 'begun.csv');
  writeFileSync(path, 'shelf,price\na,"1,5"\nb,"2,5"\n');
  await goTo(page, '#/data');
  await dropFiles(page, path);
  await page.getByRole('textbox', { name: 'Also means empty' }).fill('nix');
  await page.getByRole('button', { name: 'Continue to columns' }).click();
  await page.getByRole('combobox', { name: 'Role of shelf' }).selectOption('group');
  await goTo(page, '#/home');
  await goTo(page, '#/data');
  const banner = page.getByRole('region', { name: 'An import that was begun' });
  await expect(banner).toContainText('The import of begun.csv was begun and nothing of it is stored yet.');
  await pictureAndCheck(page, 'inputs-continue');
  await banner.getByRole('button', { name: 'Continue import' }).click();
  await expect(page.getByRole('combobox', { name: 'Role of shelf' })).toHaveValue('group');
  await page.reload();
  await waitUntilUsable(page);
  await expect(page.getByRole('combobox', { name: 'Role of shelf' })).toHaveValue('group', { timeout: 30_000 });
  await page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: /File/ }).click();
  await expect(page.getByRole('textbox', { name: 'Also means empty' })).toHaveValue('nix');
  await goTo(page, '#/data');
  await banner.getByRole('button', { name: 'Give it up' }).click();
  await expect(banner).toBeHidden();
});

test('a table is pasted on the data page, and into the field', async () => {
  await goTo(page, '#/data');
  await expect(page.getByRole('button', { name: 'More ways to import' })).toBeVisible({ timeout: 30_000 });
  await paste('sku\tunits\nx\t1\ny\t2\n');
  await expect(page.getByRole('list', { name: 'Steps' })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'More ways to import' }).click();
  await page.getByRole('menuitem', { name: /^Paste a table/ }).click();
  const field = page.getByRole('textbox', { name: 'Pasted cells' });
  await expect(field).toBeFocused();
  await checkAccess(page);
  // Another program may take the clipboard between the two steps of a paste.
  await expect(async () => {
    if (await field.isVisible()) await field.focus();
    await paste('item\tamount\nz\t5\nw\t6\n');
    await expect(page.getByRole('list', { name: 'Steps' })).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 30_000 });
  await importOpenFile(page, 'Pasted table');
  await expect.poll(() => shownRows(2)).toEqual([['z', '5'], ['w', '6']]);
  expect(launched.complaints).toEqual([]);
});

/** From the system's clipboard, by the window's own paste. */
async function paste(text: string): Promise<void> {
  await launched.app.evaluate(async ({ clipboard, BrowserWindow }, copied) => {
    await clipboard.writeText(copied);
    BrowserWindow.getAllWindows()[0]?.webContents.paste();
  }, text);
}
