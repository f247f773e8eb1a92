import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBlobStore, type BlobStore } from '@engine/storage/blobStore';
import { temporaryFolder } from '../../../../helpers/temporary';
import { table } from './tables';

const never = new AbortController().signal;
const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function makeStore(): { dir: string; store: BlobStore; copy: (sha256: string) => Promise<Buffer>; packedPath: (sha256: string) => string } {
  const dir = temporaryFolder();
  const store = createBlobStore(join(dir, 'objects'), join(dir, 'tmp'));
  return {
    dir,
    store,
    async copy(sha256) {
      const path = store.tempPath('.copy');
      await store.copyTo(sha256, path);
      const bytes = readFileSync(path);
      rmSync(path);
      return bytes;
    },
    packedPath: (sha256) => join(dir, 'objects', sha256.slice(0, 2), `${sha256.slice(2)}.packed`),
  };
}

const first = Buffer.from(table(4000, 10).join('\n'));
const second = Buffer.from(table(4000, 10).map((row, i) => (i % 100 === 0 ? `${row}1` : row)).join('\n'));
const foreign = Buffer.from(table(4000, 10, 77).join('\n'));

test('a version is stored as what it does not share with its base, and both come back byte for byte', async () => {
  const { dir, store, copy } = makeStore();
  const [a, b] = [store.putBytes(first).sha256, store.putBytes(second).sha256];
  expect(await store.pack(b, a, never)).toBe('shared');
  expect((await copy(b)).equals(second)).toBe(true);
  expect(await store.pack(a, null, never)).toBe('alone');
  expect((await copy(a)).equals(first)).toBe(true);
  expect((await copy(b)).equals(second)).toBe(true);
  const listed = new Map(store.list().map((blob) => [blob.sha256, blob]));
  expect(listed.get(b)).toMatchObject({ sizeBytes: second.length, packed: true, base: a });
  expect(listed.get(b)?.storedBytes).toBeLessThan(second.length * 0.05);
  expect(listed.get(a)).toMatchObject({ sizeBytes: first.length, packed: true, base: null });
  expect(await store.withFile(b, (path) => Promise.resolve(sha256Of(readFileSync(path))))).toBe(b);
  expect([store.sizeOf(a), store.sizeOf(b)]).toEqual([first.length, second.length]);
  expect([await store.verify(a), await store.verify(b)]).toEqual([true, true]);
  expect(readdirSync(join(dir, 'tmp'))).toEqual([]);
});

test('a base that holds less than half is refused and nothing changes', async () => {
  const { dir, store } = makeStore();
  const [a, b] = [store.putBytes(first).sha256, store.putBytes(foreign).sha256];
  expect(await store.pack(b, a, never)).toBe('unlike');
  expect(store.readBytes(b).equals(foreign)).toBe(true);
  expect(readdirSync(join(dir, 'tmp'))).toEqual([]);
});

test('the raw form goes only after its packed form was read back whole', async () => {
  const { store } = makeStore();
  const { sha256 } = store.putBytes(first);
  chmodSync(store.pathOf(sha256), 0o644);
  writeFileSync(store.pathOf(sha256), second);
  await expect(store.pack(sha256, null, never)).rejects.toMatchObject({ code: 'corrupt-store' });
  expect(existsSync(store.pathOf(sha256))).toBe(true);
  expect(store.list()).toMatchObject([{ packed: false }]);
});

test('both forms beside each other, as a crash leaves them, are one file that packs again', async () => {
  const { store, copy, packedPath } = makeStore();
  const { sha256 } = store.putBytes(first);
  await store.pack(sha256, null, never);
  const packed = readFileSync(packedPath(sha256));
  await store.unpack(sha256);
  writeFileSync(packedPath(sha256), packed);
  expect(store.list()).toMatchObject([{ sha256, sizeBytes: first.length, packed: false }]);
  expect((await copy(sha256)).equals(first)).toBe(true);
  expect(await store.pack(sha256, null, never)).toBe('alone');
  expect((await copy(sha256)).equals(first)).toBe(true);
  store.remove(sha256);
  expect(store.list()).toEqual([]);
});

test('a damaged packed file, a damaged base and a lost base are told, never handed out', async () => {
  for (const harm of ['packed', 'base', 'lost'] as const) {
    const { store, copy, packedPath } = makeStore();
    const [a, b] = [store.putBytes(first).sha256, store.putBytes(second).sha256];
    await store.pack(b, a, never);
    if (harm === 'lost') store.remove(a);
    else {
      const path = harm === 'packed' ? packedPath(b) : store.pathOf(a);
      const bytes = readFileSync(path);
      chmodSync(path, 0o644);
      bytes[Math.floor(bytes.length / 3)]! ^= 0x20;
      writeFileSync(path, bytes);
    }
    await expect(copy(b), harm).rejects.toMatchObject({ code: 'corrupt-store' });
    expect(await store.verify(b), harm).toBe(false);
  }
});

test('who reads the raw form keeps it while it is packed', async () => {
  const { store } = makeStore();
  const { sha256 } = store.putBytes(first);
  const read = await store.withFile(sha256, async (path) => {
    await store.pack(sha256, null, never);
    return readFileSync(path);
  });
  expect(read.equals(first)).toBe(true);
});
