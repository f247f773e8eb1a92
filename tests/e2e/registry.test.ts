/** The registry by real clicks on the real Electron: versions, gate, refusal, override, rollback, rules, lineage; in both themes, by axe. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { commandIn } from '../helpers/commandIn';
import { launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';
import { checkAccess, pictureAndCheck } from '../helpers/pictureAndCheck';

test.describe('registry', () => {
  test.describe.configure({ mode: 'serial', timeout: 180_000 });
  const folder = mkdtempSync(join(tmpdir(), 'almanac-registry-'));
  const project = join(folder, 'Summer shop');
  let launched: LaunchedApp;
  let page: Page;

  const almanac = commandIn(project, folder);

  test.beforeAll(async () => {
    writeFileSync(join(folder, 'shop.csv'), partOfShop());
    almanac('train', join(folder, 'shop.csv'), '--target', 'units_sold', '--models', 'median,ridge,gradient-boosting');
    almanac('promote', '2', '--as', 'champion', '--reason', 'Steady.');
    almanac('promote', '1', '--as', 'challenger', '--reason', 'To have something simple beside it.');
    almanac('predict', 'shop', '-o', join(folder, 'forecast.csv'));
    launched = await launchApp({ dataDir: join(folder, 'data'), args: [`--project=${project}`] });
    page = launched.page;
    await waitUntilUsable(page);
  });
  test.afterAll(async () => {
    await launched?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('home names champion and challenger by version', async () => {
    await expect(page.getByRole('heading', { name: /^Champion: Ridge, version 1/ })).toBeVisible();
    await page.getByRole('link', { name: 'Hold it against the champion' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Registry' })).toBeVisible();
    await expect(page.getByRole('row', { name: /v1 Ridge champion/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /v2 Median challenger/ })).toBeVisible();
  });

  test('the challenger is held against the champion: the verdict in words, a line for each rule', async () => {
    await page.getByRole('button', { name: 'Evaluate against the champion' }).click();
    const card = page.getByRole('region', { name: 'Version 2: Median' });
    await expect(card.getByRole('heading', { name: 'The gate refuses' })).toBeVisible({ timeout: 30_000 });
    await expect(card.getByText(/Clearly worse than the champion, run 2/)).toBeVisible();
    await expect(card.getByText(/95\s% interval .* on the same 240 rows/)).toBeVisible();
    await expect(card.getByRole('listitem')).toHaveCount(5);
    await pictureAndCheck(page, 'registry');
  });

  test('what the gate refuses is kept by override only, and going back needs a reason', async () => {
    await page.getByRole('button', { name: 'Keep as champion' }).click();
    const dialog = page.getByRole('dialog', { name: 'Keep as champion' });
    await expect(dialog.getByRole('heading', { name: 'The gate refuses' })).toBeVisible({ timeout: 30_000 });
    const keep = dialog.getByRole('button', { name: 'Keep as champion' });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('A test in the shop.');
    await expect(keep).toBeDisabled();
    await dialog.getByRole('checkbox', { name: 'Keep it although the gate refuses' }).check();
    await keep.click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('row', { name: /v2 Median champion/ })).toBeVisible();
    await expect(page.getByText('Promoted Median v2 in place of v1, although the gate did not pass it.')).toBeVisible();

    await page.getByRole('button', { name: 'what the gate found' }).first().click();
    await expect(page.getByRole('dialog', { name: 'what the gate found' }).getByText(/Clearly worse than the champion/)).toBeVisible();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Go back' }).click();
    const back = page.getByRole('dialog', { name: 'Go back to the version before' });
    await expect(back.getByRole('button', { name: 'Go back' })).toBeDisabled();
    await back.getByRole('textbox', { name: 'Reason' }).fill('The test is over.');
    await back.getByRole('button', { name: 'Go back' }).click();
    await expect(page.getByText('Went back to Ridge v1 in place of v2.')).toBeVisible();
    await expect(page.getByRole('row', { name: /v1 Ridge champion/ })).toBeVisible();
  });

  test('rules are edited as a form and as JSON', async () => {
    await page.getByRole('button', { name: 'Edit rules' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rules of the gate' });
    await dialog.getByRole('combobox', { name: 'Add a rule' }).selectOption('slice');
    await dialog.getByRole('textbox', { name: 'By column' }).fill('colour');
    await checkAccess(page);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText('By colour, RMSLE gets nowhere worse by more than')).toBeVisible();
    await page.getByRole('button', { name: 'Edit rules' }).click();
    await dialog.getByRole('button', { name: 'As JSON' }).click();
    await dialog.getByRole('textbox', { name: 'As JSON' }).fill('{"rmsle": {"threshold": 3, "greater_is_better": false}}');
    await dialog.getByRole('button', { name: 'Use this text' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText('RMSLE at most 3')).toBeVisible();
  });

  test('a forecast leads back to the rows of its file, step by step', async () => {
    await page.evaluate(() => window.location.assign('#/forecast/batch'));
    await page.locator('main tr[data-row-key]').first().click();
    await page.getByRole('button', { name: 'Where it comes from' }).click();
    const chain = page.getByRole('dialog', { name: 'Where this comes from' });
    await expect(chain.getByRole('listitem')).toHaveCount(7);
    await expect(chain.getByRole('listitem').getByRole('link')).toHaveText([/^Forecast/, /version 1/, /Run 2, Ridge/, /^Race/, /shop v1/, /shop\.csv/, /240 rows/]);
    await pictureAndCheck(page, 'registry-lineage');
    await chain.getByRole('link', { name: /^Rows/ }).click();
    await expect(chain).toBeHidden();
    await expect(page).toHaveURL(/#\/data\/[0-9a-f]{64}$/);
    await expect(page.getByRole('grid')).toBeVisible();
    expect(launched.complaints).toEqual([]);
  });

  test('the palette knows the way', async () => {
    await page.evaluate(() => window.location.assign('#/models/runs'));
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').or(page.getByRole('dialog').getByRole('textbox')).first().fill('challenger');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Registry' })).toBeVisible();
  });
});

function partOfShop(): string {
  const rows = Array.from({ length: 240 }, (_, i) => {
    const price = 1 + ((i * 37) % 60) / 4;
    const colour = ['red', 'white', 'blue'][i % 3] ?? '';
    return `${price},${colour},${Math.round(Math.exp(5 - price / 8 + (colour === 'red' ? 0.8 : 0) + Math.sin(i * 12.9) * 0.2))}`;
  });
  return `price,colour,units_sold\n${rows.join('\n')}\n`;
}
