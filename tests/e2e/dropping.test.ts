/** Files dropped while the window changes: none is lost, whatever stands under the pointer or goes away beneath it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { dropFiles } from '../helpers/dropFiles';
import { launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';

test.describe.configure({ mode: 'serial', timeout: 240_000 });

const folder = mkdtempSync(join(tmpdir(), 'almanac-dropping-'));
const [one = '', two = '', three = ''] = ['one.csv', 'two.csv', 'three.csv'].map((name) => join(folder, name));
let launched: LaunchedApp;
let page: Page;

test.beforeAll(async () => {
  for (const path of [one, two, three]) writeFileSync(path, 'a,b\n1,2\n3,4\n');
  launched = await launchApp();
  page = launched.page;
  await waitUntilUsable(page);
});
test.afterAll(async () => {
  await launched?.close();
  rmSync(folder, { recursive: true, force: true });
});

const steps = () => page.getByRole('list', { name: 'Steps' });

async function drag(type: 'dragEnter' | 'dragOver', x = 700, y = 400): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchDragEvent', { type, x, y, data: { items: [], files: [one], dragOperationsMask: 1 } });
  await session.detach();
}

test('a drop while one page makes room for another is taken', async () => {
  for (const [i, address] of ['#/data', '#/quality', '#/home', '#/models', '#/data/compare', '#/forecast', '#/settings', '#/data'].entries()) {
    await page.evaluate((hash) => window.location.assign(hash), address);
    await page.waitForTimeout(i * 15);
    await dropFiles(page, one);
    await expect(steps(), `dropped on the way to ${address}`).toBeVisible({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Cancel' }).click();
  }
});

test('a drop before the first page is drawn is taken', async () => {
  for (let i = 0; i < 3; i++) {
    await page.goto(`${page.url().split('#')[0]}#/data`);
    await page.reload({ waitUntil: 'commit' });
    // As soon as the window's program runs, long before the engine has answered.
    await page.waitForFunction(() => document.getElementById('root')?.firstChild !== undefined);
    await expect(async () => {
      await dropFiles(page, one);
      await expect(steps()).toBeVisible({ timeout: 20_000 });
    }).toPass({ timeout: 20_001 });
    await page.getByRole('button', { name: 'Cancel' }).click();
  }
});

test('what is dropped while it is asked about others joins them', async () => {
  await dropFiles(page, one, two);
  await expect(page.getByRole('dialog', { name: '2 files: one dataset, or one each?' })).toBeVisible();
  await dropFiles(page, three);
  await expect(page.getByRole('dialog', { name: '3 files: one dataset, or one each?' })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('the sign to drop goes when the files leave, also where the element under them went before', async () => {
  const sign = page.getByText('Drop to import');
  await page.evaluate(() => window.location.assign('#/data'));
  await drag('dragEnter');
  await expect(sign).toBeVisible();
  await page.evaluate(() => window.location.assign('#/quality'));
  await drag('dragOver', 705, 405);
  // The debugging protocol cannot lead a drag out of the window; this is what Chromium sends then.
  await page.evaluate(() => document.elementFromPoint(705, 405)?.dispatchEvent(new DragEvent('dragleave', { bubbles: true, relatedTarget: null })));
  await expect(sign).toBeHidden();
  expect(launched.complaints).toEqual([]);
});
