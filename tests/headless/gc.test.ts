/** gc on the command line: counts first, clears only what nothing refers to, refuses what it does not know. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
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

  expect((await runCli(['gc', '--dry-run', '--json'], folder)).json()).toMatchObject({ files: 1, bytes: 5, dryRun: true });
  expect(existsSync(loose)).toBe(true);
  expect((await runCli(['gc', '--json'], folder)).json()).toMatchObject({ files: 1, bytes: 5, dryRun: false });
  expect(existsSync(loose)).toBe(false);
  expect((await runCli(['verify', '--deep', '--json'], folder)).json()).toMatchObject({ ok: true });
}, 120_000);

test('an older version is used again, noted, moved to the trash, taken back, and cleared with its name said before', async () => {
  const folder = temporaryFolder();
  const run = async (...words: string[]): Promise<Record<string, unknown>> => z.record(z.string(), z.unknown()).parse((await runCli([...words, '--json'], folder)).json());
  const csv = 'product,price\na,1.5\nb,2.5\n';
  writeFileSync(join(folder, 'shop.csv'), csv);
  await run('import', 'shop.csv');
  writeFileSync(join(folder, 'shop.csv'), `${csv}c,3\n`);
  await run('import', 'shop.csv');

  await run('restore', 'shop@1');
  await run('note', 'shop@1', 'before the spring prices');
  expect((await run('show', 'shop'))['rows']).toHaveLength(2);
  expect((await run('snapshots'))['snapshots']).toMatchObject([{ number: 1, rows: 2, columns: 2, ownBytes: expect.any(Number) as number, sharedBytes: 0, current: true, note: 'before the spring prices' }, { number: 2, current: false }]);
  expect((await runCli(['snapshots'], folder)).stdout).toMatch(/shop@1 +yes +2 +2 +\d.* (bytes|kB) +shop\.csv +before the spring prices/);

  expect(await run('trash', 'shop@1')).toMatchObject({ names: ['shop@1'], uses: [] });
  expect((await run('show', 'shop'))['rows']).toHaveLength(3);
  expect(await run('restore', 'shop@1')).toMatchObject({ fromTrash: true });
  await run('trash', 'shop@1');
  const told = await runCli(['gc', '--dry-run'], folder);
  expect(told.stdout).toMatch(/shop version 1, \d.* (bytes|kB), deleted today; nothing else uses it/);
  expect(await run('gc')).toMatchObject({ items: [{ name: 'shop', number: 1 }] });
  expect(await run('show', 'shop@1')).toMatchObject({ error: { code: 'not-found' } });
  expect(await run('verify', '--deep')).toMatchObject({ ok: true });
}, 240_000);

test('kept fits are told, cleared with --fits alone, and the next race computes again what runs still hold', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'shop.csv'), `price,units\n${Array.from({ length: 60 }, (_, i) => `${1 + (i % 9) / 2},${40 - (i % 9) * 3 + (i % 4)}`).join('\n')}\n`);
  const train = async (): Promise<unknown> => (await runCli(['train', 'shop.csv', '--target', 'units', '--models', 'median,ridge', '--folds', '3', '--json'], folder)).json();
  const keptFits = async (...words: string[]): Promise<unknown> => z.object({ keptFits: z.unknown() }).parse((await runCli(['gc', ...words, '--json'], folder)).json()).keptFits;
  const first = await train();
  expect(await keptFits()).toMatchObject({ fits: 8, cleared: false });
  expect(await keptFits('--fits', '--dry-run')).toMatchObject({ fits: 8, cleared: false });
  expect((await runCli(['gc', '--dry-run'], folder)).stdout).toMatch(/Kept fits: 8 \(\d.* (bytes|kB)\); --fits clears them\./);
  expect(await keptFits('--fits')).toMatchObject({ fits: 8, cleared: true });
  expect(await keptFits()).toEqual({ fits: 0, files: 0, bytes: 0, cleared: false });
  const scoresOf = (answer: unknown): unknown => z.object({ runs: z.array(z.object({ model: z.string(), metrics: z.unknown() })) }).parse(answer).runs;
  expect(scoresOf(await train())).toEqual(scoresOf(first));
  expect(await keptFits()).toMatchObject({ fits: 8 });
}, 240_000);

test('an option it does not know is bad usage', async () => {
  const refused = await runCli(['gc', '--hard', '--json'], temporaryFolder());
  expect(refused.exitCode).toBe(2);
  expect(refused.json()).toMatchObject({ error: { code: 'invalid-input' } });
}, 60_000);
