import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBlobStore } from '@engine/storage/blobStore';
import { temporaryFolder } from '../../../helpers/temporary';

function makeStore() {
  const dir = temporaryFolder();
  return { dir, store: createBlobStore(join(dir, 'objects'), join(dir, 'tmp')) };
}

test('bytes come back as they were put, under the SHA-256 of their content', async () => {
  const { dir, store } = makeStore();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
      const { sha256 } = store.putBytes(bytes);
      expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(store.readBytes(sha256).equals(bytes)).toBe(true);
      expect(await store.verify(sha256)).toBe(true);
    }),
    { seed: 1, numRuns: 50 },
  );
  expect(readdirSync(join(dir, 'tmp'))).toEqual([]);
});

test('a file is moved in, and the same bytes are kept once', async () => {
  const { store } = makeStore();
  const [a, b] = [store.tempPath('.a'), store.tempPath('.b')];
  writeFileSync(a, 'same');
  writeFileSync(b, 'same');
  const first = await store.putFile(a);
  const second = await store.putFile(b);
  expect(second).toEqual(first);
  expect([existsSync(a), existsSync(b)]).toEqual([false, false]);
  expect(store.list()).toEqual([{ sha256: first.sha256, sizeBytes: 4, storedBytes: 4, packed: false, base: null }]);
});

test('damaged and missing objects are named, never returned', async () => {
  const { store } = makeStore();
  const { sha256 } = store.putBytes(Buffer.from('important'));
  chmodSync(store.pathOf(sha256), 0o644);
  writeFileSync(store.pathOf(sha256), 'impOrtant');
  expect(() => store.readBytes(sha256)).toThrow(expect.objectContaining({ code: 'corrupt-store' }));
  expect(await store.verify(sha256)).toBe(false);
  expect(() => store.readBytes('0'.repeat(64))).toThrow(expect.objectContaining({ code: 'corrupt-store' }));
});
