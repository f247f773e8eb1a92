/** gc on the command line: counts first, clears only what nothing refers to, refuses what it does not know. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

test('counts with --dry-run, clears without, and the project stays whole', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'shop.csv'), 'product,price\na,1.5\nb,2.5\n');
  expect((await runCli(['import', 'shop.csv', '--json'], folder)).exitCode).toBe(0);
  const hash = createHash('sha256').update('loose').digest('hex');
  const loose = join(folder, 'almanac-project/objects', hash.slice(0, 2), hash.slice(2));
  mkdirSync(join(loose, '..'), { recursive: true });
  writeFileSync(loose, 'loose');

  expect((await runCli(['gc', '--dry-run', '--json'], folder)).json()).toEqual({ files: 1, bytes: 5, dryRun: true });
  expect(existsSync(loose)).toBe(true);
  expect((await runCli(['gc', '--json'], folder)).json()).toEqual({ files: 1, bytes: 5, dryRun: false });
  expect(existsSync(loose)).toBe(false);
  expect((await runCli(['verify', '--deep', '--json'], folder)).json()).toMatchObject({ ok: true });
}, 120_000);

test('an option it does not know is bad usage', async () => {
  const refused = await runCli(['gc', '--hard', '--json'], temporaryFolder());
  expect(refused.exitCode).toBe(2);
  expect(refused.json()).toMatchObject({ error: { code: 'invalid-input' } });
}, 60_000);
