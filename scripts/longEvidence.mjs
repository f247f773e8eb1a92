/** What bench and prove share: arguments, the named program, and one JSON document on standard output. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProgram } from './bundle.mjs';
import { projectRoot, stop } from './say.mjs';

process.env.ALMANAC_ROOT = projectRoot;

/** Ends with what there is, where the name is not among it. */
export async function loadNamed(folder, exported, name) {
  const file = join(projectRoot, folder, `${name}.ts`);
  if (!name || !/^[a-z][a-zA-Z-]*$/.test(name) || !existsSync(file)) stop(`${name ? `there is no ${name}` : 'name one'}; there are: ${namesIn(folder, exported).join(', ')}.`, 2);
  const program = await loadProgram(file, `${folder.replaceAll('/', '-')}-${name}`);
  if (typeof program[exported] !== 'function') stop(`${folder}/${name}.ts exports no function ${exported}.`, 2);
  return program[exported];
}

function namesIn(folder, exported) {
  return readdirSync(join(projectRoot, folder))
    .filter((file) => file.endsWith('.ts') && new RegExp(`export (async )?function ${exported}\\b`).test(readFileSync(join(projectRoot, folder, file), 'utf8')))
    .map((file) => file.slice(0, -3));
}

/** Waits until the text has left, so that a pipe gets all of it. */
export function print(text) {
  return new Promise((resolve) => process.stdout.write(`${text}\n`, resolve));
}
