/**
 * The import in the real window: files dropped, each of its four steps by keyboard alone, in both themes and checked by axe;
 * Back keeps everything; questions are answered; the second file is read as the first; a cancelled import leaves nothing.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { dropFiles } from '../helpers/dropFiles';
import { launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';
import { goTo } from '../helpers/mainJob';
import { pictureAndCheck } from '../helpers/pictureAndCheck';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

const folder = mkdtempSync(join(tmpdir(), 'almanac-import-'));
let launched: LaunchedApp;
let page: Page;

/** Days stay below 13, so that nothing but the analyst knows their order; NA is a country and a missing price. */
function shop(month: number, extra = ''): string {
  const rows = Array.from({ length: 40 }, (_, i) => `0${(i % 9) + 1}/0${month}/2025,${i % 8 === 3 ? 'NA' : (2 + (i % 7) * 1.25).toFixed(2)},${['NA', 'SE', 'DE', 'FR'][i % 4]},${100 + i * month}${extra === '' ? '' : `,${i % 2}`}`);
  return `day,price,country,units_sold${extra}\n${rows.join('\n')}\n\n`;
}

test.beforeAll(async () => {
  writeFileSync(join(folder, 'may.csv'), shop(5));
  writeFileSync(join(folder, 'june.csv'), shop(6, ',banner'));
  writeFileSync(join(folder, 'latin.csv'), Buffer.from(`name,n\n${Array.from({ length: 30 }, (_, i) => `Gr\xf6\xdfe ${i},${i}`).join('\n')}\n`, 'latin1'));
  writeFileSync(join(folder, 'long.csv'), `id,value,text\n${Array.from({ length: 900_000 }, (_, i) => `${i},${(i * 7919) % 1000}.5,some words of row ${i}`).join('\n')}\n`);
  writeFileSync(join(folder, 'wide.csv'), `product,2024-01,2024-02,2024-03,2024-04\n${Array.from({ length: 6 }, (_, i) => `p${i},${10 + i},${20 + i},${30 + i},${40 + i}`).join('\n')}\n`);
  launched = await launchApp();
  page = launched.page;
  await waitUntilUsable(page);
});
test.afterAll(async () => {
  await launched?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Presses Tab until the control with that name has the focus. */
async function reach(name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const active = document.activeElement;
      const labels = active instanceof HTMLInputElement || active instanceof HTMLSelectElement ? [...(active.labels ?? [])].map((label) => label.textContent ?? '') : [];
      return active === null ? '' : (active.getAttribute('aria-label') ?? labels[0] ?? active.textContent ?? '').trim();
    });
    if (typeof name === 'string' ? found === name : name.test(found)) return;
  }
  throw new Error(`Tab does not reach ${String(name)}.`);
}

async function press(name: string | RegExp): Promise<void> {
  await reach(name);
  await page.keyboard.press('Enter');
}

/** The heading of the step has the focus, so that a screen reader says where one is. */
async function atStep(text: string): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain(text);
}

/** A drop while the page changes would be lost with the page. */
async function dropOnData(...names: string[]): Promise<void> {
  await goTo(page, '#/data');
  await expect(page.getByRole('region', { name: 'Datasets' })).toBeVisible({ timeout: 30_000 });
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
  const asked = page.getByRole('button', { name: 'One dataset each' });
  const steps = page.getByRole('list', { name: 'Steps' });
  await expect(async () => {
    await dropFiles(page, ...names.map((name) => join(folder, name)));
    await expect(names.length > 1 ? asked : steps).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 30_000 });
  if (names.length > 1) await asked.click();
  await expect(steps).toBeVisible({ timeout: 30_000 });
}

const spoken = () => page.locator('main [role="status"].visually-hidden');

test('two files are dropped: what waits is listed, and questions are answered by keyboard', async () => {
  await dropFiles(page, join(folder, 'may.csv'), join(folder, 'june.csv'));
  await page.getByRole('button', { name: 'One dataset each' }).click();
  await expect(page.getByRole('list', { name: 'Steps' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('list', { name: 'Files that wait for their import' }).getByRole('listitem')).toHaveText([/may\.csv.*now/, /june\.csv/]);
  await expect(page.getByText('41 records in = 40 stored + 1 blank').first()).toBeVisible();
  await expect(spoken()).toContainText('2 questions are open');
  await pictureAndCheck(page, 'import/1-file');
  await press(/^Day first/);
  await expect(spoken()).toContainText('1 question is open');
  await press(/^Yes, but only in "price"/);
  await expect(spoken()).toContainText('No question is open');
});

test('columns: the role, and words for missing in one column, by keyboard', async () => {
  await press('Continue to columns');
  await atStep('Step 2 of 4: Columns');
  await expect(page.getByRole('combobox', { name: 'Role of units_sold' })).toHaveValue('target');
  await reach('Role of country');
  await page.keyboard.press('g');
  await expect(page.getByRole('combobox', { name: 'Role of country' })).toHaveValue('group');
  await page.getByRole('row', { name: /^price/ }).click({ position: { x: 12, y: 12 } });
  await expect(page.getByRole('heading', { name: /rows? decides?$/ })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'NA' })).toBeChecked();
  await expect(page.getByRole('img', { name: 'Distribution of price' }).first()).toBeVisible({ timeout: 30_000 });
  await pictureAndCheck(page, 'import/2-columns');
  await page.getByRole('row', { name: /^country/ }).click({ position: { x: 12, y: 12 } });
  await reach(/^Another word: country/);
  await page.keyboard.type('??');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('checkbox', { name: '??' })).toBeChecked();
});

test('in a narrow window the columns keep to their place, also under long names; the panel shows what is left out', async () => {
  const table = page.getByRole('table', { name: 'Columns of the file' });
  const heads = (): Promise<string[]> => table.getByRole('columnheader').allTextContents();
  const hiddenUnderLongNames = (): Promise<number> =>
    table.evaluate((element) => {
      for (const name of element.querySelectorAll('tbody td:first-child b')) name.textContent = 'retail_price_before_discount_in_euro';
      return (element.parentElement?.scrollWidth ?? 0) - (element.parentElement?.clientWidth ?? 0);
    });
  await page.setViewportSize({ width: 1024, height: 700 });
  await expect.poll(heads).toEqual(['Column', 'Text in file', 'Read as', 'Type', 'Role', 'Known when']);
  await pictureAndCheck(page, 'import/2-columns-narrow');
  for (const width of [1024, 1200, 1240, 1280, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(hiddenUnderLongNames, { message: `${width} pixels` }).toBe(0);
  }
  await expect.poll(heads).toContain('Evidence');
});

test('Back keeps everything, and every step says where one is', async () => {
  await press('Back');
  await atStep('Step 1 of 4: File');
  await expect(spoken()).toContainText('No question is open');
  await press('Continue to columns');
  await atStep('Step 2 of 4');
  await expect(page.getByRole('combobox', { name: 'Role of country' })).toHaveValue('group');
  await press('Continue to quality');
  await atStep('Step 3 of 4: Quality');
  await expect(page.getByRole('table', { name: 'Columns at a first look' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('All 40 rows of the file').first()).toBeVisible();
  await pictureAndCheck(page, 'import/3-quality');
  await press('Continue to summary');
  await atStep('Step 4 of 4: Summary');
  await reach('Name of the dataset');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('shop');
  await expect(page.getByText('A new dataset, shop, with its first version.')).toBeVisible();
  await expect(page.getByText(/kept as the recipe shop, version 1/)).toBeVisible();
  await pictureAndCheck(page, 'import/4-summary');
});

test('once stored, the next file of the shape is read as the last, with undo; what changed is told and leads to the comparison', async () => {
  await press('Import 40 rows');
  const offer = page.getByRole('button', { name: 'Read as last time (recipe shop, version 1)' });
  await expect(offer).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/Answers kept for 4 of 4 columns\. 1 column is new: banner/)).toBeVisible();
  await expect(spoken()).toContainText('2 questions are open');
  await press(/^Read as last time/);
  await expect(spoken()).toContainText('No question is open');
  await pictureAndCheck(page, 'import/5-recipe');
  await press('Read it afresh');
  await expect(spoken()).toContainText('2 questions are open');
  await press(/^Read as last time/);
  await press('Continue to columns');
  await expect(page.getByRole('combobox', { name: 'Role of country' })).toHaveValue('group');
  await press('Continue to quality');
  await press('Continue to summary');
  await expect(page.getByText(/Version 2 of shop/)).toBeVisible();
  await press('Import 40 rows');
  await expect(page.getByRole('heading', { name: 'shop v2 is stored' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('New columns: banner.')).toBeVisible();
  await pictureAndCheck(page, 'import/6-stored');
  await press('Compare with version 1');
  await page.waitForURL(/#\/data\/compare/, { waitUntil: 'commit' });
});

test('an undecided encoding shows the same lines in each proposal', async () => {
  await dropOnData('latin.csv');
  const choice = page.getByRole('region', { name: 'Which of these reads right?' });
  await expect(choice).toBeVisible({ timeout: 30_000 });
  await expect(choice.getByText('Größe 3,3').first()).toBeVisible();
  await pictureAndCheck(page, 'import/7-encoding');
  await press(/^Use this: Western European \(Windows-1252\)/);
  await expect(choice).toBeHidden();
  await expect(spoken()).toContainText('No question is open');
  await press('Cancel');
});

test('an import that is cancelled in the middle leaves nothing', async () => {
  await dropOnData('long.csv');
  await press('Continue to columns');
  await press('Continue to quality');
  await expect(page.getByText(/^Of the first [\d,]+ rows/).first()).toBeVisible({ timeout: 30_000 });
  await press('Continue to summary');
  await press('Import the file');
  await press('Cancel import');
  await expect(page.getByText('The import was cancelled. Nothing was stored.')).toBeVisible({ timeout: 30_000 });
  await press('Cancel');
  await goTo(page, '#/data');
  await expect(page.getByRole('region', { name: 'shop', exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'long' })).toHaveCount(0);
});

test('a fault is told with its line and byte; a file that changed since the look is not stored until it is chosen again', async () => {
  writeFileSync(join(folder, 'screws.csv'), 'size,n\nä,1\nb,Infinity\n');
  await dropOnData('screws.csv');
  await expect(page.getByText(/1 of its cells, first on line 3, is a word like NaN.*\(line 3, byte 12\)/)).toBeVisible({ timeout: 30_000 });
  await press('Continue to columns');
  await press('Continue to quality');
  await press('Continue to summary');
  writeFileSync(join(folder, 'screws.csv'), 'size,n\nä,1\nb,Infinity\nc,7\n');
  await press(/^Import (2 rows|the file)/);
  await expect(page.getByText(/screws\.csv is not the file any more that was looked at/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/Choose it again and look at what it holds now/)).toBeVisible();
  await pictureAndCheck(page, 'import/9-changed');
  await press('Cancel');
  await goTo(page, '#/data');
  await expect(page.getByRole('region', { name: 'shop', exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'screws' })).toHaveCount(0);
});

test('files that wait can be read as one table', async () => {
  await dropOnData('may.csv', 'june.csv');
  await press('Read all 2 as one table');
  await expect(page.getByRole('button', { name: /^Read all/ })).toBeHidden({ timeout: 30_000 });
  await expect(page.getByRole('list', { name: 'Steps' })).toBeVisible();
  await expect(page.getByRole('group', { name: /has no column "banner"/ })).toBeVisible();
  await press('Cancel');
});

test('columns named like periods become rows where one wants it, under names one gives, and back', async () => {
  await dropOnData('wide.csv');
  const card = page.getByRole('region', { name: 'One row for each period' });
  await expect(card).toContainText('6 records would become 24 rows');
  await press('Make one row for each period');
  await expect(card.getByRole('status')).toContainText('4 columns became rows');
  const text = page.getByRole('table', { name: 'The first rows, as text' });
  await expect(text.getByRole('columnheader')).toHaveText(['Row', 'product', 'date', 'value']);
  await reach('Column of the value');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('units');
  await page.keyboard.press('Enter');
  await expect(text.getByRole('columnheader')).toHaveText(['Row', 'product', 'date', 'units']);
  await expect(text.getByRole('row').nth(2)).toHaveText(/p0.*2024-02-01.*20/);
  await expect(page.getByText('6 records in = 6 stored').first()).toBeVisible();
  await pictureAndCheck(page, 'import/8-long');
  await press('Back to one column for each');
  await expect(text.getByRole('columnheader')).toHaveCount(6);
  await press('Make one row for each period');
  await expect(text.getByRole('columnheader')).toHaveCount(4);
  await press('Continue to columns');
  await press('Continue to quality');
  await press('Continue to summary');
  await press('Import 24 rows');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('wide', { timeout: 60_000 });
});

test('nothing was refused by the content security policy and nothing failed', () => {
  expect(launched.complaints).toEqual([]);
});
