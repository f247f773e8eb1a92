/**
 * The main job from end to end, by real clicks: drop a CSV, import, check, race, cancel, race again, compare two runs,
 * keep a champion, export the report. Once in the desktop window, once in browser mode; every page is pictured in light
 * and dark under test-results/screens.
 */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { dropFiles } from '../helpers/dropFiles';
import { launchApp, launchBrowser, waitUntilUsable, type LaunchedWindow } from '../helpers/launchApp';
import { checkNewData, compareTwoRuns, forecastAllRows, goTo, importOpenFile, keepChampion, openRaceSetup, raceToTheEnd, showReport } from '../helpers/mainJob';
import { pictureBoth } from '../helpers/pictureAndCheck';

const root = join(__dirname, '../..');
const wish = join(root, '../shared/data/wish/summer-products-with-rating-and-performance_2020-08.csv');
const hasWish = existsSync(wish);
const raceLimitMs = 240_000;

interface Surface {
  readonly name: 'electron' | 'browser';
  launch(): Promise<LaunchedWindow & { saveReport(click: () => Promise<void>, name?: string): Promise<Buffer> }>;
}

const surfaces: readonly Surface[] = [
  {
    name: 'electron',
    async launch() {
      const launched = await launchApp();
      return {
        ...launched,
        async saveReport(click, name = 'report.html') {
          const path = join(launched.dataDir, name);
          await launched.app.evaluate(({ dialog }, filePath) => {
            dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
          }, path);
          await click();
          await expect.poll(() => existsSync(path) && statSync(path).size > 0, { timeout: 30_000 }).toBe(true);
          return readFileSync(path);
        },
      };
    },
  },
  {
    name: 'browser',
    async launch() {
      const launched = await launchBrowser();
      return {
        ...launched,
        async saveReport(click) {
          const started = launched.page.waitForEvent('download', { timeout: 30_000 });
          await click();
          const download = await started;
          return readFileSync(await download.path());
        },
      };
    },
  },
];

for (const surface of surfaces) {
  test.describe(`the main job in ${surface.name === 'electron' ? 'the desktop window' : 'browser mode'}`, () => {
    test.describe.configure({ mode: 'serial', timeout: raceLimitMs + 60_000 });

    const folder = mkdtempSync(join(tmpdir(), 'almanac-journey-'));
    const csv = join(folder, 'listings.csv');
    let launched: Awaited<ReturnType<Surface['launch']>>;
    let page: Page;

    test.beforeAll(async () => {
      if (surface.name === 'browser') writeFileSync(csv, partOfShop(400));
      else if (hasWish) copyFileSync(wish, csv);
      else writeFileSync(csv, partOfShop(1_200));
      launched = await surface.launch();
      page = launched.page;
      await waitUntilUsable(page);
    });
    test.afterAll(async () => {
      await launched?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const picture = (name: string): Promise<void> => pictureBoth(page, `${surface.name}/${name}`);

    test('drop a CSV and import it', async () => {
      await picture('01-home-first');
      await dropFiles(page, csv);
      await importOpenFile(page, 'listings', picture);
    });

    test('check what came in', async () => {
      await checkNewData(page, picture);
    });

    test('start a race and cancel it', async () => {
      await openRaceSetup(page);
      await picture('07-models-setup');
      await page.getByRole('button', { name: /^Start race/ }).click();
      // Cancelled before its runs are written, a race would leave nothing to see.
      await page.waitForURL(/#\/models\/race\/[^?]/, { timeout: 30_000 });
      const cancel = page.getByRole('button', { name: 'Cancel race' });
      await cancel.click({ timeout: 30_000 });
      const cancelledAt = Date.now();
      await expect(cancel).toBeHidden({ timeout: 10_000 });
      expect(Date.now() - cancelledAt).toBeLessThan(5_000);
      await goTo(page, '#/models/runs');
      await expect(page.getByText(/cancelled/i).first()).toBeVisible();
    });

    test('race to the end', async () => {
      await raceToTheEnd(page, raceLimitMs, picture);
    });

    test('compare two runs', async () => {
      await compareTwoRuns(page, picture);
    });

    test('keep one as champion', async () => {
      await keepChampion(page);
      await page.getByRole('link', { name: /^Home/ }).click();
      await expect(page.getByText(/^Champion/).first()).toBeVisible();
      await picture('12-home');
    });

    test('try a product, then export the report', async () => {
      await page.getByRole('link', { name: /^Forecast/ }).click();
      await expect(page.getByText('Middle estimate').first()).toBeVisible({ timeout: 30_000 });
      await picture('13-forecast-what-if');
      await forecastAllRows(page, picture);
      await showReport(page);
      const preview = page.frameLocator('iframe[title="Preview of the report"]');
      expect(await preview.locator('body').evaluate((body) => getComputedStyle(body).fontFamily)).not.toContain('Times');
      await picture('15-forecast-report');
      const html = (await launched.saveReport(() => page.getByRole('button', { name: 'Export HTML' }).click())).toString('utf8');
      expect(html.length).toBeLessThan(1_000_000);
      expect(html).toMatch(/^<!doctype html>/i);
      expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/i);
      const xlsx = await launched.saveReport(() => page.getByRole('button', { name: 'Export XLSX' }).click(), 'report.xlsx');
      expect(xlsx.subarray(0, 2).toString()).toBe('PK');
      const pdf = page.getByRole('button', { name: 'Export PDF' });
      if (surface.name === 'browser') await expect(pdf).toBeDisabled();
      else {
        const bytes = await launched.saveReport(() => pdf.click(), 'report.pdf');
        expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
        expect(bytes.toString('latin1').match(/\/Type ?\/Page\b/g)?.length ?? 0).toBeGreaterThan(3);
      }
    });

    test('nothing was refused by the content security policy and nothing failed', () => {
      expect(launched.complaints).toEqual([]);
    });
  });
}

/**
 * The shipped shop, shorter, so that it is data of its own beside the sample: where the real file is not here, and in browser
 * mode, since the same engine raced over all of it for the desktop window.
 */
function partOfShop(rows: number): string {
  const lines = readFileSync(join(root, 'resources/samples/summer-shop.csv'), 'utf8').split('\n');
  return `${lines.slice(0, rows + 1).join('\n')}\n`;
}
