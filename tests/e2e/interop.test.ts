/** Ways out and in by real clicks: a run as ONNX, a version of the data as a DVC repository, runs of MLflow from a folder. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';
import { goTo } from '../helpers/mainJob';
import { checkAccess } from '../helpers/pictureAndCheck';

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
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('read data of dvc');
  await page.keyboard.press('Enter');
  const choice = page.getByRole('dialog', { name: 'Which tables of this DVC store?' });
  await expect(choice.getByRole('checkbox')).toHaveCount(1);
  await expect(choice.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await checkAccess(page);
  await picture('interop-dvc-choice');
  await choice.getByRole('checkbox').check();
  await choice.getByRole('button', { name: 'Import 1 table' }).click();
  await expect(choice).toBeHidden();
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
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  expect(launched.complaints).toEqual([]);
});
