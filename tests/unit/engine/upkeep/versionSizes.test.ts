import { expect, test } from 'vitest';
import { measureVersions } from '@engine/upkeep/storageSizes';
import { openDatasets } from '../datasets/openDatasets';
import { table } from '../storage/packing/tables';

const rows = table(800, 8);
const csv = (mark: number): string => `number,a,b,c,d,e,f,g\n${rows.map((row, i) => (i % 100 === mark ? `${row}${mark}` : row)).join('\n')}\n`;

test('what a version alone takes and what it shares adds up to what is stored', async () => {
  const open = openDatasets();
  const first = await open.stored(csv(1));
  const second = await open.stored(csv(2));
  const again = await open.importBytes(csv(1), { name: 'again', reading: { nullTokens: ['red'] } });
  const alone = await open.stored('a,b\n1,2\n', { name: 'alone' });
  await open.datasets.packing.settle();
  const sizes = new Map(measureVersions(open.blobs, open.datasets.storedVersions()).map(({ snapshotId, ...size }) => [snapshotId, size]));
  const stored = new Map(open.blobs.list().map(({ sha256, storedBytes }) => [sha256, storedBytes]));
  const base = stored.get(first.sourceSha256) ?? 0;
  // The first file is the source of two versions and the base of a third.
  for (const id of [first.id, second.id, again.snapshot?.id ?? '']) expect(sizes.get(id)?.sharedBytes).toBe(base);
  expect(sizes.get(alone.id)?.sharedBytes).toBe(0);
  expect(sizes.get(second.id)?.ownBytes).toBeGreaterThan(stored.get(second.sourceSha256) ?? 0);
  const own = [...sizes.values()].reduce((sum, { ownBytes }) => sum + ownBytes, 0);
  expect(own + base).toBe([...stored.values()].reduce((sum, bytes) => sum + bytes, 0));
});
