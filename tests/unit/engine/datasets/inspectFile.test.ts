import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { ColumnType } from '@shared/areas/common';
import { readingRequestSchema, type ReadingRequest } from '@shared/areas/datasets';
import { inspectFile } from '@engine/datasets/inspectFile';
import { temporaryFolder } from '../../../helpers/temporary';
import { openDatasets } from './openDatasets';

function inspect(content: string | Uint8Array, reading: Parameters<typeof readingRequestSchema.parse>[0] = {}, types: ReadonlyMap<string, ColumnType> = new Map()) {
  const path = join(temporaryFolder(), 'shop.csv');
  writeFileSync(path, content);
  const { tables, blobs, context } = openDatasets();
  return inspectFile({ tables, blobs }, { path, name: 'shop.csv', sizeBytes: Buffer.byteLength(content) }, readingRequestSchema.parse(reading), context.signal, types);
}

test('the head of a file tells how it would be read, and why', async () => {
  const found = await inspect('date;price;colour\r\n31/01/2025;9,90;red\r\n01/02/2025;12,5;"blue; dark"\r\n');
  expect(found).toMatchObject({
    complete: true,
    reading: { encoding: 'utf-8', delimiter: ';', hasHeader: true, decimal: ',', dateOrder: 'dmy' },
    evidence: { encoding: 'only plain ASCII characters, read as UTF-8', delimiter: 'semicolon: the one that gives rows of equal length', header: 'the first row has words where column 1 has values' },
    cells: [['date', 'price', 'colour'], ['31/01/2025', '9,90', 'red'], ['01/02/2025', '12,5', 'blue; dark']],
    notices: [],
    questions: [],
  });
  expect(found.columns.map(({ name, type, role }) => [name, type, role])).toEqual([['date', 'date', 'date'], ['price', 'decimal', 'price'], ['colour', 'category', 'feature']]);
});

test('an answer changes the look, and its question is gone', async () => {
  const content = 'a,a\n1,2\n3,4\n';
  const asked = await inspect(content);
  expect(asked.questions.map(({ code }) => code)).toEqual(['duplicate-names']);
  const apply = asked.questions[0]?.options[0]?.apply ?? {};
  const answered = await inspect(content, apply);
  expect([answered.questions, answered.cells[0]]).toEqual([[], ['a', 'a_2']]);
});

test('questions of the bytes, the layout and the values stand together', async () => {
  const found = await inspect(Buffer.from('Stand 2025\nTag,Gr\xf6\xdfe,Preis\n01/02/2025,5,NA\n02/03/2025,6,1\n', 'latin1'));
  expect(found.questions.map(({ code }) => code)).toEqual(['encoding', 'preamble']);
  const later = await inspect(Buffer.from('Tag,Gr\xf6\xdfe,Preis\n01/02/2025,5,NA\n02/03/2025,6,1\n', 'latin1'), { encoding: 'windows-1252' });
  expect(later.columns.map(({ name }) => name)).toEqual(['Tag', 'Größe', 'Preis']);
  expect(later.questions.map(({ code }) => code)).toEqual(['date-order', 'null-tokens']);
});

test('a large file shows its head only, also where that ends inside a row or a character', async () => {
  const found = await inspect(`name,n\n${Array.from({ length: 60_000 }, (_, i) => `größe ${i},${i}`).join('\n')}\n`);
  expect(found).toMatchObject({ complete: false, questions: [], notices: [], reading: { encoding: 'utf-8' } });
  expect(found.cells).toHaveLength(101);
  expect(found.columns.map(({ type }) => type)).toEqual(['text', 'integer']);
});

test('what cannot be read is said before the import', async () => {
  await expect(inspect('')).rejects.toMatchObject({ code: 'unreadable-file' });
  expect((await inspect(Buffer.from('612c620ac3a42c310ae42c320a', 'hex'))).notices).toMatchObject([{ code: 'broken-encoding', offset: 9 }]);
  expect((await inspect('a,b\n')).notices).toMatchObject([{ code: 'no-rows' }]);
  expect((await inspect('d,n\n2025-02-30,1\n')).notices).toMatchObject([{ code: 'date-invalid' }]);
});

test.each([
  ['ragged rows', 'id,price\n1,2\n3,4,5\n\n6\n7,8\n', {}, [{ code: 'ragged-rows', line: 3, count: 2 }], 3],
  ['ragged rows that are left out', 'id,price\n1,2\n3,4,5\n', { onRagged: 'quarantine' }, [{ code: 'ragged-rows', line: 3, count: 1 }], 2],
  ['only ragged rows', 'id,price\n1\n2\n', { onRagged: 'quarantine' }, [{ code: 'ragged-rows', line: 2, count: 2 }, { code: 'no-rows' }], 1],
  ['ragged rows after a title and a cell of two lines', 'Report\nid,price\n1,"2\n3"\n4,5\n6\n', { skipLines: 1 }, [{ code: 'ragged-rows', line: 6, count: 1 }], 3],
  ['a second table', 'id,price\n1,2\n\na,b,c\n1,2,3\n', {}, [{ code: 'two-tables', line: 4, count: 2 }], 2],
  ['a quote that never closes', 'id,name\n1,b\n2,"open\n3,b\n', {}, [{ code: 'unclosed-quote', line: 3 }], 2],
  ['such a quote between semicolons', 'id;name\n1;"open\n2;b\n', {}, [{ code: 'unclosed-quote', line: 2 }], 1],
  ['text after a quote', 'id,name\n1,b\n2,"a" b\n3,c\n', {}, [{ code: 'text-after-quote', line: 3 }], 2],
  ['blank lines only', '\n\n\n', {}, [{ code: 'no-rows' }], 1],
] as const)('%s are said at the first look, as the import says them', async (what, content, reading, notices, shown) => {
  const found = await inspect(content, reading);
  expect(found.notices).toMatchObject(notices);
  expect(found.cells).toHaveLength(shown);
  expect(found.complete).toBe(what === 'blank lines only');
  const open = openDatasets();
  const report = await open.importBytes(content, { reading });
  const told = (list: readonly { code: string; message: string; line?: number | undefined }[]) => list.map(({ code, message, line }) => ({ code, message, ...(code === 'no-rows' ? {} : { line }) })).toSorted((a, b) => a.code.localeCompare(b.code));
  expect(told(found.notices)).toEqual(told(report.warnings));
});

test('a delimiter at the end of every row is no extra column at the first look', async () => {
  const found = await inspect('id,price\n1,2,\n3,4,\n');
  expect(found).toMatchObject({ cells: [['id', 'price'], ['1', '2'], ['3', '4']], notices: [{ code: 'trailing-delimiter' }] });
});

test('a date that does not exist is named with its line in the file', async () => {
  expect((await inspect('\nd,n\n2025-02-01,1\n\n2025-02-30,1\n')).notices).toMatchObject([{ code: 'date-invalid', message: expect.stringContaining('line 5') as string }]);
});

test('what is undecided in its bytes is shown in each encoding that was proposed, in the lines where they differ', async () => {
  const found = await inspect(Buffer.from('Name,n\nplain,1\nGr\xf6\xdfe,2\n', 'latin1'));
  expect(found.questions.map(({ code }) => code)).toEqual(['encoding']);
  const previews = new Map(found.questions[0]?.options.map(({ apply, preview }) => [apply.encoding, preview]));
  expect(previews.get('windows-1252')).toEqual([{ line: 1, text: 'Name,n' }, { line: 3, text: 'Größe,2' }]);
  expect([...previews.values()].every((preview) => preview?.length === 2)).toBe(true);
});

test('cells that decide the decimal mark and the order of a date are counted and named with their lines', async () => {
  const found = await inspect('d;n;i\n01/02/2025;1,5;1\n31/01/2025;2;2\n03/04/2025;7,25;3\n');
  expect(found.columns.map(({ decides }) => decides)).toEqual([
    { count: 1, examples: [{ line: 3, text: '31/01/2025' }] },
    { count: 2, examples: [{ line: 2, text: '1,5' }, { line: 4, text: '7,25' }] },
    { count: 0, examples: [] },
  ]);
  expect(found.evidence).toMatchObject({ decimal: '2 cells decide', dateOrder: '1 cell decides' });
  expect(found.columns[0]?.evidence).toContain('day before month, 1 cell decides');
});

test('cells that are no values of a chosen type, or of the type of almost all others, are counted with their lines', async () => {
  const rows = ['x', ...Array.from({ length: 9 }, (_, i) => String(i))];
  const content = `n,t\n${rows.map((cell, i) => `${cell},${i % 2 === 0 ? 'a' : 'b'}`).join('\n')}\n`;
  const free = await inspect(content);
  expect(free.columns.map(({ type, misfits }) => [type, misfits])).toEqual([['category', { type: 'decimal', count: 1, examples: [{ line: 2, text: 'x' }] }], ['category', null]]);
  const chosen = await inspect(content, {}, new Map([['n', 'integer'], ['t', 'date']]));
  expect(chosen.columns.map(({ type, misfits }) => [type, misfits?.type, misfits?.count])).toEqual([['integer', 'integer', 1], ['date', 'date', 10]]);
  expect(chosen.notices.map(({ code }) => code)).toEqual(['type-mismatch', 'type-mismatch']);
});

test('records of the head are accounted for: in = stored + set aside + blank + left out', async () => {
  const found = await inspect('Report\n\nid,price\n1,2\n\n3,4,5\n6,7\n', { skipLines: 1, onRagged: 'quarantine' });
  expect(found.records).toEqual({ in: 6, stored: 2, quarantined: 1, refused: 0, blank: 2, comment: 1 });
  expect(found).toMatchObject({ rowsRead: 2, wholeFile: true });
});

test.each<[string, string | Uint8Array, Partial<ReadingRequest>]>([
  ['in a cell', 'a,b\n1,2\nä,5" pipe\n3,6"\n', {}],
  ['in a name, under lines left out', 'Report\n\na,b"\n1,2\n', { skipLines: 2 }],
  ['with mixed line ends and several pages', 'a,b\r\n"two\r\nlines",1\nx,5" pipe\r\n', {}],
  ['in UTF-16', Buffer.from('\uFEFFa;b\n1;5" pipe\n', 'utf16le'), {}],
  ['as white space behind a quoted cell', 'a,b\n"x" ,5\n', {}],
])('odd quotes %s are told by the look with the place that the import tells', async (_, content, reading) => {
  const open = openDatasets();
  const report = await open.importBytes(content, { reading });
  const told = report.warnings.filter(({ code }) => code === 'stray-quotes' || code === 'spaces-after-quotes');
  expect(told).toHaveLength(1);
  expect((await open.inspectPath(join(open.folder, 'shop.csv'), reading)).notices).toEqual(expect.arrayContaining(told));
});

test('in a union, odd quotes are told once, with the file and its line', async () => {
  const open = openDatasets();
  const parts = zipSync({ 'a.csv': strToU8('x,y\n1,2\n'), 'b.csv': strToU8('x,y\n3,4\n5,6" pipe\n') });
  const report = await open.importBytes(parts, { fileName: 'parts.zip' });
  expect(report.warnings).toMatchObject([{ code: 'stray-quotes', line: 3, count: 1, message: expect.stringMatching(/^In "b\.csv": .* first on line 3/) as string }]);
  expect((await open.inspectPath(join(open.folder, 'parts.zip'))).notices).toEqual(report.warnings);
});
