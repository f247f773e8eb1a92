/** Two real projects and one folder: what one does arrives at the other, and both end equal. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesWithTimes, listFiles, openPair, syncAll } from './shareHelpers';

test('an empty project joins: snapshots, runs with folds and model, notes, tags and the name arrive', async () => {
  const { ann, ben, share } = openPair();
  const snapshotId = await ann.importShop(1);
  const runIds = await ann.train(snapshotId);
  const [first = ''] = runIds;
  await ann.client.call('tracking.annotate', { runId: first, notes: 'starts the summer', tags: ['summer'] });
  await ann.client.call('project.rename', { name: 'Summer' });
  const sent = await ann.sync(share);
  expect(sent).toMatchObject({ received: { batches: 0 }, waiting: [], conflicts: [] });
  expect(sent.sent.objects).toBeGreaterThan(3);

  const received = await ben.sync(share);
  expect(received).toMatchObject({ sent: { batches: 0 }, waiting: [], conflicts: [] });
  expect((await ben.client.call('project.info', {})).name).toBe('Summer');
  expect(await ben.client.call('datasets.page', { snapshotId, offset: 0, limit: 5 })).toEqual(await ann.client.call('datasets.page', { snapshotId, offset: 0, limit: 5 }));
  expect(await ben.client.call('tracking.runs', {})).toEqual(await ann.client.call('tracking.runs', {}));
  expect(await ben.client.call('tracking.run', { runId: first })).toEqual(await ann.client.call('tracking.run', { runId: first }));
  expect(await ben.digest()).toEqual(await ann.digest());
});

test('a second sync with nothing new writes no file', async () => {
  const { ann, ben, share } = openPair();
  await ann.importShop(1);
  await syncAll(share, ann, ben, ann, ben);
  const before = filesWithTimes(share);
  await syncAll(share, ann, ben);
  expect(filesWithTimes(share)).toEqual(before);
});

test('both work at once: numbers are settled alike, nothing is lost', async () => {
  const { ann, ben, share } = openPair();
  await ann.importShop(1);
  await syncAll(share, ann, ben);
  const [annSnapshot, benSnapshot] = [await ann.importShop(2), await ben.importShop(3)];
  const annRuns = await ann.train(annSnapshot);
  const benRuns = await ben.train(benSnapshot);
  await syncAll(share, ann, ben, ann, ben);
  expect(await ben.digest()).toEqual(await ann.digest());
  const runs = await ben.client.call('tracking.runs', {});
  expect(new Set(runs.map(({ number }) => number)).size).toBe(annRuns.length + benRuns.length);
  expect(runs.map(({ id }) => id).sort()).toEqual([...annRuns, ...benRuns].sort());
  const [dataset] = await ann.client.call('datasets.list', {});
  expect(dataset?.versions.map(({ number }) => number)).toEqual([3, 2, 1]);
});

test('the same file imported on both is one version', async () => {
  const { ann, ben, share } = openPair();
  await syncAll(share, ann, ben);
  const ids = [await ann.importShop(1), await ben.importShop(1)];
  expect(ids[0]).toBe(ids[1]);
  await syncAll(share, ann, ben, ann, ben);
  expect(await ben.digest()).toEqual(await ann.digest());
  expect((await ben.client.call('datasets.list', {})).flatMap(({ versions }) => versions)).toHaveLength(1);
});

test('one note edited on both: the later is shown, the other kept beside it until somebody settles it', async () => {
  const { ann, ben, share } = openPair();
  const [runId = ''] = await ann.train(await ann.importShop(1));
  await syncAll(share, ann, ben);
  await ann.client.call('tracking.annotate', { runId, notes: 'from Ann' });
  ann.clock.advance(1000);
  ben.clock.advance(60_000);
  await ben.client.call('tracking.annotate', { runId, notes: 'from Ben' });
  await syncAll(share, ann, ben, ann);
  const [conflict] = await ann.client.call('sync.conflicts', {});
  expect(conflict).toMatchObject({ kind: 'edited', holds: 'from Ben' });
  expect(conflict?.values.map(({ text, own }) => [text, own])).toEqual([['from Ben', false], ['from Ann', true]]);
  expect((await ann.client.call('tracking.run', { runId })).run.notes).toBe('from Ben');
  await ann.client.call('sync.resolve', { key: conflict?.key ?? '', stamp: conflict?.values[1]?.stamp ?? '' });
  await syncAll(share, ann, ben);
  expect((await ben.client.call('tracking.run', { runId })).run.notes).toBe('from Ann');
  expect(await ben.client.call('sync.conflicts', {})).toEqual([]);
  expect(await ben.digest()).toEqual(await ann.digest());
});

test('a run deleted here and changed there is kept, and said so', async () => {
  const { ann, ben, share } = openPair();
  const [runId = ''] = await ann.train(await ann.importShop(1));
  await syncAll(share, ann, ben);
  await ann.client.call('tracking.delete', { runIds: [runId] });
  await ben.client.call('tracking.annotate', { runId, notes: 'still needed' });
  await syncAll(share, ann, ben, ann, ben);
  for (const each of [ann, ben]) {
    expect((await each.client.call('tracking.run', { runId })).run).toMatchObject({ deletedAt: null, notes: 'still needed' });
    expect((await each.client.call('sync.conflicts', {}))[0]).toMatchObject({ kind: 'deleted' });
  }
  const [conflict] = await ben.client.call('sync.conflicts', {});
  const deletion = conflict?.values.find(({ value }) => value !== null);
  await ben.client.call('sync.resolve', { key: conflict?.key ?? '', stamp: deletion?.stamp ?? '' });
  await syncAll(share, ben, ann);
  expect((await ann.client.call('tracking.run', { runId })).run.deletedAt).not.toBeNull();
  expect(await ann.client.call('sync.conflicts', {})).toEqual([]);
  expect(await ben.digest()).toEqual(await ann.digest());
});

test('a deletion that nobody contradicts arrives, and so does its undoing', async () => {
  const { ann, ben, share } = openPair();
  const [runId = ''] = await ann.train(await ann.importShop(1));
  await syncAll(share, ann, ben);
  await ann.client.call('tracking.delete', { runIds: [runId] });
  await syncAll(share, ann, ben);
  expect((await ben.client.call('tracking.run', { runId })).run.deletedAt).not.toBeNull();
  await ben.client.call('tracking.restore', { runIds: [runId] });
  await syncAll(share, ben, ann);
  expect((await ann.client.call('tracking.run', { runId })).run.deletedAt).toBeNull();
  expect(await ann.client.call('sync.conflicts', {})).toEqual([]);
});

test('a stored file that has not arrived is waited for by name, and taken once it is there', async () => {
  const { ann, ben, share } = openPair();
  await ann.importShop(1);
  await ann.sync(share);
  const [hidden = ''] = listFiles(share).filter((file) => file.startsWith('objects/'));
  const bytes = ann.hide(share, hidden);
  const partly = await ben.sync(share);
  expect(partly.waiting).toEqual([expect.objectContaining({ for: 'object', file: hidden })]);
  expect(partly.received.batches).toBe(0);
  expect(await ben.client.call('datasets.list', {})).toEqual([]);
  bytes.restore();
  expect((await ben.sync(share)).waiting).toEqual([]);
  expect(await ben.digest()).toEqual(await ann.digest());
});

test('a folder that comes back empty deletes nothing: sync stops and says so', async () => {
  const { ann, ben, share } = openPair();
  await ann.importShop(1);
  await syncAll(share, ann, ben);
  for (const name of readdirSync(share)) rmSync(join(share, name), { recursive: true });
  await expect(ben.sync(share)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('nothing counts as deleted') as string });
  expect(await ben.client.call('datasets.list', {})).toHaveLength(1);
  rmSync(share, { recursive: true });
  await expect(ben.client.call('sync.now', {}).then(({ jobId }) => ben.finished(jobId))).resolves.toMatchObject({ state: 'failed', error: { code: 'not-found' } });
});

test('folders that are not ours are refused and left as they are', async () => {
  const { ann, ben, share } = openPair();
  await ann.importShop(1);
  await ann.sync(share);
  writeFileSync(join(share, 'format-2.json'), '{}');
  await expect(ben.sync(share)).rejects.toMatchObject({ code: 'too-new' });
  const other = join(share, '../other');
  mkdirSync(other);
  writeFileSync(join(other, 'holiday.jpg'), 'x');
  await expect(ann.sync(other)).rejects.toMatchObject({ code: 'invalid-input', details: { found: ['holiday.jpg'] } });
  await expect(ann.sync(join(share, '..'))).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringContaining('project itself lies in this folder') as string });
  await expect(ann.sync(join(share, 'nowhere'))).rejects.toMatchObject({ code: 'not-found' });
});

test('a project with data of its own does not join another', async () => {
  const { ann, ben, share } = openPair();
  await ann.importShop(1);
  await ann.sync(share);
  await ben.importShop(2);
  await expect(ben.sync(share)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('new, empty project') as string });
});
