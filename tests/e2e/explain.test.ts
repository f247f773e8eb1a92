/** A run explained in the real window: what it leans on, one column moved, two columns at once, each with a table behind; in both themes, by axe. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { goTo } from '../helpers/mainJob';
import { pictureAndCheck } from '../helpers/pictureAndCheck';
import { projectWindow } from '../helpers/projectWindow';

test.describe('explaining a run', () => {
  test.describe.configure({ mode: 'serial', timeout: 180_000 });
  const window = projectWindow('explain');
  let page: Page;

  test.beforeAll(async () => {
    writeFileSync(join(window.folder, 'shop.csv'), shop());
    window.almanac('train', join(window.folder, 'shop.csv'), '--target', 'units_sold', '--models', 'median,ridge,gradient-boosting');
    page = (await window.open()).page;
  });
  test.afterAll(() => window.close());

  test('is one click from the run, and says that importance is not cause', async () => {
    await goTo(page, '#/models/runs');
    await page.getByRole('row', { name: /Gradient boosting/i }).first().click();
    await page.getByRole('button', { name: 'Explain' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Explain run');
    await expect(page.getByRole('heading', { name: /explains most/ })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('Importance is not cause.').first()).toBeVisible();
    await expect(page.getByText(/"weight", "weight_in_grams": these 2 columns carry the same information/)).toBeVisible();
    await pictureAndCheck(page, 'explain');
  });

  test('moves the chosen column, says where dearer seems to sell more, and keeps the view in its address', async () => {
    await page.getByRole('combobox', { name: 'Column' }).selectOption('price');
    await expect(page.getByText(/dearer seems to sell more/)).toBeVisible({ timeout: 30_000 });
    await page.getByText('From the start').click();
    await expect(page).toHaveURL(/column=price.*lines=centred/);
    await page.getByText('Accumulated', { exact: true }).click();
    await expect(page.getByText(/accumulated local effects/)).toBeVisible();
    await pictureAndCheck(page, 'explain-accumulated');
    await page.getByRole('combobox', { name: 'with' }).selectOption('colour');
    await expect(page.getByRole('heading', { name: /^price and colour/ })).toBeVisible({ timeout: 30_000 });
    const before = page.url();
    await page.reload();
    await expect(page.getByRole('heading', { name: /^price and colour/ })).toBeVisible({ timeout: 60_000 });
    expect(page.url()).toBe(before);
  });

  test('measures importance again on demand, near copies together', async () => {
    await page.getByRole('button', { name: 'Measure with 5 shuffles' }).click();
    await expect(page.getByText(/weight \+ weight_in_grams carry the same information/)).toBeVisible({ timeout: 60_000 });
    await pictureAndCheck(page, 'explain-measured');
  });

  test('every picture has a table behind it', async () => {
    const pictures = page.getByRole('radio', { name: 'Table' });
    await expect(pictures).toHaveCount(4);
    for (let i = 0; i < 4; i++) await pictures.nth(i).check({ force: true });
    await expect(page.getByRole('table')).toHaveCount(4);
  });
});

/** Units rise with the price, as dearer dresses are better ones; a column says the same as another in other units. */
function shop(): string {
  const lines = Array.from({ length: 240 }, (_, row) => {
    const price = 3 + ((row * 7) % 40) / 4;
    const weight = 100 + ((row * 13) % 60) * 5;
    const colour = ['red', 'white', 'blue'][(row * 5) % 3] ?? 'red';
    const units = Math.round(40 + 12 * price + 0.9 * weight + (colour === 'red' ? 60 : 0) + ((row * 29) % 17) * 3);
    return `dress number ${row} of the shop,${price.toFixed(2)},${(weight / 1000).toFixed(3)},${weight},${colour},m${(row * 11) % 40},${units}`;
  });
  return `title,price,weight,weight_in_grams,colour,merchant_id,units_sold\n${lines.join('\n')}\n`;
}
