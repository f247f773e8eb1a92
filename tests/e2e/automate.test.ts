/** Automate in the desktop window: set a pipeline up, watch a folder, drop a file into it, see the run appear, approve it. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';
import { checkAccess } from '../helpers/pictureAndCheck';

test.describe.configure({ mode: 'serial', timeout: 300_000 });

const sample = readFileSync(join(__dirname, '../../resources/samples/summer-shop.csv'), 'utf8');
let launched: LaunchedApp;
let inbox: string;

test.beforeAll(async () => {
  launched = await launchApp();
  inbox = join(launched.dataDir, 'inbox');
  mkdirSync(inbox);
  await waitUntilUsable(launched.page);
});

test.afterAll(async () => {
  await launched.close();
});

async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => window.location.assign(hash), address);
}

test('an empty project teaches what a pipeline does, and one is set up from what ships', async () => {
  const { page } = launched;
  await goTo(page, '#/automate');
  await expect(page.getByRole('heading', { name: 'Automate' })).toBeVisible();
  // The sample project of the first start holds data; an empty one would ask for a file.
  if (await page.getByRole('button', { name: 'Import a file' }).isVisible()) {
    await goTo(page, '#/home');
    await page.getByRole('button', { name: /sample/i }).first().click();
    await expect.poll(() => page.evaluate(() => document.querySelector('nav')?.textContent ?? ''), { timeout: 60_000 }).toMatch(/Data\d/);
    await goTo(page, '#/automate');
  }
  await page.getByLabel('Dataset').selectOption('summer-shop');
  await page.getByRole('button', { name: 'Set it up' }).click();
  await expect(page.getByRole('heading', { name: 'Monthly forecast' })).toBeVisible();
  await checkAccess(page);
});

test('a folder is chosen, and a person is always asked', async () => {
  const { page, app } = launched;
  await page.getByText('Schedule', { exact: true }).click();
  await app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
  }, inbox);
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await expect(page.getByText(inbox)).toBeVisible();
  await page.getByRole('combobox', { name: 'Approval' }).selectOption('always-ask');
  await checkAccess(page);
});

test('a file dropped into it becomes a run before our eyes; it waits, is approved and goes on', async () => {
  const { page } = launched;
  await page.getByText('Timeline', { exact: true }).click();
  const [header, ...rows] = sample.trimEnd().split('\n');
  writeFileSync(join(inbox, '.arriving'), `${[header, ...rows.slice(0, 700)].join('\n')}\n`);
  renameSync(join(inbox, '.arriving'), join(inbox, 'september.csv'));
  await expect(page.getByText('Started because a file arrived.')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('heading', { name: 'Pipeline run 1 waits for you' })).toBeVisible({ timeout: 240_000 });
  await expect(page.getByRole('link', { name: /Automate/ })).toContainText('1');
  await checkAccess(page);
  await page.getByRole('textbox', { name: 'Reason, kept in the ledger' }).fill('Looked at the folds.');
  await page.getByRole('button', { name: 'Approve and go on' }).click();
  await expect(page.getByText(/^Promoted /).first()).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText('The report is fresh.')).toBeVisible({ timeout: 120_000 });
});

test('graph and dry run tell what each step did and would do', async () => {
  const { page } = launched;
  await page.getByText('Graph', { exact: true }).click();
  await page.getByRole('button', { name: /gate/i }).click();
  await expect(page.getByRole('heading', { name: 'gate' })).toBeVisible();
  await checkAccess(page);
  await page.getByRole('button', { name: 'Dry run' }).click();
  const dialog = page.getByRole('dialog', { name: 'What a run would do now' });
  await expect(dialog.getByText('would be reused').first()).toBeVisible();
  await expect(dialog.getByText('would run', { exact: true })).toHaveCount(0);
  await checkAccess(page);
  await page.keyboard.press('Escape');
  expect(launched.complaints).toEqual([]);
});
