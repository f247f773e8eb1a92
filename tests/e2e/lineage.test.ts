/** The lineage graph by real clicks and keys: from the data to the report and back, gathered runs, zoom, table, copies; both themes by axe. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';
import { pictureAndCheck } from '../helpers/pictureAndCheck';

const root = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'almanac-lineage-e2e-'));
const project = join(folder, 'project');

function almanac(...args: string[]): void {
  const { status, stderr, stdout } = spawnSync(join(root, 'node_modules/node/bin/node'), [join(root, 'out/main/cli.cjs'), ...args, '--project', project, '--json', '--quiet'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`almanac ${args.join(' ')} ended with ${status}: ${stderr}${stdout}`);
}

test.describe.configure({ mode: 'serial' });
let launched: LaunchedApp;
let page: Page;
let graph: Locator;

test.beforeAll(async () => {
  const csv = join(folder, 'shop.csv');
  writeFileSync(csv, ['id,price,size,units', ...Array.from({ length: 60 }, (_, i) => `p${i},${i % 9},${i % 4},${10 + 3 * (i % 9) + (i % 4)}`)].join('\n'));
  almanac('import', csv);
  almanac('train', 'shop', '--target', 'units', '--models', 'mean,median,ridge,random-forest,gradient-boosting', '--folds', '2');
  for (const seed of ['2', '3', '4']) almanac('train', 'shop', '--target', 'units', '--models', 'mean', '--folds', '2', '--seed', seed);
  almanac('promote', '3', '--as', 'champion', '--reason', 'first');
  almanac('predict', 'shop', '--model', 'champion');
  almanac('report', 'forecast', '-o', join(folder, 'report.html'));
  launched = await launchApp({ args: [`--project=${project}`] });
  page = launched.page;
  graph = page.getByRole('group', { name: 'Lineage, from left to right' });
  await waitUntilUsable(page);
});
test.afterAll(async () => {
  await launched?.close();
  rmSync(folder, { recursive: true, force: true });
});

const boxes = (): Promise<string[]> => graph.locator('[data-box]').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));

test('a version of the data shows what it comes from and what was made of it', async () => {
  await page.evaluate(() => window.location.assign('#/data'));
  await page.getByRole('link', { name: 'Lineage' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lineage: shop v1');
  await expect(page.getByText('Where does it come from, and what was made of it?')).toBeVisible();
  await expect(page.getByRole('heading', { name: '4 races, 8 runs, 1 model version, 1 forecast and 1 report were made of shop v1' })).toBeVisible();
  const names = await boxes();
  expect(names).toEqual(expect.arrayContaining([expect.stringMatching(/^Source file, shop\.csv/), expect.stringMatching(/^Data, shop v1/), expect.stringMatching(/^Version, .*champion$/), expect.stringMatching(/^Report, .*html/), expect.stringMatching(/^2 more runs/)]));
  await pictureAndCheck(page, 'lineage-data');
});

test('boxes stand apart, and what was made stands right of what it was made of', async () => {
  const places = await graph.locator('[data-box]').evaluateAll((all) => all.map((each) => each.getBoundingClientRect()).map(({ left, top, right, bottom }) => ({ left, top, right, bottom })));
  for (const [i, a] of places.entries()) for (const b of places.slice(i + 1)) expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
  const leftOf = async (name: RegExp): Promise<number> => (await graph.getByRole('link', { name }).first().boundingBox())?.x ?? NaN;
  const order = [await leftOf(/^Source file/), await leftOf(/^Data/), await leftOf(/^Race/), await leftOf(/^Run 3|^Run, Run 3/), await leftOf(/^Version/), await leftOf(/^Forecast/), await leftOf(/^Report/)];
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

test('arrow keys lead along the lines; a gathered box opens, and closes again', async () => {
  await graph.getByRole('link', { name: /^Data/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(graph.locator('[data-box]:focus')).toHaveAttribute('aria-label', /^(Race|Forecast)/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(graph.locator('[data-box]:focus')).toHaveAttribute('aria-label', /^Source file/);
  const before = (await boxes()).length;
  await graph.getByRole('button', { name: /^2 more runs/ }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await boxes()).length).toBe(before + 1);
  await page.getByRole('button', { name: 'Show fewer' }).click();
  await expect.poll(async () => (await boxes()).length).toBe(before);
});

test('it grows, shrinks and fits; a table stands behind it; it is copied as rows', async () => {
  const width = async (): Promise<number> => Number(await graph.getAttribute('width'));
  const fitted = await width();
  await page.getByRole('button', { name: 'Smaller' }).click();
  expect(await width()).toBeLessThan(fitted);
  await page.getByRole('button', { name: 'Fit' }).click();
  expect(await width()).toBe(fitted);
  await page.getByRole('button', { name: 'Copy this chart' }).click();
  await page.getByRole('menuitem', { name: /tab-separated|TSV/i }).click();
  const copied = await launched.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied.split('\n')[0]).toBe('Kind\tName\tMade\tState\tMade of');
  expect(copied).toContain('scored shop v1');
  await page.getByRole('button', { name: 'Copy this chart' }).click();
  await page.getByRole('menuitem', { name: /SVG/i }).click();
  expect(await launched.app.evaluate(({ clipboard }) => clipboard.readText())).toMatch(/^<svg[\s\S]*shop\.csv[\s\S]*<\/svg>$/);
  await page.getByRole('radio', { name: 'Table' }).check({ force: true });
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(19);
  await page.getByRole('radio', { name: 'Chart' }).check({ force: true });
});

test('a forecast leads there from its chain, one way at a time, by an address that can be kept, and a click opens the thing', async () => {
  await page.evaluate(() => window.location.assign('#/forecast/batch'));
  await page.locator('main tr[data-row-key]').first().click();
  await page.getByRole('button', { name: 'Where it comes from' }).click();
  await page.getByRole('link', { name: 'Show as a graph, both ways' }).click();
  await expect(page).toHaveURL(/#\/data\/lineage\/forecast\//);
  await expect(page.getByRole('heading', { name: /^1 report was made of Forecast of/ })).toBeVisible();
  await page.getByRole('radio', { name: 'Comes from' }).check({ force: true });
  await expect(page).toHaveURL(/direction=back$/);
  await expect(page.getByRole('heading', { name: /comes from shop\.csv$/ })).toBeVisible();
  await expect(graph.getByRole('link', { name: /^Report/ })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('heading', { name: /comes from shop\.csv$/ })).toBeVisible({ timeout: 30_000 });
  await pictureAndCheck(page, 'lineage-forecast');
  await graph.getByRole('link', { name: /^Version/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Registry' })).toBeVisible();
  await page.evaluate(() => window.location.assign('#/data/lineage/forecast/nothing'));
  await expect(page.getByRole('button', { name: 'Data', exact: true })).toBeVisible();
  expect(launched.complaints).toEqual([]);
});
