/** Bundles one TypeScript program with the project's path names into one file that Node runs; packages stay outside. */
import { mkdirSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { kernels } from './kernels.mjs';
import { projectRoot } from './say.mjs';
import { whatIfProgram } from './whatIfProgram.mjs';

const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));

/** @returns what the program exports. */
export async function loadProgram(entry, name) {
  const bundle = await rolldown({
    input: entry,
    cwd: projectRoot,
    platform: 'node',
    tsconfig: join(projectRoot, 'tsconfig.node.json'),
    plugins: [whatIfProgram(), kernels()],
    external: (id) => builtins.has(id) || (!id.startsWith('.') && !id.startsWith('/') && !id.startsWith('@shared/') && !id.startsWith('@engine/') && !id.startsWith('@main/') && !id.startsWith('@renderer/') && !id.startsWith('virtual:') && !id.startsWith('\0')),
    logLevel: 'warn',
  });
  const folder = join(projectRoot, 'node_modules', '.cache', 'almanac', 'programs');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.cjs`);
  await bundle.write({ file, format: 'cjs', codeSplitting: false });
  await bundle.close();
  return createRequire(import.meta.url)(file);
}
