/** What the columns became, asked in a run's panel in the real window; by axe. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { goTo } from '../helpers/mainJob';
import { pictureAndCheck } from '../helpers/pictureAndCheck';
import { projectWindow } from '../helpers/projectWindow';

test.describe('features of a run', () => {
  test.describe.configure({ mode: 'serial', timeout: 180_000 });
  const window = projectWindow('features');
  let page: Page;

  test.beforeAll(async () => {
    const rows = Array.from({ length: 80 }, (_, i) => [3 + ((i * 7) % 11), 5 + (i % 9), 9 + (i % 4), i < 40 ? 'red' : i < 77 ? 'blue' : `odd ${i}`].join(','));
    writeFileSync(join(window.folder, 'shop.csv'), ['units,price,list_price,colour', ...rows].join('\n'));
    window.almanac('train', join(window.folder, 'shop.csv'), '--target', 'units', '--models', 'median,ridge', '--folds', '3');
    page = (await window.open()).page;
  });
  test.afterAll(() => window.close());

  test('stand behind one click, each column with its steps', async () => {
    await goTo(page, '#/models/runs');
    await page.getByRole('row', { name: /Ridge/i }).first().click();
    await page.getByText('What the columns became').click();
    const table = page.getByRole('table', { name: /What the columns became for ridge/ });
    await expect(table.getByRole('row', { name: /1 - price \/ list_price/ })).toBeVisible({ timeout: 30_000 });
    await expect(table.getByRole('row', { name: /colour/ })).toContainText('3 rare levels in 3 rows pooled');
    await pictureAndCheck(page, 'features');
  });
});
