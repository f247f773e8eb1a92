/**
 * The room of Quality by real clicks and keys in the desktop window: suggested rules are kept, one is edited with a live
 * count, undone and redone, rules are added, switched off and saved; versions are compared and one is restored.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { commandIn } from '../helpers/commandIn';
import { dropFiles } from '../helpers/dropFiles';
import { launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';
import { goTo, goToSummary, importOpenFile } from '../helpers/mainJob';
import { checkAccess, pictureAndCheck } from '../helpers/pictureAndCheck';

test.describe.configure({ mode: 'serial', timeout: 90_000 });

const folder = mkdtempSync(join(tmpdir(), 'almanac-quality-'));
const csv = join(folder, 'dresses.csv');
let launched: LaunchedApp;
let page: Page;

/** Of 300 dresses in 6 sizes 12 are spelled otherwise, 9 cost more than the retail price, 5 have no colour, 100 no note. */
function dresses(count: number): string {
  const sizes = ['XS', 'S', 'M', 'L', 'XL', 'XXL'];
  const colours = ['black', 'white', 'red', 'blue'];
  const rows = Array.from({ length: count }, (_, i) => {
    const size = i % 25 === 3 ? 'Size S' : sizes[i % 6];
    const price = 5 + (i % 40);
    const retail = i % 33 === 7 ? price - 2 : price + 10;
    return [`D${String(i).padStart(4, '0')}`, `Summer dress number ${i} with a long title`, size, i % 60 === 11 ? '' : colours[i % 4], price, retail, (i * 37) % 500, `2025-0${1 + (i % 9)}-15`, i % 3 === 1 ? '' : `lot ${i % 7}`].join(',');
  });
  return ['product_id,title,size,colour,price,retail_price,units_sold,listed,lot', ...rows].join('\n');
}

test.beforeAll(async () => {
  writeFileSync(csv, dresses(300));
  launched = await launchApp();
  page = launched.page;
  await waitUntilUsable(page);
  await dropFiles(page, csv);
  await importOpenFile(page, 'dresses');
});
test.afterAll(async () => {
  await launched?.close();
  rmSync(folder, { recursive: true, force: true });
});

const list = () => page.getByRole('listbox', { name: 'Checks by column' });
const option = (name: RegExp) => list().getByRole('option', { name });
const panel = (name: string | RegExp) => page.getByRole('complementary', { name });
const state = () => page.getByRole('group', { name: 'Edits of the rules' });
const showView = (name: 'Columns' | 'Versions') => page.getByRole('radio', { name: new RegExp(`^${name}`) }).check({ force: true });

test('the first visit suggests rules, and keeping them checks every row', async () => {
  await page.getByRole('link', { name: /^Quality/ }).click();
  await expect(page.getByRole('button', { name: /^Keep \d+ rules and check/ })).toBeVisible({ timeout: 30_000 });
  await expect(state()).toContainText('Rules not saved yet');
  await expect(page.getByRole('heading', { name: /^\d+ checks suggested$/ })).toBeVisible();
  await pictureAndCheck(page, 'quality/1-suggested');
  await page.getByRole('button', { name: /^Keep \d+ rules and check/ }).click();
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible({ timeout: 30_000 });
  await expect(state()).toContainText('Rules version 1');
  await expect(option(/^price: .*holds/).first()).toBeVisible();
  await pictureAndCheck(page, 'quality/2-kept');
});

test('a rule is edited with a live count, and the rows follow', async () => {
  await option(/^size: one of/).click();
  const rule = panel('Rule for size');
  await expect(rule).toBeVisible();
  await rule.getByRole('button', { name: 'Take out Size S' }).click();
  await expect(rule.getByRole('button', { name: 'Add Size S 12' })).toBeVisible();
  await expect(rule.getByRole('status').filter({ hasText: 'rows fail' })).toContainText('12 rows fail');
  await expect(rule.getByText('4.0 % of 300, counted as you edit')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^12 failing rows/ })).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Rows for size' }).getByText('Size S')).toHaveCount(12);
  await expect(option(/^size: one of .*\(fails\) 12 rows fail/)).toBeVisible();
  await expect(state()).toContainText('1 unsaved edit');
  await rule.getByRole('textbox', { name: 'May fail up to, per cent' }).fill('5');
  await expect(rule.getByText('4.0 % of 300, within what is allowed, counted as you edit')).toBeVisible();
  await rule.getByRole('combobox', { name: 'If it fails' }).selectOption('note only');
  await rule.getByRole('textbox', { name: 'Note' }).fill('Spelled by the supplier');
  await pictureAndCheck(page, 'quality/3-edited');
});

test('undo and redo by keys, also from a field, and by buttons', async () => {
  const rule = panel('Rule for size');
  const allow = rule.getByRole('textbox', { name: 'May fail up to, per cent' });
  await rule.getByRole('textbox', { name: 'Note' }).press('Control+z');
  await expect(rule.getByRole('textbox', { name: 'Note' })).toHaveValue('');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(allow).toHaveValue(/^0/);
  await page.keyboard.press('Control+z');
  await expect(rule.getByRole('button', { name: 'Take out Size S' })).toBeVisible();
  await expect(state()).toContainText('Rules version 1');
  await expect(state().getByRole('button', { name: 'Undo' })).toBeDisabled();
  await page.keyboard.press('Control+Shift+z');
  await state().getByRole('button', { name: 'Redo' }).click();
  await expect(allow).toHaveValue('5');
  await expect(rule.getByRole('button', { name: 'Take out Size S' })).toHaveCount(0);
});

test('a rule of two columns is found by words, counted before it is added, and added', async () => {
  await page.getByRole('button', { name: 'Add a rule' }).click();
  const rule = panel('New rule');
  const kind = rule.getByRole('combobox', { name: 'Rule', exact: true });
  await expect(kind).toBeFocused();
  await kind.fill('greater than');
  await page.getByRole('option', { name: 'first is greater than second' }).click();
  await expect(rule.getByRole('button', { name: 'Add to the rules' })).toBeDisabled();
  for (const [label, column] of [['First column', 'retail_price'], ['Second column', 'price']] as const) {
    await rule.getByRole('combobox', { name: label }).fill(column);
    await page.getByRole('option', { name: column, exact: true }).last().click();
  }
  await expect(rule.getByText('9 rows fail')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^9 failing rows/ })).toBeVisible();
  await pictureAndCheck(page, 'quality/4-new-rule');
  await rule.getByRole('button', { name: 'Add to the rules' }).click();
  await expect(panel('Rule for retail_price')).toBeVisible();
  await expect(option(/^retail_price: retail_price greater than price \(fails\) 9 rows fail/)).toHaveAttribute('aria-selected', 'true');
});

test('a rule looks only at the rows of a condition, as a list and as text', async () => {
  const rule = panel('Rule for retail_price');
  await rule.getByRole('button', { name: /add a condition/i }).click();
  const condition = rule.getByRole('group', { name: 'Condition of the rows' });
  await condition.getByRole('combobox', { name: 'Column of the condition' }).fill('size');
  await page.getByRole('option', { name: 'size', exact: true }).click();
  await condition.getByRole('combobox', { name: 'Test' }).selectOption('is one of');
  await condition.getByRole('textbox', { name: 'Values, separated by commas' }).fill('M, XL');
  await expect(rule.getByText(/^\d rows? fails?$/)).not.toHaveText('9 rows fail');
  await condition.getByText('Text', { exact: true }).click();
  await expect(condition.getByRole('textbox', { name: 'Formula' })).toHaveValue('size in ["M", "XL"]');
  await condition.getByRole('textbox', { name: 'Formula' }).fill('size in ["M", "XL"] and pric > 3');
  await expect(condition.getByText('There is no column pric. Did you mean price?')).toBeVisible();
  await condition.getByRole('textbox', { name: 'Formula' }).fill('size in ["M", "XL"] or units_sold > 100');
  await condition.getByText('List', { exact: true }).click();
  await expect(condition.getByRole('group', { name: 'Any of these' })).toBeVisible();
  await pictureAndCheck(page, 'quality/5-condition');
  await condition.getByRole('button', { name: 'Look at every row' }).click();
  await expect(rule.getByText('9 rows fail')).toBeVisible();
});

test('the columns are the same draft: switches are checks', async () => {
  await showView('Columns');
  const table = page.getByRole('table', { name: 'Declared columns' });
  await expect(table).toBeVisible();
  const empty = table.getByRole('switch', { name: 'May be empty: title' });
  await expect(empty).not.toBeChecked();
  await empty.check({ force: true });
  await table.getByRole('switch', { name: 'No repeats: title' }).check({ force: true });
  await table.getByRole('combobox', { name: 'Type of units_sold' }).selectOption('number');
  await table.getByRole('button', { name: 'Open size' }).click();
  await panel('Declared column size').getByRole('textbox', { name: 'Description' }).fill('As on the label');
  await pictureAndCheck(page, 'quality/6-columns');
  await state().getByRole('button', { name: 'Undo' }).click();
  await expect(panel('Declared column size').getByRole('textbox', { name: 'Description' })).toHaveValue(/different texts in 300 cells/);
  await state().getByRole('button', { name: 'Redo' }).click();
  await expect(panel('Declared column size').getByRole('textbox', { name: 'Description' })).toHaveValue('As on the label');
});

test('a check is switched off, and edits outlast leaving the room and loading the window anew', async () => {
  await goTo(page, '#/quality');
  await page.getByRole('textbox', { name: 'Find a check or column' }).fill('colour missing');
  await option(/^colour: not missing/).click();
  await panel('Rule for colour').getByRole('switch', { name: 'Rule is switched on' }).uncheck({ force: true });
  await expect(option(/^colour: not missing \(switched off\)/)).toBeVisible();
  const edits = await state().textContent();
  await page.getByRole('link', { name: /^Home/ }).click();
  await page.getByRole('link', { name: /^Quality/ }).click();
  await expect(state()).toHaveText(edits ?? '');
  await page.reload();
  await waitUntilUsable(page);
  await expect(state()).toContainText(/\d unsaved edits/, { timeout: 30_000 });
  await expect(state().getByRole('button', { name: 'Undo' })).toBeEnabled();
});

test('saving makes one version, and the versions say what changed', async () => {
  await state().getByRole('button', { name: 'Save as version 2' }).click();
  await expect(state()).toContainText('Rules version 2', { timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible({ timeout: 30_000 });
  await showView('Versions');
  const versions = page.getByRole('list', { name: 'Versions' });
  await expect(versions.getByRole('listitem')).toHaveCount(2);
  await expect(versions).toContainText('First counted on dresses v1');
  const changes = page.getByRole('region', { name: 'What changed' });
  await expect(changes).toContainText('retail_price');
  await expect(changes).toContainText('retail_price greater than price');
  await expect(changes).toContainText('values: 1 removed (Size S)');
  await expect(changes).toContainText(/may fail: 0\s% → 5\s%/);
  await expect(changes).toContainText('switched off');
  await expect(changes).toContainText('type: whole number → number');
  await pictureAndCheck(page, 'quality/7-versions');
});

test('an old version is restored as a new one', async () => {
  await page.getByRole('button', { name: 'Restore version 1' }).click();
  await expect(page.getByRole('list', { name: 'Versions' }).getByRole('listitem')).toHaveCount(3);
  await expect(state()).toContainText('Rules version 3');
  await state().getByRole('button', { name: 'Undo' }).click();
  await expect(state()).toContainText(/unsaved edit/);
  await state().getByRole('button', { name: 'Discard' }).click();
  await expect(state()).toContainText('Rules version 3');
});

test('the rules as text, in every format', async () => {
  await goTo(page, '#/quality');
  await option(/^size: one of/).click();
  await panel('Rule for size').getByRole('button', { name: 'Show as text' }).click();
  const dialog = page.getByRole('dialog', { name: 'size as text' });
  await expect(dialog.getByRole('region', { name: 'Text of the rules' })).toContainText('"check": "one-of"');
  await dialog.getByText('Pandera').click();
  await expect(dialog.getByRole('region', { name: 'Text of the rules' })).toContainText('isin');
  await pictureAndCheck(page, 'quality/8-text');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a rule that cannot be right is told, and refused with nothing stored', async () => {
  await goTo(page, '#/quality');
  await option(/^product_id: matches/).click();
  const rule = panel('Rule for product_id');
  await rule.getByRole('textbox', { name: 'Pattern' }).fill('D(');
  await expect(rule.getByRole('alert')).toContainText('The pattern D( is not valid');
  await state().getByRole('button', { name: 'Save as version 4' }).click();
  await expect(page.getByRole('main').getByRole('alert').first()).toContainText('The pattern D( is not valid');
  await expect(state()).toContainText('1 unsaved edit');
  await rule.getByRole('textbox', { name: 'Pattern' }).fill('');
  await expect(rule.getByText('Not a rule yet: pattern is still needed.')).toBeVisible();
  await state().getByRole('button', { name: 'Discard' }).click();
  await expect(rule.getByRole('textbox', { name: 'Pattern' })).not.toHaveValue('');
});

test('an alert leads to a check', async () => {
  await goTo(page, '#/quality');
  const alerts = page.getByRole('region', { name: 'What stands out' });
  await expect(alerts).toContainText('Above retail_price in 9 rows');
  await pictureAndCheck(page, 'quality/9-alerts');
  await alerts.getByRole('button', { name: 'Show the check: price' }).click();
  await expect(panel('Rule for retail_price')).toBeVisible();
  await alerts.getByRole('button', { name: /^Show \d+ more$/ }).click();
  await alerts.getByRole('button', { name: 'Add a check: title' }).click();
  await expect(panel('Rule for title').getByRole('combobox', { name: 'Rule', exact: true })).toHaveValue('does not repeat');
  await state().getByRole('button', { name: 'Discard' }).click();
});

test('suggestions come with evidence and a test on earlier versions, one by one or all that are sure', async () => {
  // The next file is longer, and lacks what the first one had wrong.
  writeFileSync(csv, dresses(360).replaceAll('Size S', 'S'));
  await dropFiles(page, csv);
  await goToSummary(page);
  await page.getByRole('button', { name: /^Import / }).last().click();
  await page.getByRole('button', { name: 'Show the data' }).click({ timeout: 30_000 });
  await page.getByRole('link', { name: /^Quality/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('dresses v2');
  await page.getByRole('button', { name: 'Check 360 rows' }).click();
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible({ timeout: 30_000 });
  await option(/^size: one of/).click();
  await expect(page.getByRole('region', { name: 'History of this check' })).toBeVisible();
  await panel('Rule for size').getByRole('button', { name: 'Remove' }).click();
  await expect(list()).toBeFocused();
  await option(/^price: between/).click();
  await panel('Rule for price').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('link', { name: /suggestions? from this version/ }).click();
  const table = page.getByRole('table', { name: 'Suggested rules' });
  await expect(table.getByRole('row').filter({ hasText: 'size one of' })).toContainText('would have failed 1 of 1 import');
  await expect(table.getByRole('row').filter({ hasText: 'price between' }).first()).toContainText('would have failed none of 1 import');
  await pictureAndCheck(page, 'quality/10-suggestions');
  await table.getByRole('button', { name: /^Dismiss size: one of/ }).click();
  await expect(table.getByText('size one of')).toHaveCount(0);
  await page.getByRole('button', { name: 'Bring back 1 dismissed suggestion' }).click();
  await table.getByRole('button', { name: /^Add size: one of/ }).click();
  await expect(page.getByRole('button', { name: /^Add size: one of/ })).toHaveCount(0);
  await page.getByRole('button', { name: /^Add \d+ rules?$/ }).click();
  await expect(page.getByRole('button', { name: /^Add price: between/ })).toHaveCount(0);
  await state().getByRole('button', { name: 'Discard' }).click();
  await expect(state()).toContainText('Rules version 3');
});

test('rules saved elsewhere while these are edited are told, and saving keeps both', async () => {
  const found = readdirSync(launched.dataDir, { recursive: true, encoding: 'utf8' }).find((name) => basename(name) === 'almanac.json');
  const almanac = commandIn(dirname(join(launched.dataDir, found ?? '')), folder);
  await goTo(page, '#/quality');
  await option(/^price: not missing/).click();
  await panel('Rule for price').getByRole('textbox', { name: 'Note' }).fill('Prices come from the till');
  writeFileSync(join(folder, 'other.json'), JSON.stringify({ format: 'almanac-schema', formatVersion: 2, columns: [], checks: [{ check: 'not-null', column: 'title' }] }));
  almanac('checkpoint', 'save', 'other', '--dataset', 'dresses', '--schema', join(folder, 'other.json'));
  await expect(page.getByText(/^Version 4 was saved elsewhere since you began/)).toBeVisible();
  await expect(panel('Rule for price').getByRole('textbox', { name: 'Note' })).toHaveValue('Prices come from the till');
  await state().getByRole('button', { name: 'Save as version 5' }).click();
  await expect(state()).toContainText('Rules version 5', { timeout: 30_000 });
  await expect(page.getByText(/was saved elsewhere/)).toHaveCount(0);
  await showView('Versions');
  await expect(page.getByRole('list', { name: 'Versions' }).getByRole('listitem')).toHaveCount(5);
});

test('everything fits into 1,024 pixels, and the list goes by keys', async () => {
  await page.setViewportSize({ width: 1024, height: 720 });
  for (const view of ['', '/columns', '/suggestions', '/versions']) {
    await page.evaluate((tail) => window.location.assign(`${window.location.hash.split('?')[0]?.split('/').slice(0, 3).join('/')}${tail}`), view);
    await page.waitForTimeout(400);
    const [scroll, client] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const);
    expect(scroll, view).toBeLessThanOrEqual(client);
    const main = await page.evaluate(() => { const element = document.querySelector('main'); return element ? element.scrollWidth - element.clientWidth : 1; });
    expect(main, `main ${view}`).toBeLessThanOrEqual(0);
    await checkAccess(page, `1024 ${view}`);
    await page.screenshot({ path: `test-results/screens/quality/narrow${view.replace('/', '-')}.png` });
  }
  await goTo(page, '#/quality');
  await list().focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('j');
  await expect(list().getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  expect(launched.complaints).toEqual([]);
});

test('5,000 columns stay usable', async () => {
  test.setTimeout(240_000);
  const project = join(folder, 'Wide');
  const almanac = commandIn(project, folder);
  const names = Array.from({ length: 5_000 }, (_, i) => `c${i}`);
  const rows = Array.from({ length: 20 }, (_, row) => names.map((_name, i) => (i * 7 + row * 13) % 11).join(','));
  writeFileSync(join(folder, 'wide.csv'), [names.join(','), ...rows].join('\n'));
  writeFileSync(join(folder, 'wide.json'), JSON.stringify({ format: 'almanac-schema', formatVersion: 2, columns: names.map((name) => ({ name, type: 'integer' })), checks: names.flatMap((column) => [{ check: 'not-null', column }, { check: 'range', column, args: { min: 0, max: 10 } }]) }));
  almanac('import', join(folder, 'wide.csv'), '--name', 'wide', '--on-ambiguous', 'guess');
  almanac('checkpoint', 'save', 'wide', '--dataset', 'wide', '--schema', join(folder, 'wide.json'));
  const wide = await launchApp({ dataDir: join(folder, 'wideData'), args: [`--project=${project}`] });
  try {
    await waitUntilUsable(wide.page);
    await goTo(wide.page, '#/quality');
    const all = wide.page.getByRole('listbox', { name: 'Checks by column' });
    await expect(all.getByRole('option').first()).toBeVisible({ timeout: 60_000 });
    expect(await all.getByRole('option').count()).toBeLessThan(100);
    await wide.page.getByRole('textbox', { name: 'Find a check or column' }).fill('c4711 between');
    await all.getByRole('option', { name: /^c4711: between/ }).click();
    const rule = wide.page.getByRole('complementary', { name: 'Rule for c4711' });
    const started = Date.now();
    await rule.getByRole('textbox', { name: 'At most' }).fill('8');
    await expect(rule.getByText(/^\d+ rows? fails?$/)).toBeVisible({ timeout: 30_000 });
    process.stderr.write(`One edit among 10,000 rules was counted after ${Date.now() - started} ms.\n`);
    await wide.page.getByRole('radio', { name: /^Columns/ }).check({ force: true });
    await expect(wide.page.getByRole('table', { name: 'Declared columns' }).getByRole('row').nth(5)).toBeVisible();
    expect(await wide.page.getByRole('table', { name: 'Declared columns' }).getByRole('row').count()).toBeLessThan(100);
    await checkAccess(wide.page, '5,000 columns');
    expect(wide.complaints).toEqual([]);
  } finally {
    await wide.close();
  }
});
