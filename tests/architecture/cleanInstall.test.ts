/** `npm ci` on a bare system: no compiler, no Python, no package that only some registries have. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const entrySchema = z.object({ version: z.string().optional(), optionalDependencies: z.record(z.string(), z.string()).optional(), gypfile: z.boolean().optional() });
const { packages } = z.object({ packages: z.record(z.string(), entrySchema) }).parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));

/** npm reads `gypfile` from the lockfile alone, drops it whenever it writes that file, and compiles where it is missing. */
test('the lockfile keeps npm from compiling better-sqlite3, which brings its binaries along', () => {
  expect(packages['node_modules/better-sqlite3']?.gypfile, 'put "gypfile": false back into its entry in package-lock.json').toBe(false);
});

test('the lockfile names every optional package, also those of other systems, or a clean install refuses it', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages))
      .map((name) => `${path || 'package.json'} wants ${name}`),
  );
  expect(missing).toEqual([]);
});

test('the lockfile names the versions of package.json', () => {
  const manifest = z.object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const differing = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version);
  expect(differing).toEqual([]);
});
