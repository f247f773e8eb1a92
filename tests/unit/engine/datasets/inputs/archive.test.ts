import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { ReadingRequest } from '@shared/areas/datasets';
import { combineFiles, commonName } from '@engine/datasets/inputs/archive/combineFiles';
import { openDatasets, type OpenDatasets } from '../openDatasets';

type Contents = Readonly<Record<string, string | Uint8Array>>;

async function combined({ folder, context }: OpenDatasets, contents: Contents): Promise<string> {
  const files = Object.entries(contents).map(([name, bytes], i) => {
    const path = join(folder, `${i}.part`);
    writeFileSync(path, bytes);
    return { path, name, sizeBytes: statSync(path).size };
  });
  const path = join(folder, `${Math.random().toString(36).slice(2)}.zip`);
  await combineFiles(files, path, context.signal);
  return path;
}

async function union(open: OpenDatasets, contents: Contents, reading: Partial<ReadingRequest> = {}) {
  return open.importPath(await combined(open, contents), { name: 'union', reading });
}

test('files of one shape become one table, each read by its own encoding, delimiter and column order', async () => {
  const open = openDatasets();
  const report = await union(
    open,
    {
      'feb.csv': 'price;sku;größe\r\n2,50;b;XL\r\n',
      'jan.csv': Buffer.from('sku,price,gr\xf6\xdfe\na,"1,50",M\n\nc,"3,25","L\nwide"\n', 'latin1'),
      'mar.csv': Buffer.from('\ufeffsku\tprice\tgröße\nd\t4,75\tS\n', 'utf16le'),
    },
    { encoding: 'windows-1252', decimal: ',', fileColumn: 'file' },
  );
  expect(report.records).toEqual({ in: 5, stored: 4, quarantined: 0, refused: 0, blank: 1, comment: 0 });
  expect(report.warnings.map(({ code, message }) => [code, message])).toEqual([['other-order', '"jan.csv", "mar.csv" have the same columns in another order. They were joined by name; look whether equal names mean the same.']]);
  expect(report.reading?.members).toEqual([
    { name: 'feb.csv', encoding: 'utf-8', delimiter: ';', quote: '"', hasHeader: true },
    { name: 'jan.csv', encoding: 'windows-1252', delimiter: ',', quote: '"', hasHeader: true },
    { name: 'mar.csv', encoding: 'utf-16-le', delimiter: '\t', quote: '"', hasHeader: true },
  ]);
  const { snapshot } = report;
  if (!snapshot) throw new Error('not stored');
  expect(await open.cells(snapshot)).toEqual([['price', 'sku', 'größe', 'file'], ['2,50', 'b', 'XL', 'feb.csv'], ['1,50', 'a', 'M', 'jan.csv'], ['3,25', 'c', 'L\nwide', 'jan.csv'], ['4,75', 'd', 'S', 'mar.csv']]);
  const { rows } = await open.tables.rows(`select line from ${(await open.datasets.table(snapshot.id)).source} order by row`);
  expect(rows.flat()).toEqual([2, 2, 4, 2]);
});

test('read again as it was read, a union gives the same version', async () => {
  const open = openDatasets();
  const path = await combined(open, { 'a.csv': Buffer.from('x,n\n\xe9,1\n', 'latin1'), 'b.csv': 'Title\nx;n\né;2\né;3\n' });
  const asked = await open.importPath(path);
  expect([asked.verdict, asked.questions.map(({ code, message }) => [code, message.slice(0, 12)])]).toEqual(['ask', [['encoding', 'In "a.csv": '], ['preamble', 'In "b.csv": ']]]);
  const first = await open.importPath(path, { reading: { encoding: 'windows-1252', skipLines: 1 } });
  expect([first.verdict, first.records]).toEqual(['accept', { in: 4, stored: 3, quarantined: 0, refused: 0, blank: 0, comment: 1 }]);
  const again = await open.importPath(path, { reading: { ...first.reading, onAmbiguous: 'fail', onRagged: 'reject' } });
  expect([again.alreadyThere, again.snapshot?.id]).toEqual([true, first.snapshot?.id]);
});

test('the same files give the same bytes, whatever their order; two of one name are told apart', async () => {
  const open = openDatasets();
  const one = readFileSync(await combined(open, { 'a.csv': 'x\n1\n', 'b.csv': 'x\n2\n' }));
  expect(readFileSync(await combined(open, { 'b.csv': 'x\n2\n', 'a.csv': 'x\n1\n' })).equals(one)).toBe(true);
  const { folder, context } = open;
  writeFileSync(join(folder, 'p'), 'x\n1\n');
  writeFileSync(join(folder, 'q'), 'x\n2\n');
  const path = join(folder, 'twins.zip');
  await combineFiles([{ path: join(folder, 'p'), name: '../Sales.csv', sizeBytes: 4 }, { path: join(folder, 'q'), name: '../sales.CSV', sizeBytes: 4 }], path, context.signal);
  const { snapshot } = await open.importPath(path, { reading: { fileColumn: 'from' } });
  expect(snapshot && (await open.cells(snapshot))).toEqual([['x', 'from'], ['1', '.._Sales.csv'], ['2', '.._sales (2).CSV']]);
});

test('a column that a file lacks is asked about, and then missing in its rows', async () => {
  const open = openDatasets();
  const contents = { 'a.csv': 'sku,units\na,1\n', 'b.csv': 'sku,units,offer\nb,2,true\n', 'c.csv': 'sku,offer\nc,false\n' };
  const asked = await union(open, contents);
  expect([asked.verdict, asked.questions]).toEqual(['ask', [{ code: 'unlike-files', message: '"a.csv" has no column "offer", which other files have; 1 more file differs. Do the files belong in one table?', options: [{ label: 'Yes: where a file lacks a column, its cells are missing', apply: { unlikeFiles: 'fill' } }] }]]);
  const filled = await union(open, contents, { unlikeFiles: 'fill' });
  expect(filled.warnings.map(({ code, message }) => [code, message])).toEqual([['filled-columns', '"a.csv" has no column "offer". Its rows are missing there; give the columns one name if they mean the same.'], ['filled-columns', '"c.csv" has no column "units". Its rows are missing there; give the columns one name if they mean the same.']]);
  expect(filled.snapshot && (await open.cells(filled.snapshot))).toEqual([['sku', 'units', 'offer'], ['a', '1', ''], ['b', '2', 'true'], ['c', '', 'false']]);
});

describe('columns that differ only in case or in white space around them', () => {
  const contents = { 'a.csv': 'sku,units,größe\na,1,M\n', 'b.csv': '"Units "; SKU;gro\u0308\u00dfe\n2;b;L\n', 'c.csv': 'sku,units,größe\nc,3,S\n' };

  test('are asked about, joined under the first name where that is the answer, and told', async () => {
    const open = openDatasets();
    const asked = await union(open, contents);
    expect(asked).toMatchObject({ verdict: 'ask', questions: [{ code: 'alike-columns', message: '"b.csv" has a column " SKU" where "a.csv" has "sku"; 2 more columns differ only so. Are they the same column?', options: [{ label: 'Yes: join them under the name of the first file, "sku"', apply: { alikeColumns: 'join' } }, { apply: { alikeColumns: 'apart' } }] }] });
    const joined = await union(open, contents, { alikeColumns: 'join' });
    expect(joined.warnings).toMatchObject([{ code: 'joined-columns', count: 3 }, { code: 'other-order' }]);
    expect(joined.snapshot && (await open.cells(joined.snapshot))).toEqual([['sku', 'units', 'größe'], ['a', '1', 'M'], ['b', '2', 'L'], ['c', '3', 'S']]);
    const again = await open.importPath(await combined(open, contents), { name: 'union', reading: { ...joined.reading, onAmbiguous: 'fail', onRagged: 'reject' } });
    expect(again).toMatchObject({ alreadyThere: true, reading: { alikeColumns: 'join' } });
  });

  test('stay apart where that is the answer; what a file lacks is then asked as ever', async () => {
    const open = openDatasets();
    const parts = { 'a.csv': 'id,sku\n1,a\n', 'b.csv': 'id,SKU\n2,b\n' };
    expect((await union(open, parts, { alikeColumns: 'apart' })).questions.map(({ code }) => code)).toEqual(['unlike-files']);
    // A union of before the question was asked is made again as it was.
    for (const reading of [{ alikeColumns: 'apart', unlikeFiles: 'fill' }, { unlikeFiles: 'fill', onAmbiguous: 'guess' }] as const) {
      const { snapshot } = await union(open, parts, reading);
      expect(snapshot && (await open.cells(snapshot))).toEqual([['id', 'sku', 'SKU'], ['1', 'a', ''], ['2', '', 'b']]);
    }
  });

  test('in one file are two columns, of which none is guessed', async () => {
    const asked = await union(openDatasets(), { 'a.csv': 'id,sku,SKU\n1,a,b\n', 'b.csv': 'id,Sku\n2,b\n' });
    expect(asked.questions.map(({ code }) => code)).toEqual(['unlike-files']);
  });

  test('are seen in the first look, and files that share no other column are no strangers', async () => {
    const open = openDatasets();
    const path = await combined(open, { 'a.csv': 'SKU\na\n', 'b.csv': 'sku\nb\n' });
    expect(await open.inspectPath(path)).toMatchObject({ questions: [{ code: 'alike-columns' }], union: { columns: [{ name: 'SKU', lackedBy: 1 }, { name: 'sku', lackedBy: 1 }] } });
    expect(await open.inspectPath(path, { alikeColumns: 'join' })).toMatchObject({ questions: [], union: { columns: [{ name: 'SKU', lackedBy: 0 }] } });
  });
});

test('the first look says what each file brings, which columns it lacks, and how the columns meet', async () => {
  const open = openDatasets();
  const path = await combined(open, { 'a.csv': 'sku,units\na,1\n', 'b.csv': 'offer;units;sku\ntrue;2;b\nfalse;3;c\n' });
  const columns = [{ name: 'sku', lackedBy: 0 }, { name: 'units', lackedBy: 0 }, { name: 'offer', lackedBy: 1 }];
  const files = (rows: readonly (number | null)[]) => [{ name: 'a.csv', rows: rows[0], lacks: ['offer'] }, { name: 'b.csv', rows: rows[1], lacks: [] }];
  expect(await open.inspectPath(path)).toMatchObject({ isText: false, questions: [{ code: 'unlike-files' }], union: { count: 2, columns, files: files([null, null]) } });
  const filled = await open.inspectPath(path, { unlikeFiles: 'fill', fileColumn: 'file' });
  expect(filled).toMatchObject({ isText: false, questions: [], union: { count: 2, columns, files: files([1, 2]) } });
  expect(filled.columns.map(({ name }) => name)).toEqual(['sku', 'units', 'offer', 'file']);
  // A name that is taken can be changed where it stands.
  expect(await open.inspectPath(path, { unlikeFiles: 'fill', fileColumn: 'sku' })).toMatchObject({ notices: [{ code: 'file-column-taken' }], union: { columns } });
  const wide = await open.inspectPath(await combined(open, { 'a.csv': 'p,2024-01,2024-02,2024-03\nx,1,2,3\n', 'b.csv': 'p,2024-01,2024-02,2024-03\ny,1,2,3\n' }), { unpivot: { columns: 'periods', nameTo: 'month', valueTo: 'sold' } });
  expect(wide).toMatchObject({ union: { count: 2, files: [{ name: 'a.csv', rows: 1 }, { name: 'b.csv', rows: 1 }] } });
});

test('files without a common column are refused, and so is a taken name for the file column', async () => {
  const open = openDatasets();
  expect(await union(open, { 'a.csv': 'sku\na\n', 'b.csv': 'city\nb\n' })).toMatchObject({ verdict: 'reject', warnings: [{ code: 'no-common-columns', message: expect.stringMatching(/"a.csv" and "b.csv"/) as string }] });
  expect(await union(open, { 'a.csv': 'sku\na\n', 'b.csv': 'sku\nb\n' }, { fileColumn: 'sku' })).toMatchObject({ verdict: 'reject', warnings: [{ code: 'file-column-taken' }] });
});

test('what is wrong in one file is said with its name and its own line; nothing is stored', async () => {
  const open = openDatasets();
  expect(await union(open, { 'a.csv': 'x,y\n1,2\n', 'b.csv': 'x,y\n1,2\n3\n' })).toMatchObject({ verdict: 'reject', snapshot: null, warnings: [{ code: 'ragged-rows', line: 3, message: expect.stringMatching(/^In "b.csv": 1 row does not have 2 cells/) as string }] });
  expect(await union(open, { 'a.csv': 'x,y\n1,2\n', 'b.csv': 'x,y\n1,"2\n3,4\n' })).toMatchObject({ verdict: 'reject', warnings: [{ code: 'unclosed-quote', line: 2, message: expect.stringMatching(/^In "b.csv": /) as string }] });
  const kept = await union(open, { 'a.csv': 'x,y\n1,2\n', 'b.csv': 'x,y\n1,2\n3\n' }, { onRagged: 'quarantine' });
  expect(kept.records).toEqual({ in: 3, stored: 2, quarantined: 1, refused: 0, blank: 0, comment: 0 });
  await expect(union(open, { 'a.csv': 'x\n1\n', 'b.csv': '' })).rejects.toMatchObject({ code: 'unreadable-file', message: expect.stringMatching(/^In "b.csv": The file is empty/) as string });
  await expect(union(open, { 'a.csv': 'x\n1\n', 'b.zip': zipSync({ 'c.csv': strToU8('x\n1\n') }) })).rejects.toMatchObject({ message: expect.stringMatching(/^In "b.zip": It is an archive inside an archive/) as string });
});

test('workbooks and Parquet files may be parts as well; what a computer adds to an archive is left out', async () => {
  const open = openDatasets();
  const bytes = zipSync({ 'a.csv': strToU8('sku,units\nz,9\n'), 'b.xlsx': readFileSync('tests/fixtures/inputs/twoSheets.xlsx'), 'c.parquet': readFileSync('tests/fixtures/inputs/pandas.parquet'), '__MACOSX/._a.csv': strToU8('junk') });
  const report = await open.importBytes(bytes, { fileName: 'parts.zip', reading: { sheet: 'North' } });
  expect(report.warnings.map(({ code }) => code)).toEqual(['left-out-files']);
  expect(report.snapshot && (await open.cells(report.snapshot))).toEqual([['sku', 'units'], ['z', '9'], ['a', '1'], ['007', '1'], ['008', '2']]);
  expect(report.reading?.members?.map(({ name, sheet }) => [name, sheet ?? null])).toEqual([['a.csv', null], ['b.xlsx', 'North'], ['c.parquet', null]]);
});

test('any split of a table into files is joined to the same table', async () => {
  const open = openDatasets();
  const cell = fc.oneof(fc.constantFrom('a', 'b,c', '"q"', 'two\nlines', 'é'), fc.integer().map(String));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 4 }), async (parts) => {
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const contents = Object.fromEntries(parts.map((rows, i) => [`${i}.csv`, `one,two\n${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`]));
      const report = await open.importPath(await combined(open, contents), { columns: [{ name: 'one', type: 'text' }, { name: 'two', type: 'text' }], reading: { hasHeader: true, decimal: '.' } });
      if (!report.snapshot) throw new Error(JSON.stringify(report));
      expect((await open.cells(report.snapshot)).slice(1)).toEqual(parts.flat());
      expect(report.records).toMatchObject({ in: parts.flat().length, stored: parts.flat().length });
    }),
    { numRuns: 15 },
  );
});

describe('gzip', () => {
  test('a packed CSV is read as the CSV', async () => {
    const { importBytes, cells } = openDatasets();
    const { snapshot } = await importBytes(gzipSync('d;n\n31/01/2025;1,5\n'), { fileName: 'shop.csv.gz' });
    expect(snapshot && [snapshot.datasetName, await cells(snapshot)]).toEqual(['shop', [['d', 'n'], ['31/01/2025', '1,5']]]);
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['a bomb', gzipSync(new Uint8Array(4 << 20)), /times its size/],
    ['cut off', gzipSync('a,b\n1,2\n'.repeat(50)).subarray(0, 30), /damaged or cut off/],
    ['an archive in it', gzipSync(zipSync({ 'a.csv': strToU8('a\n1\n') })), /archive inside an archive/],
  ])('refused: %s', async (_, bytes, message) => {
    const { importBytes, blobs } = openDatasets();
    await expect(importBytes(bytes, { fileName: 'x.csv.gz' })).rejects.toMatchObject({ code: 'unreadable-file', message: expect.stringMatching(message) as string });
    expect(blobs.list()).toEqual([]);
  });
});

test('a union is named by what its files have in common', () => {
  expect([commonName(['sales_2024-01.csv', 'sales_2024-02.csv']), commonName(['a.csv', 'b.csv']), commonName(['Shop North.csv', 'Shop South.csv'])]).toEqual(['sales', null, 'Shop']);
});
