/**
 * End-to-end tests on the real Electron and, in browser mode, on Chromium. The tests of a file go one after another; as many
 * files go side by side as there are displays, since windows on one display would share its focus and its clipboard.
 */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const displays = process.env['ALMANAC_DISPLAYS']?.split(' ') ?? [];
const ownDisplay = displays[Number(process.env['TEST_PARALLEL_INDEX'])];
if (ownDisplay !== undefined) process.env['DISPLAY'] = ownDisplay;

export default defineConfig({
  testDir: __dirname,
  testMatch: '*.test.ts',
  workers: Math.max(1, displays.length),
  // Hooks too, which train with one core of two.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  outputDir: join(__dirname, '../../test-results/e2e'),
  reporter: [['list']],
});
