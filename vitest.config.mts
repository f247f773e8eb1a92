/** Two groups of tests: against the sources (unit, contract, storage, architecture) and against the built command line. */
import { defineConfig } from 'vitest/config';
import { kernels } from './scripts/kernels.mjs';
import { whatIfProgram } from './scripts/whatIfProgram.mjs';

const maxWorkers = 2;

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { tsconfigPaths: true },
        plugins: [whatIfProgram(), kernels()],
        test: {
          name: 'unit',
          include: ['tests/{unit,contract,storage,architecture}/**/*.test.{ts,tsx}'],
          environment: 'node',
          setupFiles: ['tests/setup/seededProperties.ts'],
          pool: 'forks',
          maxWorkers,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { tsconfigPaths: true },
        plugins: [whatIfProgram(), kernels()],
        test: {
          name: 'headless',
          include: ['tests/headless/**/*.test.ts'],
          environment: 'node',
          pool: 'forks',
          maxWorkers: 1,
          // Tests here train models with the built command line, one after another.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
