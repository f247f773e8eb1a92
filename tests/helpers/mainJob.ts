/** The steps of the main job by real clicks, as the journey walks them and as the installed app proves them. */
import { expect, type Page } from '@playwright/test';

/** Called where a page is worth a picture. */
export type TakePicture = (name: string) => Promise<void>;
const noPicture: TakePicture = () => Promise.resolve();

/** From the first step of the import, which is open already, to its last. */
export async function goToSummary(page: Page, picture: TakePicture = noPicture): Promise<void> {
  await expect(page.getByRole('list', { name: 'Steps' })).toBeVisible({ timeout: 30_000 });
  await picture('02-import-file');
  await page.getByRole('button', { name: 'Continue to columns' }).click();
  await expect(page.getByRole('table', { name: 'Columns of the file' })).toBeVisible();
  await picture('03-import-columns');
  await page.getByRole('button', { name: 'Continue to quality' }).click();
  await expect(page.getByRole('table', { name: 'Columns at a first look' })).toBeVisible({ timeout: 30_000 });
  await picture('03-import-quality');
  await page.getByRole('button', { name: 'Continue to summary' }).click();
  await expect(page.getByLabel('Name of the dataset')).toBeVisible();
}

/** From the first step of the import, which is open already, to the data it stored. */
export async function importOpenFile(page: Page, name: string, picture: TakePicture = noPicture): Promise<void> {
  await goToSummary(page, picture);
  // A file of a known shape is proposed as the next version of its dataset; here it becomes one of its own.
  await page.getByLabel('Name of the dataset').fill(name);
  await picture('04-import-summary');
  await page.getByRole('button', { name: /^Import / }).last().click();
  // Only the part behind # changes; a window that was joined while it loaded never tells that it has.
  await page.waitForURL(/#\/data\/(?!import)/, { timeout: 60_000, waitUntil: 'commit' });
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await picture('05-data');
}

export async function checkNewData(page: Page, picture: TakePicture = noPicture): Promise<void> {
  await page.getByRole('link', { name: /^Quality/ }).click();
  await page.getByRole('button', { name: /^Keep \d+ rules and check/ }).click({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible({ timeout: 30_000 });
  await picture('06-quality');
}

export async function openRaceSetup(page: Page): Promise<void> {
  await goTo(page, '#/models/setup');
  await expect(page.getByRole('button', { name: /^Start race/ })).toBeEnabled({ timeout: 60_000 });
}

export async function raceToTheEnd(page: Page, limitMs: number, picture: TakePicture = noPicture): Promise<void> {
  await openRaceSetup(page);
  await page.getByRole('button', { name: /^Start race/ }).click();
  await expect(page.getByRole('button', { name: 'Cancel race' })).toBeVisible({ timeout: 30_000 });
  await picture('08-models-racing');
  await expect(page.getByRole('button', { name: /^Compare (the best three|runs)/ })).toBeEnabled({ timeout: limitMs });
  await picture('09-models-race');
}

export async function compareTwoRuns(page: Page, picture: TakePicture = noPicture): Promise<void> {
  await goTo(page, '#/models/runs');
  await page.getByRole('textbox', { name: 'Search runs' }).fill('rmsle < 9');
  const picks = page.getByRole('checkbox');
  await expect(picks.nth(1)).toBeVisible();
  await picture('10-models-runs');
  await picks.nth(0).check();
  await picks.nth(1).check();
  await page.getByRole('button', { name: 'Compare 2 runs' }).click();
  await expect(page.getByRole('button', { name: /^Keep run \d+ as champion/ })).toBeVisible();
  await picture('11-models-compare');
}

/** Where two runs stand compared. */
export async function keepChampion(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Keep run \d+ as champion/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Lowest error on every fold.');
  await dialog.getByRole('button', { name: 'Keep as champion' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: /^Run \d+ is champion/ })).toBeVisible();
}

export async function forecastAllRows(page: Page, picture: TakePicture = noPicture): Promise<void> {
  await goTo(page, '#/forecast/batch');
  await page.getByRole('button', { name: 'Forecast all rows' }).click();
  await expect(page.getByRole('button', { name: 'Save CSV' })).toBeVisible({ timeout: 240_000 });
  await picture('14-forecast-batch');
}

export async function showReport(page: Page): Promise<void> {
  await goTo(page, '#/forecast/report');
  await expect(page.frameLocator('iframe[title="Preview of the report"]').locator('h1').first()).toBeVisible({ timeout: 30_000 });
}

export async function goTo(page: Page, address: string): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}${address}`);
}
