/** A page in both themes: its picture, and what axe says of it. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const root = join(__dirname, '../..');

/**
 * No serious violation, by axe; the test goes on, so that one run names all. Electron opens no second page, in which axe
 * would finish; legacy mode does without. A report's preview is a document of its own, which lets no script in, not even axe.
 */
export async function checkAccess(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude('iframe').analyze();
  expect.soft(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
}

/** Pictures the page in light and dark under test-results/screens, each checked. */
export async function pictureAndCheck(page: Page, name: string): Promise<void> {
  const folder = join(root, 'test-results/screens');
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
    await checkAccess(page);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
