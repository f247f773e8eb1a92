/** Versions by real clicks on the real Electron: used again, noted, to the trash and back by Undo, taken back from Settings, cleared for good. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { goTo } from '../helpers/mainJob';
import { pictureAndCheck } from '../helpers/pictureAndCheck';
import { projectWindow } from '../helpers/projectWindow';

test.describe('versions of the data', () => {
  test.describe.configure({ mode: 'serial', timeout: 120_000 });
  const { folder, almanac, open, close } = projectWindow('versions');
  let page: Page;

  test.beforeAll(async () => {
    const csv = 'product,price\nanorak,10\nbeach ball,2.5\n';
    for (const [i, more] of ['', 'cap,3\n', 'cap,3\ndress,20\n'].entries()) {
      writeFileSync(join(folder, `week${i}.csv`), `${csv}${more}`);
      almanac('import', join(folder, `week${i}.csv`), '--name', 'shop');
    }
    ({ page } = await open());
  });
  test.afterAll(close);

  async function choose(version: number, item: string): Promise<void> {
    await page.getByRole('button', { name: `More about version ${version}` }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  test('an older version is opened, although its table was let go, and made current again', async () => {
    await goTo(page, '#/data');
    await page.getByRole('link', { name: /^v1/ }).click();
    await expect(page.getByRole('gridcell', { name: 'anorak' }).or(page.getByText('anorak')).first()).toBeVisible();
    await choose(1, 'Make current again');
    await expect(page.getByText('shop now means v1, until a new version is imported.')).toBeVisible();
    await expect(page.getByRole('link', { name: /^v1.*in use/ })).toBeVisible();
    await expect(page.getByRole('contentinfo').getByText('shop v1').first()).toBeVisible();
    await expect(page.getByRole('link', { name: /^What changed since/ })).toHaveCount(0);
  });

  test('a note is written', async () => {
    await choose(1, 'Add a note');
    await page.getByRole('textbox', { name: 'Note on version 1' }).fill('Before the spring prices');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Before the spring prices')).toBeVisible();
    await pictureAndCheck(page, 'versions-in-use');
  });

  test('a version goes to the trash, and Undo brings it back', async () => {
    await page.getByRole('link', { name: /^v2/ }).click();
    await choose(2, 'Move to trash');
    await expect(page.getByRole('link', { name: /^v2/ })).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('link', { name: /^v2/ })).toBeVisible();
  });

  test('a version in the trash says so on its page and in the lineage, and is taken back there', async () => {
    const address = (await page.getByRole('link', { name: /^v2/ }).getAttribute('href')) ?? '';
    await page.getByRole('link', { name: /^v2/ }).click();
    await choose(2, 'Move to trash');
    await goTo(page, address);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/v2/);
    const mark = page.locator('main').getByText('in the trash', { exact: true });
    await expect(mark).toBeVisible();
    await pictureAndCheck(page, 'version-in-trash');
    await goTo(page, `#/data/lineage/snapshot/${address.split('/').at(-1)?.split('?')[0] ?? ''}`);
    await expect(page.getByRole('group', { name: 'Lineage, from left to right' }).getByRole('link', { name: /^Data, .* v2, .*in the trash$/ })).toBeVisible();
    await goTo(page, `${address}?lineage=snapshot:${address.split('/').at(-1)?.split('?')[0] ?? ''}`);
    await expect(page.getByRole('dialog').getByText('in the trash')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Take it out of the trash' }).click();
    await expect(mark).toBeHidden();
    await expect(page.getByRole('button', { name: 'Check it' })).toBeVisible();
  });

  test('the trash says by name what would go, gives back, and is cleared', async () => {
    await page.getByRole('link', { name: /^v2/ }).click();
    await choose(2, 'Move to trash');
    await page.getByRole('link', { name: /^v3/ }).click();
    await choose(3, 'Move to trash');
    await page.getByRole('link', { name: 'Trash', exact: true }).click();
    await expect(page.getByText(/^shop version 2, .* deleted today; nothing else uses it/)).toBeVisible();
    await pictureAndCheck(page, 'trash');
    await page.getByRole('button', { name: 'Take back shop v3' }).click();
    await expect(page.getByText('shop v3 is back.')).toBeVisible();
    await expect(page.getByText(/^shop version 3,/)).toHaveCount(0);
    await page.getByRole('button', { name: /^Clear / }).click();
    await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
    await goTo(page, '#/data');
    await expect(page.getByRole('link', { name: /^v3/ })).toBeVisible();
    await expect(page.getByRole('link', { name: /^v2/ })).toHaveCount(0);
  });
});
