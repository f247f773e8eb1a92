/**
 * Every screen of a project with a story, by its address, in light and dark: each is drawn without an error, pictured
 * under test-results/screens/walk, and has no serious finding of axe. Once in the desktop window, the main rooms also in
 * browser mode.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { launchApp, launchBrowser, waitUntilUsable, type LaunchedWindow } from '../helpers/launchApp';
import { pictureAndCheck } from '../helpers/pictureAndCheck';

const root = join(__dirname, '../..');

/** Address of each screen, with a heading or text that only it shows. */
const screens: Readonly<Record<string, readonly [address: string, shows: string | RegExp]>> = {
  home: ['#/home', 'Where do I stand?'],
  data: ['#/data', 'What do I have, and what changed?'],
  'data-compare': ['#/data/compare', /^What changed between/],
  'data-compare-rows': ['#/data/compare?view=rows', /^What changed between/],
  'data-lineage': ['#/data/lineage', 'Where does it come from, and what was made of it?'],
  quality: ['#/quality', 'Can I trust this data?'],
  'models-setup': ['#/models/setup', /^Start race|What is predicted/],
  'models-race': ['#/models/race', /leads|Race/],
  'models-runs': ['#/models/runs', 'Median of methods'],
  registry: ['#/models/registry', 'Rules of the gate'],
  'forecast-what-if': ['#/forecast/what-if', 'Middle estimate'],
  'forecast-batch': ['#/forecast/batch', 'Batch'],
  'forecast-series': ['#/forecast/series', /Median of methods/],
  'forecast-report': ['#/forecast/report', 'Export HTML'],
  'monitor-drift': ['#/monitor', 'Is it still true?'],
  'monitor-performance': ['#/monitor/performance', 'Is it still true?'],
  'monitor-alerts': ['#/monitor/alerts', 'Is it still true?'],
  'automate-timeline': ['#/automate/monthly-forecast/timeline', 'What it decided, and why'],
  'automate-graph': ['#/automate/monthly-forecast/graph', 'What runs by itself, and why did it decide so?'],
  'automate-schedule': ['#/automate/monthly-forecast/schedule', 'What runs by itself, and why did it decide so?'],
  share: ['#/share', 'Sent and received'],
  'settings-general': ['#/settings', 'Appearance'],
  'settings-storage': ['#/settings/storage', 'Storage'],
  'settings-backups': ['#/settings/backups', 'Back-ups'],
  'settings-scoring': ['#/settings/scoring', 'Scoring endpoint'],
  'settings-about': ['#/settings/about', 'About'],
};
const inBrowser = ['home', 'data', 'models-setup', 'models-runs', 'forecast-what-if', 'forecast-series', 'forecast-report'];

const work = mkdtempSync(join(tmpdir(), 'almanac-walk-'));
const project = join(work, 'Summer shop');

test.describe.configure({ mode: 'serial', timeout: 240_000 });

test.beforeAll(() => {
  mkdirSync(join(work, 'Team folder'), { recursive: true });
  const told = spawnSync(join(root, 'node_modules/node/bin/node'), [join(root, 'scripts/sampleStory.mjs'), work, '--brief'], { encoding: 'utf8' });
  expect(told.stderr + told.stdout, 'the story of the project').toBe('');
});
test.afterAll(() => rmSync(work, { recursive: true, force: true }));

async function walk({ page, complaints }: LaunchedWindow, surface: string, names: readonly string[]): Promise<void> {
  await waitUntilUsable(page);
  for (const name of names) {
    const [address, shows] = screens[name] ?? ['', ''];
    await test.step(name, async () => {
      await page.evaluate((hash) => window.location.assign(hash), address);
      await settled(page);
      await expect(page.locator('body').getByText(shows).or(page.getByRole('button', { name: shows })).first()).toBeVisible({ timeout: 30_000 });
      await expect(page.getByText('This view could not be drawn.')).toHaveCount(0);
      await pictureAndCheck(page, `walk/${surface}-${name}`);
    });
  }
  expect(complaints).toEqual([]);
}

async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null, null, { timeout: 30_000 });
}

test('every screen in the desktop window', async () => {
  const launched = await launchApp({ args: [`--project=${project}`] });
  try {
    await walk(launched, 'electron', Object.keys(screens));
  } finally {
    await launched.close();
  }
});

test('the main rooms in browser mode', async () => {
  const launched = await launchBrowser({ project });
  try {
    await walk(launched, 'browser', inBrowser);
  } finally {
    await launched.close();
  }
});
