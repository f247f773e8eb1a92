import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { clearFiles, findFreeSpace } from '@engine/upkeep/freeSpace';
import { table } from '../storage/packing/tables';
import { openDatasets, type OpenDatasets } from '../datasets/openDatasets';

const header = 'number,a,b,c,d,e,f,g';
const rows = table(800, 8);
const csv = (mark: number): string => `${header}\n${rows.map((row, i) => (i % 100 === mark ? `${row}${mark}` : row)).join('\n')}\n`;

function find(open: OpenDatasets, backupHashes: ReadonlySet<string> = new Set()) {
  return findFreeSpace({ db: open.db, blobs: open.blobs, versions: open.datasets.storedVersions(), backupHashes, usesOf: () => [] });
}

function clear(open: OpenDatasets, blobs = open.blobs) {
  return clearFiles(blobs, () => find(open), (ids) => open.datasets.noteRemoved(ids, 1));
}

async function sourceOf(open: OpenDatasets, sha256: string): Promise<string> {
  return open.blobs.withFile(sha256, (path) => Promise.resolve(createHash('sha256').update(readFileSync(path)).digest('hex')));
}

test('the base of others is cleared, and the others keep every byte', async () => {
  const open = openDatasets();
  const versions = [await open.stored(csv(1)), await open.stored(csv(2)), await open.stored(csv(3))];
  const [first] = versions;
  await open.datasets.packing.settle();
  await open.datasets.handlers['datasets.moveToTrash']({ snapshotIds: [first?.id ?? ''] }, open.context);
  const free = find(open);
  expect(free.items).toMatchObject([{ kind: 'version', name: 'shop', number: 1, keptByBackup: false }]);
  expect(free.unused.map(({ sha256 }) => sha256)).toContain(first?.sourceSha256);
  await open.datasets.packing.pauseFor(() => clear(open));
  expect(open.blobs.has(first?.sourceSha256 ?? '')).toBe(false);
  open.datasets.packing.start();
  await open.datasets.packing.settle();
  for (const { sourceSha256 } of versions.slice(1)) expect(await sourceOf(open, sourceSha256)).toBe(sourceSha256);
  expect(open.blobs.list().map(({ base }) => base).filter((base) => base !== null)).toEqual([versions[1]?.sourceSha256]);
});

test('what a version outside the trash, a forecast or a back-up needs stays', async () => {
  const open = openDatasets();
  const first = await open.stored(csv(1));
  const again = await open.importBytes(csv(1), { fileName: 'copy.csv', reading: { nullTokens: ['red'] } });
  expect(again.snapshot?.sourceSha256).toBe(first.sourceSha256);
  await open.datasets.handlers['datasets.moveToTrash']({ snapshotIds: [first.id] }, open.context);
  expect(find(open).unused.map(({ sha256 }) => sha256)).not.toContain(first.sourceSha256);
  await open.datasets.handlers['datasets.moveToTrash']({ snapshotIds: [again.snapshot?.id ?? ''] }, open.context);
  expect(find(open).unused.map(({ sha256 }) => sha256)).toContain(first.sourceSha256);
  const kept = find(open, new Set([first.sourceSha256]));
  expect(kept.unused.map(({ sha256 }) => sha256)).not.toContain(first.sourceSha256);
  expect(kept.items.every(({ keptByBackup }) => keptByBackup)).toBe(true);
});

test('clearing may stop at any file: what is not in the trash is whole each time, and the next try goes on', async () => {
  const open = openDatasets();
  const versions = [await open.stored(csv(1)), await open.stored(csv(2)), await open.stored(csv(3)), await open.stored(csv(4))];
  await open.datasets.packing.settle();
  await open.datasets.handlers['datasets.moveToTrash']({ snapshotIds: versions.slice(0, 2).map(({ id }) => id) }, open.context);
  for (let stopAfter = 0; ; stopAfter++) {
    let acts = 0;
    const act = (): void => {
      if (acts++ === stopAfter) throw new Error('stopped');
    };
    const stopping = { ...open.blobs, unpack: async (sha256: string) => (act(), open.blobs.unpack(sha256)), remove: (sha256: string) => (act(), open.blobs.remove(sha256)) };
    const stopped = await clear(open, stopping).then(() => false, () => true);
    // A version whose files have begun to go is said to be gone, so that nobody misses them.
    expect(await open.datasets.handlers['datasets.verify']({ deep: true }, open.context)).toMatchObject({ ok: true });
    for (const { sourceSha256 } of versions.slice(2)) expect(await sourceOf(open, sourceSha256)).toBe(sourceSha256);
    if (!stopped) break;
  }
  expect(versions.map(({ sourceSha256 }) => open.blobs.has(sourceSha256))).toEqual([false, false, true, true]);
});
