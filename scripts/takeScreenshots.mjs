/**
 * Takes the pictures of docs/screenshots in the desktop window, of a project with a story (sampleStory.mjs). Needs a
 * display. `node scripts/takeScreenshots.mjs DIR` puts them elsewhere, in
 * both themes.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { buildIfNewer } from './build.mjs';
import { resolveElectron } from './electronRuntime.mjs';
import { tellSampleStory } from './sampleStory.mjs';
import { projectRoot } from './say.mjs';

const elsewhere = process.argv[2];
const folder = elsewhere ?? join(projectRoot, 'docs', 'screenshots');

/** Where the pointer rests and nothing lights up. */
const aside = [500, 24];

const work = mkdtempSync(join(tmpdir(), 'almanac-screenshots-'));
const project = join(work, 'Summer shop');
const team = join(tmpdir(), 'Team folder');

/** As a hand drops the file on the window. */
async function dropShop(page) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [join(projectRoot, 'resources', 'samples', 'summer-shop.csv')], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) await session.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data });
  await session.detach();
}

async function takeAll(page) {
  async function take(name, address) {
    if (address) await page.evaluate((hash) => globalThis.location.assign(hash), address);
    await page.waitForFunction(() => !globalThis.document.querySelector('main [aria-busy="true"]'));
    const wanted = name.endsWith('-dark') ? 'dark' : 'light';
    for (const colorScheme of elsewhere === undefined ? [wanted] : ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(2_000);
      await page.screenshot({ path: join(folder, `${name.replace(/-(light|dark)$/, '')}-${colorScheme}.png`) });
    }
  }
  await page.waitForFunction(() => globalThis.performance.getEntriesByName('almanac-usable').length > 0);
  await page.mouse.move(...aside);
  await take('home-light', '#/home');
  await take('data-light', '#/data');
  await take('data-compare-light', '#/data/compare');
  await take('data-lineage-light', '#/data/lineage');
  await dropShop(page);
  await page.getByRole('button', { name: 'Continue to columns' }).click();
  await page.getByRole('row', { name: /^price/ }).first().click({ position: { x: 12, y: 12 } });
  await page.mouse.move(...aside);
  await take('data-import-light');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.evaluate(() => globalThis.location.assign('#/quality'));
  await page.getByRole('textbox', { name: 'Find a check or column' }).fill('retail_price between');
  await page.getByRole('option', { name: /^retail_price: between/ }).click();
  await page.getByRole('textbox', { name: 'Find a check or column' }).fill('');
  await page.getByRole('textbox', { name: 'At most' }).fill('60');
  await page.mouse.move(...aside);
  await take('quality-light');
  await take('models-race-light', '#/models');
  await page.getByRole('button', { name: 'Compare the best three' }).click();
  await page.mouse.move(...aside);
  await take('models-compare-light');
  await take('forecast-dark', '#/forecast/what-if');
  await take('forecast-series-light', '#/forecast/series');
  await take('forecast-report-light', '#/forecast/report');
  await take('registry-light', '#/models/registry');
  await take('monitor-light', '#/monitor');
  await take('automate-light', '#/automate');
  await take('share-light', '#/share');
  await take('settings-light', '#/settings');
}

await buildIfNewer();
rmSync(team, { recursive: true, force: true });
tellSampleStory({ project, work, team });
mkdirSync(folder, { recursive: true });
const electron = await resolveElectron();
const app = await _electron.launch({ executablePath: electron.executable, args: [...electron.args, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--user-data-dir=${join(work, 'user')}`, `--project=${project}`] });
try {
  await takeAll(await app.firstWindow());
} finally {
  await app.close();
  for (const each of [work, team]) rmSync(each, { recursive: true, force: true });
}
