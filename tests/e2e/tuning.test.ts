/** A search for better settings in the real window: set up, watched while it runs, judged after; in both themes, by axe. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { pictureAndCheck } from '../helpers/pictureAndCheck';
import { projectWindow } from '../helpers/projectWindow';

test.describe('a search for better settings', () => {
  test.describe.configure({ mode: 'serial', timeout: 240_000 });
  const shop = projectWindow('tuning');
  let page: Page;

  test.beforeAll(async () => {
    const file = join(shop.folder, 'shop.csv');
    writeFileSync(file, smallShop());
    shop.almanac('import', file);
    ({ page } = await shop.open());
  });
  test.afterAll(() => shop.close());

  test('is offered in the set-up with its budget', async () => {
    await page.evaluate(() => (window.location.hash = '#/models/setup'));
    const offer = page.getByRole('checkbox', { name: 'Search for better settings first' });
    await expect(offer).toBeVisible({ timeout: 60_000 });
    for (const model of ['Ridge', 'Neural network', 'Average', 'Elastic net', 'Gradient boosting']) {
      const box = page.getByRole('checkbox', { name: model, exact: false }).first();
      if ((await box.count()) > 0 && (await box.isChecked())) await box.uncheck();
    }
    await offer.check();
    await page.getByRole('textbox', { name: 'Minutes' }).fill('0.4');
    await page.getByRole('textbox', { name: 'Minutes' }).blur();
    await pictureAndCheck(page, 'models-search-setup');
    await page.getByRole('button', { name: 'Start race' }).click();
  });

  test('shows each trial as it comes, by shape and in a table', async () => {
    await expect(page.getByRole('heading', { level: 1, name: 'Search for better settings: units_sold' })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('status').filter({ hasText: /trials? in/ })).toBeVisible();
    const trials = page.getByRole('table', { name: 'Trials' });
    await expect(trials.getByRole('row').nth(3)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('img', { name: /a mark per trial/ })).toBeVisible();
    await pictureAndCheck(page, 'models-search-running');
  });

  test('says after the race whether the gain is real, what was chosen and what mattered', async () => {
    await expect(page.getByRole('button', { name: 'Search again' })).toBeVisible({ timeout: 180_000 });
    await expect(page.getByRole('heading', { name: /^Random forest: / })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Which settings mattered' })).toBeVisible();
    await expect(page.getByText(/made of the other folds of the race without the rows that fold 1 holds out/)).toBeVisible();
    await expect(page.getByRole('row', { name: /standard settings/ }).first()).toBeVisible();
    await pictureAndCheck(page, 'models-search-done');
  });

  test('leads to its race and back', async () => {
    await page.getByRole('button', { name: 'See the race' }).click();
    await expect(page.getByRole('heading', { level: 1, name: /^Race 1/ })).toBeVisible();
    await page.getByRole('link', { name: 'How its settings were found' }).click();
    await expect(page.getByRole('heading', { level: 1, name: /^Search for better settings/ })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1, name: /^Race 1/ })).toBeVisible();
    await page.goForward();
    await expect(page.getByRole('table', { name: 'Trials' })).toBeVisible();
    await page.getByRole('table', { name: 'Trials' }).getByRole('button', { name: 'Folds' }).click();
    await expect(page.getByRole('columnheader', { name: 'Folds' })).toHaveAttribute('aria-sort', 'ascending');
  });
});

/** Units that follow price and colour, with chance. */
function smallShop(): string {
  const lines = ['product_id,price,colour,stock,units_sold'];
  let state = 7;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let row = 0; row < 260; row++) {
    const price = 2 + Math.round(next() * 400) / 10;
    const colour = ['red', 'green', 'blue', 'black'][Math.floor(next() * 4)] ?? 'red';
    const stock = Math.round(next() * 90);
    lines.push(`p${row},${price},${colour},${stock},${Math.round(Math.exp(5 - price / 18 + (colour === 'red' ? 0.8 : 0) + (next() - 0.5) * 1.2))}`);
  }
  return `${lines.join('\n')}\n`;
}
