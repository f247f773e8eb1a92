import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { table } from '../storage/packing/tables';
import { openDatasets, type OpenDatasets } from './openDatasets';

const csv = 'id,price,day\n1,9.90,2025-01-31\n2,,2025-02-01\n';

function verify({ datasets, context }: OpenDatasets, deep: boolean) {
  return datasets.handlers['datasets.verify']({ deep }, context);
}

function damage(path: string, change: (bytes: Buffer) => Buffer): void {
  chmodSync(path, 0o644);
  writeFileSync(path, change(readFileSync(path)));
}

test('a sound store is found sound', async () => {
  const open = openDatasets();
  await open.stored(csv);
  for (const deep of [false, true]) expect(await verify(open, deep)).toMatchObject({ ok: true, objects: 2, problems: [] });
});

test('a flipped bit is found by the deep check, for any stored file', async () => {
  const open = openDatasets();
  await open.stored(csv);
  for (const { sha256 } of open.blobs.list()) {
    const path = open.blobs.pathOf(sha256);
    const flip = (bytes: Buffer): Buffer => {
      bytes[20] = (bytes[20] ?? 0) ^ 1;
      return bytes;
    };
    damage(path, flip);
    expect((await verify(open, true)).problems).toEqual([{ object: sha256, problem: expect.stringMatching(/^the (source|table) of shop version 1 has bytes that no longer match its hash$/) as string }]);
    damage(path, flip);
  }
  expect((await verify(open, true)).ok).toBe(true);
});

test('a shortened and a missing file are found by the quick check', async () => {
  const open = openDatasets();
  const { sourceSha256 } = await open.stored(csv);
  const path = open.blobs.pathOf(sourceSha256);
  damage(path, (bytes) => bytes.subarray(1));
  expect((await verify(open, false)).problems).toEqual([{ object: sourceSha256, problem: 'the source of shop version 1 has another size than when it was stored' }]);
  rmSync(path);
  expect(await verify(open, false)).toMatchObject({ ok: false, problems: [{ object: sourceSha256, problem: 'the source of shop version 1 is missing' }] });
});

test('stored values that differ from the imported ones are found, even under a matching hash', async () => {
  const open = openDatasets();
  const first = await open.stored(csv);
  const other = await open.stored(csv.replace('9.90', '9.80'), { fileName: 'other.csv' });
  open.db.prepare('update snapshots set table_sha256 = (select table_sha256 from snapshots where id = ?), table_size_bytes = (select table_size_bytes from snapshots where id = ?) where id = ?').run(other.id, other.id, first.id);
  const { problems } = await verify(open, true);
  expect(problems.map(({ problem }) => problem)).toEqual(['the table of shop version 1 and the table of other version 1 no longer has the values that were imported in column "price"']);
});

test('packed files, their bases and tables that were let go are read too', async () => {
  const open = openDatasets();
  const rows = table(600, 8);
  const first = await open.stored(rows.join('\n'), { reading: { hasHeader: false } });
  const second = await open.stored(rows.map((row, i) => (i % 100 === 0 ? `${row}1` : row)).join('\n'), { reading: { hasHeader: false } });
  await open.datasets.close();
  const listed = new Map(open.blobs.list().map((blob) => [blob.sha256, blob]));
  expect(listed.get(second.sourceSha256)).toMatchObject({ packed: true, base: first.sourceSha256 });
  expect(open.blobs.list()).toHaveLength(3);
  expect(await verify(open, true)).toMatchObject({ ok: true, objects: 3 });
  open.blobs.remove(first.sourceSha256);
  expect((await verify(open, false)).problems.map(({ problem }) => problem)).toEqual([
    'the source of shop version 1 is missing',
    'the source of shop version 2 cannot be read, because the earlier file it was packed against is missing',
  ]);
});
