/**
 * One test for each fault that would lose something without a word; each was seen to fail with that fault put in.
 * The short simulation of `prove sync-sim` meets the same four by itself (seed 1: runs 75, 22, 7 and 2 of 120).
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plan, type KnownBatch } from '@engine/sync/planner';
import { decide, type Version } from '@engine/sync/versions';
import { listFiles, openPair, syncAll } from './shareHelpers';

const filesIn = (share: string, folder: string): string[] => listFiles(share).filter((file) => file.startsWith(`${folder}/`));

test('guards against absence read as deletion: change lists that are gone from the folder take nothing back', async () => {
  const { ann, ben, share } = openPair();
  const [runId = ''] = await ann.train(await ann.importShop(1));
  await ann.client.call('tracking.annotate', { runId, notes: 'still here', tags: ['kept'] });
  await syncAll(share, ann, ben);
  for (const file of [...filesIn(share, 'log'), ...filesIn(share, 'objects')]) rmSync(join(share, file));
  await ben.sync(share);
  expect((await ben.client.call('tracking.run', { runId })).run).toMatchObject({ notes: 'still here', tags: ['kept'], deletedAt: null });
  await syncAll(share, ann, ben);
  expect((await ben.client.call('tracking.run', { runId })).run).toMatchObject({ notes: 'still here', tags: ['kept'], deletedAt: null });
  expect(await ben.digest()).toBe(await ann.digest());
});

test('guards against an object taken without comparing its hash: other bytes of the same length are waited out', async () => {
  const { ann, ben, share } = openPair();
  await ann.importShop(1);
  await ann.sync(share);
  const originals = filesIn(share, 'objects').map((file) => ({ file, bytes: readFileSync(join(share, file)) }));
  for (const { file, bytes } of originals) writeFileSync(join(share, file), Buffer.alloc(bytes.length, 7));
  const partly = await ben.sync(share);
  expect(partly.waiting.map((wait) => wait.file).sort()).toEqual(originals.map(({ file }) => file).sort());
  expect(partly.received.objects).toBe(0);
  expect(await ben.client.call('datasets.list', {})).toEqual([]);
  for (const { file, bytes } of originals) writeFileSync(join(share, file), bytes);
  await ben.sync(share);
  expect(await ben.client.call('datasets.verify', { deep: true })).toMatchObject({ ok: true });
});

test('guards against a batch applied before its predecessor: it waits for its own and for those its writer had seen', () => {
  const batch = (name: string, device: string, seq: number, previous: string | null, heads: KnownBatch['heads']): KnownBatch => ({ sha256: name.repeat(64), device: device.repeat(16), seq, previous, heads, objects: [], state: 'parked', own: false });
  const second = batch('b', '1', 2, 'a'.repeat(64), []);
  const seenIt = batch('c', '2', 1, null, [{ device: '1'.repeat(16), seq: 2, sha256: second.sha256 }]);
  const { actions, waiting } = plan({ device: '9'.repeat(16), batches: [second, seenIt], hasObject: () => true, unusable: new Set() }, { log: [], objects: [] });
  expect(actions).toEqual([]);
  expect(waiting).toEqual([expect.objectContaining({ for: 'batch', sha256: 'a'.repeat(64), seq: 1 })]);
});

test('guards against the last writer winning a decision: two that knew nothing of each other leave what was agreed', () => {
  const version = (lane: string, seq: number, stamp: string, seen: Record<string, number>, value: string): Version => ({ lane, seq, stamp, vector: { ...seen, [lane]: seq }, value });
  const agreed = version('a', 1, '1', {}, 'agreed');
  const versions = [agreed, version('a', 2, '2', {}, 'of a'), version('b', 1, '9', { a: 1 }, 'of b, later')];
  expect(decide('decision', versions, [])).toMatchObject({ value: 'agreed', conflict: 'decided' });
  expect(decide('decision', versions, []).open.map(({ value }) => value)).toEqual(['of b, later', 'of a']);
});
