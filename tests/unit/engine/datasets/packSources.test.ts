import { readFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { table } from '../storage/packing/tables';
import { openDatasets, type OpenDatasets } from './openDatasets';

const header = 'number,a,b,c,d,e,f,g';
const csvOf = (rows: readonly string[]): string => `${header}\n${rows.join('\n')}\n`;
const rows = table(800, 8);
const changed = (by: number): string[] => rows.map((row, i) => (i % 100 === by ? `${row}${by}` : row));

async function sourceOf({ blobs }: OpenDatasets, sha256: string): Promise<string> {
  const path = blobs.tempPath('.read');
  await blobs.copyTo(sha256, path);
  const bytes = readFileSync(path);
  rmSync(path);
  return createHash('sha256').update(bytes).digest('hex');
}

test('later versions lean on the first, which stands by itself; another table starts anew', async () => {
  const open = openDatasets();
  const first = await open.stored(csvOf(rows));
  const second = await open.stored(csvOf(changed(7)));
  const third = await open.stored(csvOf([...rows, ...table(40, 8, 3)]));
  const foreign = await open.stored(csvOf(table(800, 8, 99)));
  await open.datasets.packing.settle();
  const blobs = new Map(open.blobs.list().map((blob) => [blob.sha256, blob]));
  const baseOf = (version: typeof first): string | null | undefined => blobs.get(version.sourceSha256)?.base;
  expect([first, second, third, foreign].map(baseOf)).toEqual([null, first.sourceSha256, first.sourceSha256, null]);
  expect([first, second, third, foreign].map(({ sourceSha256 }) => blobs.get(sourceSha256)?.packed)).toEqual([true, true, true, true]);
  for (const { sourceSha256 } of [first, second, third, foreign]) expect(await sourceOf(open, sourceSha256)).toBe(sourceSha256);
  const fifth = await open.stored(csvOf(table(800, 8, 99).map((row, i) => (i % 100 === 1 ? `${row}3` : row))));
  await open.datasets.packing.settle();
  expect(open.blobs.list().find(({ sha256 }) => sha256 === fifth.sourceSha256)?.base).toBe(foreign.sourceSha256);
});

test('a copy under another name leans on the table with the same columns', async () => {
  const open = openDatasets();
  const first = await open.stored(csvOf(rows), { fileName: 'january.csv' });
  const second = await open.stored(csvOf(changed(3)), { fileName: 'february.csv' });
  await open.datasets.packing.settle();
  expect(open.blobs.list().find(({ sha256 }) => sha256 === second.sourceSha256)?.base).toBe(first.sourceSha256);
});

test('a source that cannot be packed stays as it is, and the others are packed', async () => {
  const open = openDatasets();
  const first = await open.stored(csvOf(rows));
  await open.datasets.packing.settle();
  open.blobs.remove(first.sourceSha256);
  const second = await open.stored(csvOf(changed(5)));
  await open.datasets.packing.settle();
  expect(await sourceOf(open, second.sourceSha256)).toBe(second.sourceSha256);
});

test('whatever is imported, opened and closed, in any order: every version keeps its bytes and its rows', async () => {
  const version = fc.record({ cut: fc.integer({ min: 400, max: 800 }), seed: fc.integer({ min: 1, max: 3 }), mark: fc.integer({ min: 0, max: 40 }), name: fc.constantFrom('shop.csv', 'other.csv') });
  const step = fc.oneof({ weight: 3, arbitrary: version }, { weight: 1, arbitrary: fc.constant('close' as const) }, { weight: 1, arbitrary: fc.nat(5) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 7 }), async (steps) => {
      const open = openDatasets();
      const known = new Map<string, { source: string; rows: number }>();
      for (const each of steps) {
        if (each === 'close') await open.datasets.close();
        else if (typeof each === 'number') {
          const id = [...known.keys()][each];
          if (id !== undefined) await open.datasets.table(id).catch((error: unknown) => expect(error).toMatchObject({ code: 'cancelled' }));
        } else {
          const text = csvOf(table(each.cut, 8, each.seed).map((row, i) => (i % 50 === each.mark ? `${row}4` : row)));
          const snapshot = await open.stored(text, { fileName: each.name });
          known.set(snapshot.id, { source: createHash('sha256').update(text).digest('hex'), rows: each.cut });
        }
      }
      await open.datasets.packing.settle();
      for (const [id, { source, rows: count }] of known) {
        const snapshot = open.datasets.snapshot(id);
        expect([snapshot.sourceSha256, snapshot.rows, await sourceOf(open, source)]).toEqual([source, count, source]);
      }
      const packed = new Map(open.blobs.list().map((blob) => [blob.sha256, blob]));
      for (const { base } of packed.values()) if (base !== null) expect(packed.get(base)?.base).toBeNull();
      expect(await open.datasets.handlers['datasets.verify']({ deep: true }, open.context)).toMatchObject({ ok: true });
    }),
    { numRuns: 12 },
  );
});
