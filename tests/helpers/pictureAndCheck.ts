/** A page in both themes: its picture, and what axe says of it. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const root = join(__dirname, '../..');

/** What the other theme can change: the rules of axe that look at colours. */
const colourRules = ['color-contrast', 'link-in-text-block'];
/** Stands in for the program of axe, half a megabyte, where the page has it from an earlier look. */
const isThere = 'undefined';

/**
 * No serious violation, by axe; the test goes on, so that one run names all. What passes by itself, such as a notice that
 * fades, is no state of the page: a violation counts where it is there in each of three looks.
 */
export async function checkAccess(page: Page, place = ''): Promise<void> {
  await expectNoneLasting(page, place, []);
}

/** Pictures the page in light and dark under test-results/screens, each checked. */
export async function pictureAndCheck(page: Page, name: string): Promise<void> {
  await pictureBoth(page, name, (colorScheme) => expectNoneLasting(page, `${name}, ${colorScheme}`, colorScheme === 'light' ? [] : colourRules));
}

/** Pictures alone, where the page is checked elsewhere. */
export async function pictureBoth(page: Page, name: string, look: (colorScheme: 'light' | 'dark') => Promise<void> = () => Promise.resolve()): Promise<void> {
  const folder = join(root, 'test-results/screens');
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(150);
    await untilStill(page);
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
    await look(colorScheme);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/**
 * Two seconds at most: the picture of a running race is never still. Playwright's own way of stopping animations
 * (`animations: 'disabled'`) crashes the page of an older Electron while a button turns its waiting sign.
 */
async function untilStill(page: Page): Promise<void> {
  const isStill = (): boolean => document.getAnimations().every((each) => each.playState !== 'running' || each.effect?.getComputedTiming().endTime === Infinity);
  await page.waitForFunction(isStill, null, { timeout: 2_000 }).catch(() => undefined);
}

/** By the rules named, or by all. */
async function expectNoneLasting(page: Page, place: string, rules: readonly string[]): Promise<void> {
  let lasting: readonly string[] | null = null;
  for (let look = 0; look < 3 && (lasting === null || lasting.length > 0); look++) {
    if (look > 0) await page.waitForTimeout(700);
    const seen = await seriousViolations(page, rules);
    lasting = lasting === null ? [...seen] : lasting.filter((violation) => seen.has(violation));
  }
  expect.soft(lasting, place).toEqual([]);
}

/**
 * Electron opens no second page, in which axe would finish; legacy mode does without. A report's preview is a document of
 * its own, which lets no script in, not even axe. What passes is not told node by node, which is half of the work.
 */
async function seriousViolations(page: Page, rules: readonly string[]): Promise<ReadonlySet<string>> {
  const wasThere = await page.evaluate(() => 'axe' in window);
  const builder = new AxeBuilder({ page, ...(wasThere ? { axeSource: isThere } : {}) }).setLegacyMode(true).options({ resultTypes: ['violations'] }).exclude('iframe');
  const { violations } = await (rules.length > 0 ? builder.withRules([...rules]) : builder).analyze();
  return new Set(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`)));
}
