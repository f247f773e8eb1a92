/** The built engine as proofs and benchmarks start it: the same program on the same Node as in the app. */
import { join } from 'node:path';
import type { EngineProgram } from '@main/electron/engineHost';

const root = process.env['ALMANAC_ROOT'] ?? process.cwd();

export const engineProgram: EngineProgram = {
  node: process.execPath,
  engine: join(root, 'out/main/engineProcess.cjs'),
  resources: join(root, 'resources'),
};
