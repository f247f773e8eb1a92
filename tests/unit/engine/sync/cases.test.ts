/** Named cases of a shared folder going wrong, on real projects and files. */
import { copyFileSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256Hex } from '@engine/kernel/hashing';
import { batchName, packBatch } from '@engine/sync/batchFile';
import { listFiles, openPair, openPartner, syncAll } from './shareHelpers';

const logsIn = (share: string): string[] => listFiles(share).filter((file) => file.startsWith('log/'));

test('a list of changes is missing in the middle: what builds on it waits by name', async () => {
  const { ann, ben, share } = openPair();
  await ann.importShop(1);
  await ann.sync(share);
  await ann.importShop(2);
  await ann.sync(share);
  const [first = ''] = logsIn(share);
  const hidden = ann.hide(share, first);
  const partly = await ben.sync(share);
  expect(partly.waiting).toEqual([expect.objectContaining({ for: 'batch', file: first })]);
  expect(await ben.client.call('datasets.list', {})).toEqual([]);
  hidden.restore();
  await ben.sync(share);
  expect(await ben.digest()).toBe(await ann.digest());
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['short', (bytes) => bytes.subarray(0, bytes.length >> 1)],
  ['empty, as a placeholder is', () => Buffer.alloc(0)],
  ['full of zeros', (bytes) => Buffer.alloc(bytes.length)],
])('files that are %s are not used, and are taken once they are whole', async (_, damage) => {
  const { ann, ben, share } = openPair();
  await ann.importShop(1);
  await ann.sync(share);
  const originals = listFiles(share).filter((file) => !file.startsWith('format')).map((file) => ({ place: join(share, file), bytes: readFileSync(join(share, file)) }));
  for (const { place, bytes } of originals) writeFileSync(place, damage(bytes));
  const partly = await ben.sync(share);
  expect(partly.waiting.length).toBeGreaterThan(0);
  expect(await ben.client.call('datasets.list', {})).toEqual([]);
  for (const { place, bytes } of originals) writeFileSync(place, bytes);
  expect((await ben.sync(share)).waiting).toEqual([]);
  expect(await ben.digest()).toBe(await ann.digest());
});

test.each(["%s (Ann's conflicted copy 2026-01-02)%e", '%s.sync-conflict-20260102-030405-ABCDEFG%e', '%s-HOST%e', '%s (1)%e'])('a sync service renamed every file to %s: all is read', async (pattern) => {
  const { ann, ben, share } = openPair();
  await ann.importShop(1);
  await ann.sync(share);
  for (const file of listFiles(share).filter((each) => /^(log|objects)\//.test(each))) {
    const [, stem = '', ending = ''] = /^([^.]*)(.*)$/.exec(file.slice(file.lastIndexOf('/') + 1)) ?? [];
    renameSync(join(share, file), join(share, dirname(file), pattern.replace('%s', () => stem).replace('%e', () => ending)));
  }
  expect((await ben.sync(share)).waiting).toEqual([]);
  expect(await ben.digest()).toBe(await ann.digest());
});

test('foreign, hostile and left-over files are neither used nor touched', async () => {
  const { ann, ben, share } = openPair();
  await ann.importShop(1);
  await ann.sync(share);
  const [log = ''] = logsIn(share);
  const folder = dirname(log);
  const litter = ['.DS_Store', 'desktop.ini', '.dropbox.cache', 'notes.txt', `${folder}/.tmp-0123456789abcdef-1`, `${folder}/~$x`, 'objects/zz/x', `${folder}/000000000009-0123456789abcdef.ndjson.gz`];
  for (const name of litter) {
    mkdirSync(dirname(join(share, name)), { recursive: true });
    writeFileSync(join(share, name), '__proto__');
  }
  symlinkSync('/etc/passwd', join(share, folder, '000000000008-0123456789abcdef.ndjson.gz'));
  const deep = Buffer.from(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  writeFileSync(join(share, folder, batchName(7, sha256Hex(deep))), deep);
  await ben.sync(share);
  expect(await ben.digest()).toBe(await ann.digest());
  expect(litter.every((name) => listFiles(share).includes(name))).toBe(true);
});

test('a newer Almanac sent what is not known here: the rest is taken, that is kept and said', async () => {
  const { ann, ben, share } = openPair();
  await ann.importShop(1);
  await ann.sync(share);
  const device = 'feedfacefeedface';
  const operation = { type: 'fact' as const, kind: 'hologram', key: 'hologram/1', title: 'hologram 1', madeAt: 1, body: { bright: true }, objects: [] };
  const bytes = packBatch({ format: 'almanac-batch', formatVersion: 1, device, seq: 1, previous: null, heads: [], stamp: `${'1'.padStart(15, '0')}-0000-${device}`, appVersion: '99.0.0', operations: 1 }, [operation]);
  mkdirSync(join(share, 'log', device));
  writeFileSync(join(share, 'log', device, batchName(1, sha256Hex(bytes))), bytes);
  const received = await ben.sync(share);
  expect(received.waiting).toEqual([expect.objectContaining({ for: 'newer-version', reason: expect.stringContaining('hologram 1') as unknown })]);
  expect(received.received.batches).toBe(2);
  expect(await ben.client.call('datasets.list', {})).toHaveLength(1);
});

test('a project copied to a second computer counts as a device of its own, and nothing of either is lost', async () => {
  const { ann, ben, share } = openPair();
  const [runId = ''] = await ann.train(await ann.importShop(1));
  await syncAll(share, ann, ben);
  await ann.close();
  const copied = join(share, '../copy');
  cpSync(ann.projectDir, copied, { recursive: true, filter: (path) => !path.endsWith('engine.lock') });
  const [one, two] = [openPartner('ann', join(share, '..')), openPartner('copy', join(share, '..'))];
  await one.client.call('tracking.annotate', { runId, tags: ['from one'] });
  await two.client.call('tracking.annotate', { runId, notes: 'from two' });
  await one.sync(share);
  const warned = await two.sync(share);
  expect(warned.warnings).toEqual([expect.stringContaining('device of its own')]);
  await syncAll(share, ben, one, two);
  for (const each of [one, two, ben]) {
    expect((await each.client.call('tracking.run', { runId })).run).toMatchObject({ notes: 'from two', tags: ['from one'] });
    expect(await each.digest()).toBe(await ben.digest());
  }
});

test('the folder was set back to an old copy: each device puts back what it had written', async () => {
  const { ann, ben, share } = openPair();
  await ann.importShop(1);
  await syncAll(share, ann, ben);
  const old = join(share, '../old');
  cpSync(share, old, { recursive: true });
  await ben.importShop(2);
  await syncAll(share, ben, ann);
  rmSync(share, { recursive: true });
  renameSync(old, share);
  await syncAll(share, ann, ben);
  const cleo = openPartner('cleo', join(share, '..'));
  expect((await cleo.sync(share)).waiting).toEqual([]);
  expect(await cleo.digest()).toBe(await ann.digest());
});

test('a clock a year ahead wins no second time, and is named', async () => {
  const { ann, ben, share } = openPair();
  const [runId = ''] = await ann.train(await ann.importShop(1));
  await syncAll(share, ann, ben);
  ben.clock.advance(365 * 86_400_000);
  await ben.client.call('tracking.annotate', { runId, notes: 'from the future' });
  await syncAll(share, ben);
  expect((await ann.sync(share)).warnings).toEqual([expect.stringContaining('hours ahead')]);
  await ann.client.call('tracking.annotate', { runId, notes: 'seen and changed' });
  await syncAll(share, ann, ben);
  expect((await ben.client.call('tracking.run', { runId })).run.notes).toBe('seen and changed');
  expect(await ben.client.call('sync.conflicts', {})).toEqual([]);
});

test('a list that came twice under two names counts once', async () => {
  const { ann, ben, share } = openPair();
  await ann.importShop(1);
  await ann.sync(share);
  const [log = ''] = logsIn(share);
  copyFileSync(join(share, log), join(share, log.replace('.ndjson', ' (1).ndjson')));
  expect((await ben.sync(share)).received.batches).toBe(1);
  expect((await ben.sync(share)).received.batches).toBe(0);
});

test('a project that lies in the folder of a sync service is warned of, and shares all the same', async () => {
  const { ann, ben, share } = openPair();
  const kim = openPartner('Dropbox/kim', join(share, '..'));
  await ann.importShop(1);
  await syncAll(share, ann, kim);
  expect((await kim.client.call('sync.state', {})).warnings).toEqual([expect.stringContaining('This project lies in a folder of Dropbox')]);
  expect((await ann.client.call('sync.state', {})).warnings).toEqual([]);
  await ben.sync(share);
  expect(await kim.digest()).toBe(await ben.digest());
});
