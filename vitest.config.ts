/** Unit tests run on sources; contract and headless tests drive the built programs. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const alias = {
  '@shared': source('./src/shared'),
  '@engine': source('./src/main/engine'),
  '@main': source('./src/main'),
  '@renderer': source('./src/renderer'),
};

export default defineConfig({
  resolve: { alias },
  test: {
    maxWorkers: 2,
    testTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/{unit,architecture}/**/*.test.{ts,tsx}'] } },
      { extends: true, test: { name: 'headless', include: ['tests/{contract,headless}/**/*.test.ts'], testTimeout: 120_000 } },
    ],
  },
});
