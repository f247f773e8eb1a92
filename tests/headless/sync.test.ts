/** The command `sync`: two projects by the command line, and bad folders refused with the right exit code. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

async function scene(): Promise<{ dir: string; share: string; sync(project: string, folder?: string): ReturnType<typeof runCli> }> {
  const dir = temporaryFolder();
  const share = join(dir, 'share');
  mkdirSync(share);
  writeFileSync(join(dir, 'shop.csv'), ['id,price,units', ...Array.from({ length: 30 }, (_, i) => `p${i},${5 + ((i * 7) % 20)},${10 + ((i * 13) % 50)}`)].join('\n'));
  await runCli(['import', 'shop.csv', '--project', 'ann', '--json'], dir);
  return { dir, share, sync: (project, folder = share) => runCli(['sync', folder, '--project', project, '--json'], dir) };
}

test('counts and lists, one JSON document; an empty project joins; then nothing is left to do', async () => {
  const { dir, sync } = await scene();
  const sent = await sync('ann');
  expect(sent.exitCode).toBe(0);
  expect(sent.json()).toMatchObject({ joined: false, sent: { batches: 1, objects: 1 }, received: { batches: 0 }, waiting: [], conflicts: [], warnings: [] });
  const received = await sync('ben');
  expect(received.json()).toMatchObject({ joined: true, received: { batches: 1, objects: 1 }, sent: { batches: 0 } });
  const list = async (project: string) => ((await runCli(['snapshots', '--project', project, '--json'], dir)).json() as { snapshots: { id: string; dataset: string; number: number }[] }).snapshots.map(({ id, dataset, number }) => ({ id, dataset, number }));
  expect(await list('ben')).toEqual(await list('ann'));
  // Only the source travels; the table is made again where it arrives.
  const rows = async (project: string): Promise<unknown> => (await runCli(['show', 'shop', '--rows', '1:30', '--project', project, '--json'], dir)).json();
  expect(await rows('ben')).toMatchObject({ rows: expect.arrayContaining([['p29', 8, 37]]) as unknown });
  expect(await rows('ben')).toEqual(await rows('ann'));
  expect((await sync('ann')).json()).toMatchObject({ sent: { batches: 0, objects: 0 }, received: { batches: 0 } });
}, 60_000);

test('bad folders: the reason in words, exit 2 or 3, nothing changed', async () => {
  const { dir, share, sync } = await scene();
  const missing = await sync('ann', join(dir, 'nowhere'));
  expect([missing.exitCode, missing.json()]).toEqual([3, { error: expect.objectContaining({ code: 'not-found' }) as unknown }]);
  mkdirSync(join(dir, 'photos'));
  writeFileSync(join(dir, 'photos/beach.jpg'), 'x');
  const notOurs = await sync('ann', join(dir, 'photos'));
  expect([notOurs.exitCode, notOurs.json()]).toEqual([2, { error: expect.objectContaining({ code: 'invalid-input' }) as unknown }]);
  await sync('ann');
  await runCli(['import', 'shop.csv', '--project', 'other', '--json'], dir);
  const foreign = await sync('other');
  expect([foreign.exitCode, foreign.json()]).toEqual([2, { error: expect.objectContaining({ code: 'conflict', message: expect.stringContaining('new, empty project') as unknown }) as unknown }]);
  writeFileSync(join(share, 'format-9.json'), '{}');
  const newer = await sync('ann');
  expect([newer.exitCode, newer.json()]).toEqual([2, { error: expect.objectContaining({ code: 'too-new' }) as unknown }]);
  const noFolder = await runCli(['sync', '--project', 'ann', '--json'], dir);
  expect([noFolder.exitCode, noFolder.json()]).toEqual([2, { error: expect.objectContaining({ code: 'invalid-input' }) as unknown }]);
}, 60_000);
