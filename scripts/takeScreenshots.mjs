/**
 * Takes the pictures of docs/screenshots in the desktop window, from the sample shop: imports, checks, races with and
 * without what is known only after sale, keeps a champion and forecasts, in a project of its own. Needs a display.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { buildIfNewer } from './build.mjs';
import { resolveElectron } from './electronRuntime.mjs';
import { projectRoot } from './say.mjs';

const shop = join(projectRoot, 'resources', 'samples', 'summer-shop.csv');
const folder = join(projectRoot, 'docs', 'screenshots');
const afterSale = ['rating', 'rating_count', 'rating_five_count', 'rating_four_count', 'rating_three_count', 'rating_two_count', 'rating_one_count'];
const setUp = ['--target', 'units_sold', '--group-by', 'merchant_id', '--one-row-per', 'product_id', '--folds', '5'];

/** Where the pointer rests and nothing lights up. */
const aside = [500, 24];

const work = mkdtempSync(join(tmpdir(), 'almanac-screenshots-'));
const project = join(work, 'Summer shop');

function almanac(...command) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(projectRoot, 'out', 'main', 'cli.cjs'), ...command, '--project', project, '--json', '--quiet'], { encoding: 'utf8', maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`almanac ${command[0]} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

function makeProject() {
  almanac('import', shop, '--name', 'summer-shop');
  almanac('validate', 'summer-shop');
  almanac('train', 'summer-shop', ...setUp, '--models', 'mean,median,ridge,gradient-boosting');
  const { best } = almanac('train', 'summer-shop', ...setUp, ...afterSale.flatMap((column) => ['--exclude', column]));
  almanac('promote', best, '--as', 'champion', '--reason', 'Lowest error of five models on merchants it has not seen.');
  almanac('predict', 'summer-shop', '-o', join(work, 'forecast.csv'));
}

async function takeAll(page) {
  async function take(name, address) {
    if (address) await page.evaluate((hash) => globalThis.location.assign(hash), address);
    await page.emulateMedia({ colorScheme: name.endsWith('-dark') ? 'dark' : 'light' });
    await page.waitForFunction(() => !globalThis.document.querySelector('main [aria-busy="true"]'));
    await page.waitForTimeout(2_000);
    await page.screenshot({ path: join(folder, `${name}.png`) });
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
  await take('models-race-light', '#/models');
  await page.getByRole('button', { name: 'Compare the best three' }).click();
  await page.mouse.move(...aside);
  await take('models-compare-light');
  await take('forecast-dark', '#/forecast/what-if');
  await take('forecast-report-light', '#/forecast/report');
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
  rmSync(work, { recursive: true, force: true });
}
