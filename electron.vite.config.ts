/** Builds the three parts: main (shell, engine process, compute worker, command line), preload, and the window's page. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { kernels } from './scripts/kernels.mjs';
import { whatIfProgram } from './scripts/whatIfProgram.mjs';
import { styleNoncePlaceholder } from './src/shared/contentPolicy';

const fromRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The path names of tsconfig.base.json. */
const resolve = { tsconfigPaths: true };

/** The shell must also run on the Node 18 of Electron 25; CommonJS because that Electron loads no ESM entry. */
const nodeTarget = 'node18';

export default defineConfig({
  main: {
    resolve,
    plugins: [whatIfProgram(), kernels()],
    build: {
      // zod is bundled, so that the shell starts without reading any package; the others, because finding and reading
      // their many small files took a third of the time a command needs to start.
      externalizeDeps: { exclude: ['zod', '@duckdb/node-api', 'yaml', 'write-excel-file', 'yauzl', 'papaparse', 'fflate', 'chokidar', 'saxes', 'croner', '@bufbuild/protobuf'], include: ['@tensorflow/tfjs-node', '@duckdb/node-bindings'] },
      target: nodeTarget,
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: {
          index: fromRoot('src/main/index.ts'),
          engineProcess: fromRoot('src/main/headless/engineProcess.ts'),
          computeWorker: fromRoot('src/main/compute/worker.ts'),
          crewWorker: fromRoot('src/main/compute/crewWorker.ts'),
          cli: fromRoot('src/main/headless/cli.ts'),
        },
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'parts/[name]-[hash].cjs',
          // In a part of its own it runs before the other parts are loaded.
          codeSplitting: { groups: [{ name: 'compileCache', test: /headless[\\/]compileCache/ }] },
        },
      },
    },
  },
  preload: {
    resolve,
    build: {
      externalizeDeps: false,
      target: nodeTarget,
      rolldownOptions: {
        input: { preload: fromRoot('src/main/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: fromRoot('src/renderer'),
    resolve,
    plugins: [react()],
    html: { cspNonce: styleNoncePlaceholder },
    build: {
      target: 'chrome114',
      modulePreload: { polyfill: false },
      minify: true,
      chunkSizeWarningLimit: 5000,
      rolldownOptions: { input: { index: fromRoot('src/renderer/index.html') } },
    },
  },
});
