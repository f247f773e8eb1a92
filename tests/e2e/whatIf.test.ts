/** What-if, batch and the scoring endpoint by real clicks on the real Electron: sliders, scenarios, a page to mail, a checked batch, a served model; in both themes, by axe. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { commandIn } from '../helpers/commandIn';
import { launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';
import { goTo } from '../helpers/mainJob';
import { pictureAndCheck } from '../helpers/pictureAndCheck';


test.describe('what-if', () => {
  test.describe.configure({ mode: 'serial', timeout: 180_000 });
  const folder = mkdtempSync(join(tmpdir(), 'almanac-what-if-'));
  const project = join(folder, 'Summer shop');
  let launched: LaunchedApp;
  let page: Page;

  const almanac = commandIn(project, folder);

  test.beforeAll(async () => {
    writeFileSync(join(folder, 'shop.csv'), shop(0));
    writeFileSync(join(folder, 'odd.csv'), shop(80).replaceAll('red', 'violet'));
    almanac('train', join(folder, 'shop.csv'), '--target', 'units_sold', '--models', 'median,ridge,gradient-boosting');
    almanac('promote', '3', '--as', 'champion', '--reason', 'It follows the price.');
    almanac('import', join(folder, 'odd.csv'), '--name', 'odd');
    launched = await launchApp({ dataDir: join(folder, 'data'), args: [`--project=${project}`] });
    page = launched.page;
    await waitUntilUsable(page);
  });
  test.afterAll(async () => {
    await launched?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('says what makes the forecast, by exact values and in words', async () => {
    await goTo(page, '#/forecast/what-if');
    const drivers = page.getByRole('region', { name: 'What makes it so' });
    await expect(drivers.getByText(/exact for trees \(path-dependent TreeSHAP/)).toBeVisible({ timeout: 30_000 });
    await pictureAndCheck(page, 'what-if');
  });

  test('marks what lies beyond training', async () => {
    const price = page.getByRole('textbox', { name: 'price', exact: true }).or(page.getByRole('spinbutton', { name: 'price', exact: true })).first();
    await price.fill('60');
    await expect(page.getByText('price lies beyond what the model has seen.')).toBeVisible();
    await price.fill('5');
    await expect(page.getByText('price lies beyond what the model has seen.')).toBeHidden();
  });

  test('keeps scenarios in the project: saved, renamed, side by side, removed and brought back, there after a reload', async () => {
    const table = page.getByRole('table', { name: 'Scenarios' });
    await page.getByRole('button', { name: 'Save scenario' }).click();
    await expect(table.getByRole('textbox', { name: 'Name of scenario B' })).toBeVisible();
    await page.getByRole('textbox', { name: 'price', exact: true }).or(page.getByRole('spinbutton', { name: 'price', exact: true })).first().fill('12');
    await page.getByRole('button', { name: 'Save scenario' }).click();
    const name = table.getByRole('textbox', { name: 'Name of scenario C' });
    await name.fill('Twelve');
    await name.press('Enter');
    await page.getByRole('button', { name: 'Side by side' }).click();
    const beside = page.getByRole('dialog', { name: 'Side by side' });
    await expect(beside.getByRole('rowheader', { name: 'price' })).toBeVisible();
    await expect(beside.getByRole('rowheader', { name: 'colour' })).toBeHidden();
    await beside.getByRole('textbox', { name: 'Notes C' }).fill('Asked by the buyer.');
    await pictureAndCheck(page, 'what-if-side-by-side');
    await beside.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Remove scenario B' }).click();
    await expect(table.getByRole('textbox', { name: 'Name of scenario C' })).toBeHidden();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(table.getByRole('textbox', { name: 'Name of scenario C' })).toHaveValue('Twelve');
    await page.reload();
    await waitUntilUsable(page);
    await expect(page.getByRole('table', { name: 'Scenarios' }).getByRole('textbox', { name: 'Name of scenario C' })).toHaveValue('Twelve', { timeout: 30_000 });
  });

  test('saves a page to mail', async () => {
    const path = join(folder, 'what-if.html');
    await launched.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await page.getByRole('button', { name: 'Save as a page to mail' }).click();
    await expect.poll(() => existsSync(path) && statSync(path).size > 0, { timeout: 30_000 }).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain("default-src 'none'");
    expect(statSync(path).size).toBeLessThan(1024 * 1024);
  });

  test('checks a batch before it scores', async () => {
    await goTo(page, '#/forecast/batch');
    await page.getByRole('combobox', { name: 'Data to forecast' }).selectOption({ label: 'odd v1, 240 rows' });
    await expect(page.getByText(/is new to the model in 80 rows, such as "violet"/)).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/lies beyond what was trained on in/)).toBeVisible();
    await pictureAndCheck(page, 'batch-check');
    await page.getByRole('button', { name: 'Forecast all rows' }).click();
    await expect(page.getByRole('button', { name: 'Save CSV' })).toBeEnabled({ timeout: 60_000 });
  });

  test('serves the champion to this computer, shows the key once, and a lamp while it is on', async () => {
    await goTo(page, '#/settings/scoring');
    await page.getByRole('button', { name: 'Turn on' }).click();
    const token = (await page.getByTestId('scoring-key').textContent()) ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    const address = (await page.getByText(/^http:\/\/127\.0\.0\.1:\d+\/invocations$/).textContent()) ?? '';
    const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ dataframe_records: [{ price: 5, colour: 'red' }] }) });
    expect(await answer.json()).toEqual({ predictions: [expect.any(Number)] });
    expect((await fetch(address, { method: 'POST', body: '{}' })).status).toBe(401);
    await expect(page.getByRole('table', { name: 'Requests' }).getByRole('row')).toHaveCount(3);
    await pictureAndCheck(page, 'settings-scoring-on');
    await goTo(page, '#/forecast/what-if');
    await expect(page.getByRole('status').getByText(/Serving on 127\.0\.0\.1:\d+/)).toBeVisible();
    await goTo(page, '#/settings/scoring');
    await expect(page.getByTestId('scoring-key')).toBeHidden();
    await page.getByRole('button', { name: 'Turn off' }).click();
    await expect(page.getByRole('button', { name: 'Turn on' })).toBeVisible();
    await expect(fetch(address)).rejects.toThrow();
    expect(launched.complaints).toEqual([]);
  });
});

/** Units follow price and colour. */
function shop(dearer: number): string {
  const rows = Array.from({ length: 240 }, (_, i) => {
    const price = 1 + ((i * 37) % (60 + dearer)) / 4;
    const colour = ['red', 'white', 'blue'][i % 3] ?? '';
    return `${price},${colour},${Math.round(Math.exp(5 - price / 8 + (colour === 'red' ? 0.8 : 0) + Math.sin(i * 12.9) * 0.2))}`;
  });
  return `price,colour,units_sold\n${rows.join('\n')}\n`;
}
