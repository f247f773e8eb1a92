/** Honest beside leaking, the split advice and the control by real clicks: they arrive on the set-up page after it stands, and stay with the race. */
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { goTo, openRaceSetup } from '../helpers/mainJob';
import { pictureAndCheck } from '../helpers/pictureAndCheck';
import { projectWindow } from '../helpers/projectWindow';

const root = join(__dirname, '../..');

test.describe('what gives the answer away', () => {
  test.describe.configure({ mode: 'serial', timeout: 240_000 });
  const { almanac, open, close } = projectWindow('leaks');
  let page: Page;

  test.beforeAll(async () => {
    almanac('import', join(root, 'resources/samples/summer-shop.csv'), '--name', 'shop', '--on-ambiguous', 'guess');
    ({ page } = await open());
  });
  test.afterAll(close);

  test('the set-up page stands first; both answers and the split advice fill their places later', async () => {
    await openRaceSetup(page);
    const heights = async (): Promise<(number | undefined)[]> => Promise.all(['Same data, two answers', 'Why this split'].map(async (name) => (await page.getByRole('region', { name }).boundingBox())?.height));
    await expect(page.getByText(/^95 % [\d.]+ to [\d.]+$/)).toHaveCount(2, { timeout: 120_000 });
    await expect(page.getByText(/^On a shuffled target R2 is/)).toBeVisible();
    await expect(page.getByText(/^A lazy split, random rows with every row in/)).toBeVisible({ timeout: 120_000 });
    await expect(page.getByText(/One row per product_id is kept/)).toBeVisible();
    expect((await heights()).every((height) => height !== undefined && height > 100)).toBe(true);
    await pictureAndCheck(page, 'leaks-setup');
  });

  test('the reason of a column tells every suspicion', async () => {
    const row = page.getByRole('row').filter({ hasText: 'rating_one_count' });
    await expect(row.getByTitle(/part of rating_count, the sum of/).first()).toBeVisible();
  });

  test('a race keeps them: honest beside leaking, the split, the control', async () => {
    almanac('train', 'shop', '--proposed', '--models', 'median,ridge');
    await goTo(page, '#/models');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Race 1', { timeout: 30_000 });
    await expect(page.getByText(/^95 % [\d.]+ to [\d.]+$/)).toHaveCount(2);
    await expect(page.getByText('Shuffled target', { exact: true })).toBeVisible();
    await expect(page.getByText(/^A lazy split, random rows with every row in/)).toBeVisible();
    await pictureAndCheck(page, 'leaks-race');
  });
});
