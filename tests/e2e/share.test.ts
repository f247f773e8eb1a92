/** Sharing by real clicks on the real Electron: choose a folder, a second engine decides otherwise, the conflict is shown and settled; in both themes, by axe. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';
import { pictureAndCheck } from '../helpers/pictureAndCheck';

const root = join(__dirname, '../..');

test.describe('share', () => {
  test.describe.configure({ mode: 'serial', timeout: 180_000 });
  const folder = mkdtempSync(join(tmpdir(), 'almanac-share-'));
  const share = join(folder, 'Shared with Ben');
  const own = join(folder, 'Summer shop');
  const bens = join(folder, "Ben's copy");
  let launched: LaunchedApp;
  let page: Page;

  function almanac(project: string, ...args: string[]): unknown {
    const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/node/bin/node'), [join(root, 'out/main/cli.cjs'), ...args, '--project', project, '--json', '--quiet'], { encoding: 'utf8', cwd: folder });
    if (status !== 0) throw new Error(`almanac ${args[0] ?? ''} ended with ${String(status)}: ${stdout}${stderr}`);
    return JSON.parse(stdout);
  }

  test.beforeAll(async () => {
    mkdirSync(share);
    writeFileSync(join(folder, 'shop.csv'), shopCsv());
    almanac(own, 'train', join(folder, 'shop.csv'), '--target', 'units', '--models', 'mean,median,ridge', '--folds', '3');
    almanac(own, 'promote', '1', '--as', 'champion', '--reason', 'To start with.');
    launched = await launchApp({ dataDir: join(folder, 'data'), args: [`--project=${own}`] });
    page = launched.page;
    await waitUntilUsable(page);
  });
  test.afterAll(async () => {
    await launched?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('without a folder the page teaches; choosing one sends what is here', async () => {
    await page.getByRole('navigation').getByRole('link', { name: /Share/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Share' })).toBeVisible();
    await pictureAndCheck(page, 'share-empty');
    await launched.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, share);
    await page.getByRole('button', { name: 'Choose a shared folder' }).click();
    await expect(page.getByText(/^You sent .*3 runs/)).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('Only this computer so far')).toBeVisible();
  });

  test('two decided at once: both stand side by side, the agreed one holds, and a click settles it for both', async () => {
    almanac(bens, 'sync', share);
    almanac(bens, 'promote', '3', '--as', 'champion', '--reason', 'Ridge is better, says Ben.', '--override');
    almanac(bens, 'sync', share);
    almanac(own, 'promote', '2', '--as', 'champion', '--reason', 'The median is sturdy, says Ann.', '--override');
    await page.getByRole('button', { name: 'Sync now' }).click();
    const conflict = page.getByRole('region', { name: /^Champion of / });
    await expect(conflict).toBeVisible({ timeout: 30_000 });
    await expect(conflict.getByText('Until you choose, the last agreed one holds: run 1, Mean.')).toBeVisible();
    await expect(conflict.getByText('Ridge is better, says Ben.')).toBeVisible();
    await expect(conflict.getByText('The median is sturdy, says Ann.')).toBeVisible();
    await expect(page.getByText('2 devices')).toBeVisible();
    await pictureAndCheck(page, 'share-conflict');

    await conflict.getByRole('button', { name: /^Keep this one: run 3, Ridge/ }).click();
    await expect(conflict).toBeHidden();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect(page.getByText(/^You sent .*decision/).first()).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => almanac(bens, 'sync', share), { timeout: 60_000 }).toMatchObject({ conflicts: [], waiting: [] });
    const ledger = almanac(bens, 'ledger') as { entries: { reason: string }[] };
    expect(ledger.entries.map(({ reason }) => reason)).toEqual(expect.arrayContaining(['Ridge is better, says Ben.', 'The median is sturdy, says Ann.', 'Chosen where two devices had decided differently.']));
    await pictureAndCheck(page, 'share');
    expect(launched.complaints).toEqual([]);
  });
});

function shopCsv(): string {
  return ['id,price,colour,units', ...Array.from({ length: 90 }, (_, i) => `p${i},${5 + ((i * 37) % 50)},${['red', 'blue', 'green'][i % 3] ?? ''},${10 + ((i * 53) % 90)}`)].join('\n');
}
