/**
 * Takes the pictures of docs/screenshots in the desktop window, from the shipped samples: the first part of the shop is
 * imported, checked and raced with and without what is known only after sale, a champion is kept; then the whole shop
 * arrives, is looked at for drift and goes through the pipeline; weekly sales are forecast; the project is shared with
 * a folder. All in a project of its own. Needs a display. `node scripts/takeScreenshots.mjs DIR` puts them elsewhere, in
 * both themes.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { buildIfNewer } from './build.mjs';
import { resolveElectron } from './electronRuntime.mjs';
import { projectRoot } from './say.mjs';

const shop = join(projectRoot, 'resources', 'samples', 'summer-shop.csv');
const weekly = join(projectRoot, 'resources', 'samples', 'online-retail-weekly.csv');
const elsewhere = process.argv[2];
const folder = elsewhere ?? join(projectRoot, 'docs', 'screenshots');
/** Rows of the shop that the first version holds. */
const firstRows = 900;
const afterSale = ['rating', 'rating_count', 'rating_five_count', 'rating_four_count', 'rating_three_count', 'rating_two_count', 'rating_one_count'];
const setUp = ['--target', 'units_sold', '--group-by', 'merchant_id', '--one-row-per', 'product_id', '--folds', '5'];

/** Where the pointer rests and nothing lights up. */
const aside = [500, 24];

const work = mkdtempSync(join(tmpdir(), 'almanac-screenshots-'));
const project = join(work, 'Summer shop');
const team = join(tmpdir(), 'Team folder');

function almanac(...command) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(projectRoot, 'out', 'main', 'cli.cjs'), ...command, '--project', project, '--json', '--quiet'], { encoding: 'utf8', maxBuffer: 1e9 });
  if (status !== 0 && status !== 1) throw new Error(`almanac ${command[0]} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

function makeProject() {
  const part = join(work, 'summer-shop.csv');
  writeFileSync(part, `${readFileSync(shop, 'utf8').split('\n').slice(0, firstRows + 1).join('\n')}\n`);
  almanac('import', part, '--name', 'summer-shop');
  almanac('validate', 'summer-shop');
  almanac('train', 'summer-shop', ...setUp, '--models', 'mean,median,ridge,gradient-boosting');
  const { best } = almanac('train', 'summer-shop', ...setUp, ...afterSale.flatMap((column) => ['--exclude', column]));
  almanac('promote', best, '--as', 'champion', '--reason', 'Lowest error of five models on merchants it has not seen.');
  almanac('pipeline', 'save', 'monthly-forecast', '--dataset', 'summer-shop');
  almanac('pipeline', 'run', 'monthly-forecast');
  almanac('pipeline', 'decide', 'monthly-forecast@1', '--refuse', '--reason', 'The same data and the same answer: the champion stays.');
  almanac('import', shop, '--name', 'summer-shop');
  almanac('validate', 'summer-shop');
  almanac('monitor', 'run', '--current', 'summer-shop');
  almanac('pipeline', 'run', 'monthly-forecast');
  almanac('pipeline', 'decide', 'monthly-forecast@2', '--approve', '--reason', 'It has seen 420 more listings, and is not worse.');
  almanac('pipeline', 'run', 'monthly-forecast');
  almanac('predict', 'summer-shop', '-o', join(work, 'forecast.csv'));
  almanac('forecast', weekly, '--target', 'units', '--date', 'week_start', '--group', 'sku', '--horizon', '4');
  mkdirSync(team, { recursive: true });
  almanac('sync', team);
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
  await page.evaluate(() => globalThis.location.assign('#/quality'));
  await page.getByRole('group', { name: 'retail_price' }).getByRole('option', { name: /between/ }).click();
  await page.getByRole('textbox', { name: 'At most' }).fill('60');
  await page.mouse.move(...aside);
  await take('quality-light');
  await take('models-race-light', '#/models/race');
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
makeProject();
mkdirSync(folder, { recursive: true });
const electron = await resolveElectron();
const app = await _electron.launch({ executablePath: electron.executable, args: [...electron.args, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--user-data-dir=${join(work, 'user')}`, `--project=${project}`] });
try {
  await takeAll(await app.firstWindow());
} finally {
  await app.close();
  for (const each of [work, team]) rmSync(each, { recursive: true, force: true });
}
