import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Snapshot } from '@shared/areas/datasets';
import { openDatasets, type OpenDatasets } from './openDatasets';

const torture = join(process.cwd(), '../shared/csv-torture/own');

const ugly: Readonly<Record<string, string | Uint8Array>> = {
  'semicolon.csv': 'Preis;Menge;Tag\n1.234,50;7;31.01.2025\n9,90;;01.02.2025\n',
  'latin.csv': Buffer.from('Größe;Straße\n1,5;Köln\n2;Düren\n', 'latin1'),
  'utf16.csv': Buffer.from('\uFEFFname\tprice\nAda\t1\nBo\t2\n', 'utf16le'),
  'quotes.csv': 'id,text\n007,"a ""b"",\nc"\n008,\n',
  'ids.csv': 'code,big,yes\n0012,9007199254740993,yes\n0013,9007199254740995,no\n',
  'missing.csv': 'a,b\n1,n/a\n2,-\n3,4\n',
  'times.csv': 'at,spent,share\n2025-01-31T10:00:00+02:00,"$1,234.50",12%\n2025-02-01 09:30,(5.00),7%\n',
  'twice.csv': 'a,a,\n1,2,3\n4,5,6\n',
};

async function cellsAndRows(open: OpenDatasets, { id, rows }: Snapshot): Promise<unknown> {
  const cells = await open.datasets.handlers['datasets.cells']({ snapshotId: id, offset: 0, limit: 1000 }, open.context);
  const page = await open.datasets.handlers['datasets.page']({ snapshotId: id, offset: 0, limit: Math.max(1, Math.min(1000, rows)), sort: [], filters: [] }, open.context);
  return { cells, page };
}

/** Removes the version's table and says whether the one made again holds the same. */
async function comesBack(open: OpenDatasets, snapshot: Snapshot): Promise<boolean> {
  const before = await cellsAndRows(open, snapshot);
  const { tableSha256 = '' } = open.datasets.storedVersions().find(({ id }) => id === snapshot.id) ?? {};
  open.blobs.remove(tableSha256);
  expect(await cellsAndRows(open, snapshot)).toEqual(before);
  return open.blobs.has(tableSha256);
}

test('a table that was let go comes back the same, byte for byte, however ugly its source', async () => {
  const open = openDatasets();
  for (const [fileName, content] of Object.entries(ugly)) {
    const { snapshot, questions, warnings } = await open.importBytes(content, { fileName, reading: { onAmbiguous: 'guess' } });
    if (!snapshot) throw new Error(`${fileName}: ${JSON.stringify([questions, warnings])}`);
    expect(await comesBack(open, snapshot), fileName).toBe(true);
  }
  expect(readdirSync(join(open.folder, 'tmp'))).toEqual(['grants.json']);
});

test.skipIf(!existsSync(torture))('so does that of every torture file that can be stored', { timeout: 180_000 }, async () => {
  const open = openDatasets();
  let stored = 0;
  for (const name of readdirSync(torture).filter((each) => /\.(csv|tsv|txt)$/.test(each))) {
    const report = await open.importPath(join(torture, name), { reading: { onAmbiguous: 'guess', onRagged: 'quarantine' } }).catch(() => null);
    if (!report?.snapshot || report.alreadyThere) continue;
    stored += 1;
    expect(await comesBack(open, report.snapshot), name).toBe(true);
  }
  expect(stored).toBeGreaterThan(20);
});

test('so do those of workbooks and Parquet files', async () => {
  const open = openDatasets();
  for (const name of ['ugly.xlsx', 'calendar1904.xlsx', 'types.parquet', 'pandas.parquet']) {
    const { snapshot } = await open.importPath(join('tests/fixtures/inputs', name), { reading: { onAmbiguous: 'guess' } });
    if (!snapshot) throw new Error(name);
    expect(await comesBack(open, snapshot), name).toBe(true);
  }
});

test('chosen types and names come back too', async () => {
  const open = openDatasets();
  const snapshot = await open.stored('code,price\n12,1\n13,2\n', { columns: [{ name: 'code', type: 'text' }, { name: 'price', type: 'decimal' }] });
  expect(await comesBack(open, snapshot)).toBe(true);
});

test('askers at the same time share one rebuild', async () => {
  const open = openDatasets();
  const snapshot = await open.stored('a,b\n1,2\n3,4\n');
  open.blobs.remove(open.datasets.storedVersions()[0]?.tableSha256 ?? '');
  const tables = await Promise.all([1, 2, 3].map(() => open.datasets.table(snapshot.id)));
  expect(new Set(tables.map(({ source }) => source)).size).toBe(1);
});

test('a source that gives other values is told, and nothing is stored', async () => {
  const open = openDatasets();
  const snapshot = await open.stored('a,b\n1,2\n3,4\n');
  open.blobs.remove(open.datasets.storedVersions()[0]?.tableSha256 ?? '');
  open.db.prepare("update snapshots set columns = replace(columns, ?, ?)").run(snapshot.columns[1]?.digest ?? '', 'f'.repeat(64));
  await expect(open.datasets.table(snapshot.id)).rejects.toMatchObject({ code: 'corrupt-store', message: expect.stringContaining('shop version 1') as string });
  expect(open.blobs.list()).toHaveLength(1);
});

test('only the table of the version in use stays when the project closes', async () => {
  const open = openDatasets();
  const versions = [await open.stored('a,b\n1,2\n'), await open.stored('a,b\n1,3\n'), await open.stored('x,y\n1,3\n', { fileName: 'other.csv' })];
  const has = (): boolean[] => versions.map(({ id }) => open.blobs.has(open.datasets.storedVersions().find((each) => each.id === id)?.tableSha256 ?? ''));
  await open.datasets.table(versions[0]?.id ?? '');
  expect(has()).toEqual([true, true, true]);
  await open.datasets.close();
  expect(has()).toEqual([false, true, true]);
});

test('tables of older versions that are small beside the sources stay too', async () => {
  const open = openDatasets();
  const repetitive = (last: string): string => `country,price,units,note\n${'Germany,12.50,100,the same words in every row of the file\n'.repeat(20_000)}France,9.75,${last},other\n`;
  const versions = [await open.stored(repetitive('1')), await open.stored(repetitive('2'))];
  await open.datasets.close();
  const stored = open.datasets.storedVersions();
  expect(versions.map(({ id }) => open.blobs.has(stored.find((each) => each.id === id)?.tableSha256 ?? ''))).toEqual([true, true]);
});
