/** Two versions compared by real clicks on the real Electron: from the timeline, columns, rows side by side, another key, the palette; in both themes, by axe. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { commandIn } from '../helpers/commandIn';
import { launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';
import { checkAccess, pictureAndCheck } from '../helpers/pictureAndCheck';

test.describe('compare versions', () => {
  test.describe.configure({ mode: 'serial', timeout: 120_000 });
  const folder = mkdtempSync(join(tmpdir(), 'almanac-diff-'));
  const project = join(folder, 'Summer shop');
  let launched: LaunchedApp;
  let page: Page;

  const almanac = commandIn(project, folder);

  test.beforeAll(async () => {
    writeFileSync(join(folder, 'march.csv'), shop(false));
    writeFileSync(join(folder, 'april.csv'), shop(true));
    almanac('import', join(folder, 'march.csv'), '--name', 'shop');
    launched = await launchApp({ dataDir: join(folder, 'data'), args: [`--project=${project}`] });
    page = launched.page;
    await waitUntilUsable(page);
  });
  test.afterAll(async () => {
    await launched?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('with one version it says what will stand here', async () => {
    await page.evaluate(() => window.location.assign('#/data/compare'));
    await expect(page.getByText(/A comparison needs two versions/)).toBeVisible();
    await checkAccess(page);
  });

  test('the new version asks what changed, and the answer is short, with its columns by change', async () => {
    almanac('import', join(folder, 'april.csv'), '--name', 'shop');
    await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Data' }).click();
    await page.getByRole('link', { name: /^v2/ }).click();
    await page.getByRole('link', { name: 'What changed since v1?' }).click();
    await expect(page.getByText('What changed between shop v1 and v2?')).toBeVisible();
    await expect(page.getByText('21 rows changed, 4 were added and 2 were removed.')).toBeVisible();
    await expect(page.getByText('A column is new: "stock".')).toBeVisible();
    const list = page.getByRole('table', { name: 'Columns by change' });
    await expect(list.getByRole('row', { name: /^price.*21.*Mean rose from/ })).toBeVisible();
    await pictureAndCheck(page, 'compare-columns');
  });

  test('a column is chosen by key, with its chart, the table behind it, and its figures', async () => {
    const list = page.getByRole('table', { name: 'Columns by change' });
    await list.getByRole('row', { name: /^price/ }).focus();
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary', { name: 'Column colour' })).toBeVisible();
    await pictureAndCheck(page, 'compare-category');
    await list.getByRole('row', { name: /^price/ }).click();
    const panel = page.getByRole('complementary', { name: 'Column price' });
    await expect(panel.getByText('Standard deviation')).toBeVisible();
    await panel.getByText('Table', { exact: true }).click();
    await expect(panel.getByRole('columnheader', { name: 'Before, %' })).toBeVisible();
  });

  test('its rows stand side by side, old and new told in words', async () => {
    await page.getByRole('button', { name: 'Show 21 rows that differ here' }).click();
    const grid = page.getByRole('grid', { name: 'Rows that differ' });
    await expect(grid.getByRole('row', { name: /~ changed.*row 3, line 4.*row 3, line 4.*P-002.*was 6.5 → now 8/ })).toBeVisible();
    await page.getByRole('radio', { name: /^All/ }).check({ force: true });
    await page.getByRole('combobox', { name: 'Differing in' }).selectOption('');
    await expect(grid.getByRole('row', { name: /− removed.*row 8, line 9.*–.*P-007/ })).toBeVisible();
    await pictureAndCheck(page, 'compare-rows');
    await page.getByRole('radio', { name: /^\+ added/ }).check({ force: true });
    await expect(page.getByRole('status').getByText('4 rows')).toBeVisible();
    await expect(grid.getByRole('row', { name: /\+ added.*P-900/ })).toBeVisible();
    await page.reload();
    await expect(grid.getByRole('row', { name: /\+ added.*P-900/ })).toBeVisible();
  });

  test('another key gives another answer, and the address keeps it', async () => {
    await page.getByRole('button', { name: 'Change the key' }).click();
    await page.getByRole('checkbox', { name: 'product_id' }).uncheck();
    await checkAccess(page);
    await page.getByRole('button', { name: 'Compare whole rows' }).click();
    await expect(page.getByText(/^25 were added and 23 were removed|^25 rows were added and 23 were removed/)).toBeVisible();
    await page.getByRole('button', { name: 'Change the key' }).click();
    await page.getByRole('button', { name: 'Propose one' }).click();
    await expect(page.getByText('21 rows changed, 4 were added and 2 were removed.')).toBeVisible();
  });

  test('the palette leads here, and swapping turns the answer round', async () => {
    await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Home' }).click();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search or type a command' }).or(page.getByPlaceholder(/Search/)).first().fill('compare shop');
    await page.keyboard.press('Enter');
    await expect(page.getByText('21 rows changed, 4 were added and 2 were removed.')).toBeVisible();
    await page.getByRole('button', { name: 'Swap the two versions' }).click();
    await expect(page.getByText('21 rows changed, 2 were added and 4 were removed.')).toBeVisible();
  });

  test('a very long name of the dataset keeps to its place, in full where one points at it', async () => {
    const name = 'Summer dresses and beach wear of all shops in the north and the west, with returns and discounts, as the warehouse exported them for the planning of the next season';
    for (const [file, text] of [['long1.csv', shop(false)], ['long2.csv', shop(true)]] as const) {
      writeFileSync(join(folder, file), `${text.trimEnd()}\n${text.includes('stock') ? 'P-999,red,1.00,1,1' : 'P-999,red,1.00,1'}\n`);
      almanac('import', join(folder, file), '--name', name);
    }
    await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Data' }).click();
    await page.getByRole('link', { name: /^v2.*123/ }).click();
    await page.getByRole('link', { name: 'What changed since v1?' }).click();
    await expect(page.getByText('21 rows changed, 4 were added and 2 were removed.')).toBeVisible();
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).toHaveAttribute('title', `${name} v1 → v2`);
    expect(await page.getByRole('combobox').evaluateAll((pickers) => pickers.map((picker) => (picker instanceof HTMLSelectElement ? picker.selectedOptions[0]?.label : '')))).toEqual(['Summer dresses an… v1', 'Summer dresses an… v2']);
    for (const width of [1024, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      await pictureAndCheck(page, `compare-long-name-${width}`);
      expect((await heading.boundingBox())?.width).toBeGreaterThan(270);
      expect((await page.getByText('21 rows changed, 4 were added and 2 were removed.').boundingBox())?.y).toBeLessThan(260);
    }
    expect(launched.complaints).toEqual([]);
  });
});

/** 120 products; the later one has every sixth of the first 120 dearer, two fewer, four more, another colour, and a stock. */
function shop(later: boolean): string {
  const rows = Array.from({ length: 120 }, (_, i) => {
    const dearer = later && (i % 6 === 2 || i === 4);
    const price = 3 + ((i * 7) % 40) / 4 + (dearer ? 1.5 : 0);
    const colour = later && i % 12 === 2 ? 'teal' : ['red', 'white', 'blue'][i % 3];
    return [`P-${String(i).padStart(3, '0')}`, colour, price.toFixed(2), (i * 13) % 50, ...(later ? [i % 9] : [])].join(',');
  });
  const kept = later ? [...rows.filter((_, i) => i !== 7 && i !== 77), ...[900, 901, 902, 903].map((n) => `P-${n},red,12.50,10,3`)] : rows;
  return `product_id,colour,price,units_sold${later ? ',stock' : ''}\n${kept.join('\n')}\n`;
}
