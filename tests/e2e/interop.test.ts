/** Ways out and in by real clicks: a run as ONNX, a version of the data as a DVC repository, runs of MLflow from a folder. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { dropFiles } from '../helpers/dropFiles';
import { launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';
import { goTo } from '../helpers/mainJob';
import { checkAccess, pictureAndCheck } from '../helpers/pictureAndCheck';

const root = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'almanac-interop-e2e-'));
const project = join(folder, 'project');
const pictures = process.env['ALMANAC_PICTURES'];

function almanac(...args: string[]): void {
  const { status, stderr } = spawnSync(join(root, 'node_modules/node/bin/node'), [join(root, 'out/main/cli.cjs'), ...args, '--project', project, '--json', '--quiet'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`almanac ${args.join(' ')} ended with ${status}: ${stderr}`);
}

test.describe.configure({ mode: 'serial' });
let launched: LaunchedApp;
let page: Page;

test.beforeAll(async () => {
  almanac('import', join(root, 'resources/samples/summer-shop.csv'), '--name', 'shop');
  almanac('train', 'shop', '--target', 'units_sold', '--models', 'mean,ridge,gradient-boosting', '--folds', '2');
  almanac('export', 'project', '--to', 'mlflow', '-o', join(folder, 'mlruns'));
  launched = await launchApp({ args: [`--project=${project}`] });
  page = launched.page;
  await waitUntilUsable(page);
});
test.afterAll(async () => {
  await launched?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The next file dialog is answered with this path. */
async function answerDialogs(path: string): Promise<void> {
  await launched.app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

async function picture(name: string): Promise<void> {
  if (pictures === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

test('a run is saved as an ONNX model, and the notice says what the form cannot hold', async () => {
  await goTo(page, '#/models/runs');
  await page.getByRole('row', { name: /Gradient boosting/ }).click();
  const panel = page.getByRole('complementary', { name: /Gradient boosting/ });
  await panel.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('menuitem', { name: /XGBoost model/ })).toBeEnabled();
  await expect(page.getByRole('menuitem', { name: /DVC repository/ })).toHaveCount(0);
  await picture('interop-run-menu');
  const target = join(folder, 'model.zip');
  await answerDialogs(target);
  await page.getByRole('menuitem', { name: /ONNX model/ }).click();
  await expect(page.getByText(/-onnx\.zip saved\. Not expressible:/)).toBeVisible({ timeout: 30_000 });
  expect(Object.keys(unzipSync(readFileSync(target))).sort()).toEqual(['README.txt', 'encoded.csv', 'features.json', 'model.onnx', 'predictions.csv']);
});

test('a version of the data is saved as a DVC repository', async () => {
  await goTo(page, '#/data');
  const target = join(folder, 'data.zip');
  await answerDialogs(target);
  await page.getByRole('button', { name: 'Export' }).click();
  await picture('interop-data-menu');
  await page.getByRole('menuitem', { name: /DVC repository/ }).click();
  await expect.poll(() => existsSync(target), { timeout: 30_000 }).toBe(true);
  const entries = unzipSync(readFileSync(target));
  expect(Buffer.from(entries['shop-v1.csv'] ?? []).equals(readFileSync(join(root, 'resources/samples/summer-shop.csv')))).toBe(true);
});

test('a shared folder becomes a DVC remote, and a table chosen from it comes in', async () => {
  const share = join(folder, 'share');
  mkdirSync(share);
  await goTo(page, '#/data');
  await launched.app.evaluate(({ dialog }, [remote = '', archive = '']) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [remote] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: archive });
  }, [share, join(folder, 'pointers.zip')]);
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /DVC remote folder/ }).click();
  await expect.poll(() => existsSync(join(folder, 'pointers.zip')), { timeout: 30_000 }).toBe(true);
  const entries = unzipSync(readFileSync(join(folder, 'pointers.zip')));
  expect(Object.keys(entries)).toContain('shop-v1.csv.dvc');
  expect(Object.keys(entries)).not.toContain('shop-v1.csv');
  expect(Buffer.from(entries['.dvc/config'] ?? []).toString()).toContain(share);
  await page.getByRole('button', { name: 'More ways to import' }).click();
  await page.getByRole('menuitem', { name: /^Data of DVC/ }).click();
  const choice = page.getByRole('dialog', { name: 'Which tables of this DVC store?' });
  await expect(choice.getByRole('checkbox')).toHaveCount(1);
  await expect(choice.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await checkAccess(page);
  await picture('interop-dvc-choice');
  await choice.getByRole('checkbox').check();
  await choice.getByRole('button', { name: 'Import 1 table' }).click();
  const done = page.getByRole('dialog', { name: '1 version read from DVC' });
  await expect(done.getByText(/was here already$/)).toBeVisible({ timeout: 30_000 });
  await done.getByRole('button', { name: 'Close' }).click();
});

test('a dropped .dvc file brings all its versions that git remembers, with their messages; what is gone is named', async () => {
  const repository = join(folder, 'repository');
  const run = (...args: string[]): void => {
    const { status, stderr } = spawnSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.invalid', '-c', 'commit.gpgsign=false', ...args], { cwd: repository, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  mkdirSync(join(repository, '.dvc'), { recursive: true });
  run('init', '-q');
  for (const [i, text] of ['day,sold\n2026-01-01,3\n', 'day,sold\n2026-01-01,4\n', 'day,sold\n2026-01-01,5\n'].entries()) {
    const md5 = createHash('md5').update(text).digest('hex');
    writeFileSync(join(repository, 'till.csv.dvc'), `outs:\n- md5: ${md5}\n  hash: md5\n  path: till.csv\n`);
    if (i !== 1) {
      mkdirSync(join(repository, '.dvc/cache/files/md5', md5.slice(0, 2)), { recursive: true });
      writeFileSync(join(repository, '.dvc/cache/files/md5', md5.slice(0, 2), md5.slice(2)), text);
    }
    run('add', 'till.csv.dvc');
    run('commit', '-q', '-m', `Till of day ${i + 1}`);
  }
  await dropFiles(page, join(repository, 'till.csv.dvc'));
  const dialog = page.getByRole('dialog', { name: 'Data of DVC: till.csv.dvc' });
  await expect(dialog.getByText('1 table now, and 2 earlier versions that git remembers.')).toBeVisible({ timeout: 30_000 });
  await checkAccess(page);
  await picture('interop-dvc-versions');
  await dialog.getByRole('button', { name: 'Read all 3 versions' }).click();
  const done = page.getByRole('dialog', { name: '2 versions read from DVC' });
  await expect(done.getByRole('region', { name: '1 passed over' })).toContainText('"Till of day 2"');
  await pictureAndCheck(page, 'interop-dvc-done');
  await done.getByRole('link', { name: 'till v2' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('till v2');
  await expect(page.getByText(/: Till of day 3$/).first()).toBeVisible();
  // The folder does as well; what is here already is not read twice.
  await dropFiles(page, repository);
  await page.getByRole('button', { name: 'Only as they are now' }).click();
  await expect(page.getByText('till.csv, was here already')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('runs of MLflow come in from a folder and stand below the own runs', async () => {
  await answerDialogs(join(folder, 'mlruns'));
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('read runs of mlflow');
  await page.keyboard.press('Enter');
  await expect(page.getByText('3 runs of MLflow read.')).toBeVisible({ timeout: 30_000 });
  await goTo(page, '#/models/runs');
  await expect(page.getByRole('table', { name: 'Runs of MLflow' }).getByRole('row')).toHaveCount(4);
  await picture('interop-imported-runs');
  await checkAccess(page);
  expect(launched.complaints).toEqual([]);
});
