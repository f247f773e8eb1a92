/** A page in both themes: its picture, and what axe says of it. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const root = join(__dirname, '../..');

/**
 * No serious violation, by axe; the test goes on, so that one run names all. What passes by itself, such as a notice that
 * fades, is no state of the page: a violation counts where it is there in each of three looks. Electron opens no second
 * page, in which axe would finish; legacy mode does without. A report's preview is a document of its own, which lets no
 * script in, not even axe.
 */
export async function checkAccess(page: Page, place = ''): Promise<void> {
  let lasting: readonly string[] | null = null;
  for (let look = 0; look < 3 && (lasting === null || lasting.length > 0); look++) {
    if (look > 0) await page.waitForTimeout(700);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude('iframe').analyze();
    const seen = new Set(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`)));
    lasting = lasting === null ? [...seen] : lasting.filter((violation) => seen.has(violation));
  }
  expect.soft(lasting, place).toEqual([]);
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
