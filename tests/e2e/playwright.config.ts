/** End-to-end tests on the real Electron and, in browser mode, on Chromium. One after another: each has a whole app. */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: __dirname,
  testMatch: '*.test.ts',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: join(__dirname, '../../test-results/e2e'),
  reporter: [['list']],
});
