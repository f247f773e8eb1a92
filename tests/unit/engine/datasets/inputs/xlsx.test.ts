import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync, strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { openDatasets } from '../openDatasets';

const fixture = (name: string): string => join('tests/fixtures/inputs', name);

test('a workbook as people make it: all rows, and what is hidden, merged, wrong or missing is said', async () => {
  const { importPath, cells } = openDatasets();
  const report = await importPath(fixture('ugly.xlsx'), { reading: { onAmbiguous: 'guess' } });
  expect(report.records).toEqual({ in: 7, stored: 4, quarantined: 0, refused: 0, blank: 1, comment: 2 });
  expect(report.warnings.map(({ code, line, count }) => [code, line ?? null, count ?? null])).toEqual([
    ['hidden-sheets', null, 1],
    ['hidden-rows', 5, 1],
    ['hidden-columns', null, 1],
    ['merged-cells', null, 1],
    ['error-cells', null, 1],
    ['formula-without-value', null, 1],
    ['guessed-preamble', null, null],
  ]);
  expect(report.reading).toMatchObject({ sheet: 'Sales', skipLines: 2 });
  const snapshot = report.snapshot;
  if (!snapshot) throw new Error('not stored');
  expect(snapshot.columns.map(({ type }) => type)).toEqual(['id', 'date', 'datetime', 'integer', 'decimal', 'boolean', 'category']);
  expect(await cells(snapshot)).toEqual([
    ['sku', 'day', 'sold at', 'units', 'price', 'offer', 'note'],
    ['007', '2024-02-29', '2024-02-29 10:30:00', '3', '0.1', 'true', ''],
    ['008', '2024-03-01', '2024-03-01 00:00:00', '12', '12.5', '', 'two\nlines, and a "quote"'],
    ['009', '2024-03-02', '2024-03-02 23:59:59', '', '1e-7', 'true', ''],
    ['010', '2024-03-04', '2024-03-04 00:00:01', '123456789012345', '2.675', 'false', 'plain bold'],
  ]);
});

test('the stored line is the row of the sheet, also after cells with line ends and empty rows', async () => {
  const { importPath, datasets, tables } = openDatasets();
  const report = await importPath(fixture('ugly.xlsx'), { reading: { onAmbiguous: 'guess' } });
  const { rows } = await tables.rows(`select line from ${(await datasets.table(report.snapshot?.id ?? '')).source} order by row`);
  expect(rows.flat()).toEqual([4, 5, 6, 8]);
});

test('several sheets with data are asked about; the answer is part of the reading', async () => {
  const { importPath, cells, datasets, context } = openDatasets();
  const asked = await importPath(fixture('twoSheets.xlsx'));
  expect([asked.verdict, asked.snapshot, asked.questions.map(({ code, options }) => [code, options.map(({ apply }) => apply)])]).toEqual(['ask', null, [['which-sheet', [{ sheet: 'North' }, { sheet: 'South & West' }]]]]);
  const answered = await importPath(fixture('twoSheets.xlsx'), { reading: { sheet: 'South & West' } });
  expect([answered.verdict, answered.reading?.sheet, answered.snapshot && (await cells(answered.snapshot))]).toEqual(['accept', 'South & West', [['sku', 'units'], ['b', '2'], ['c', '3']]]);
  const wrong = await importPath(fixture('twoSheets.xlsx'), { reading: { sheet: 'East' } });
  expect(wrong).toMatchObject({ verdict: 'reject', snapshot: null, warnings: [{ code: 'no-such-sheet', message: expect.stringMatching(/"North", "South & West"/) as string }] });
  expect((await datasets.handlers['datasets.list']({}, context)).map(({ versions }) => versions.length)).toEqual([1]);
});

test('all sheets are named, before one is chosen and after, and where the chosen one is not there', async () => {
  const { inspectPath } = openDatasets();
  const sheets = [{ name: 'North', hidden: false }, { name: 'South & West', hidden: false }];
  for (const sheet of [undefined, 'North', 'East']) expect(await inspectPath(fixture('twoSheets.xlsx'), { sheet })).toMatchObject({ sheets, isText: false, union: null });
  const hidden = (await inspectPath(fixture('ugly.xlsx'))).sheets.filter((each) => each.hidden);
  expect(hidden).toHaveLength(1);
});

test('a dataset is named like the workbook, and like the sheet where one was chosen', async () => {
  const { importPath } = openDatasets();
  expect((await importPath(fixture('twoSheets.xlsx'), { reading: { sheet: 'South & West' } })).snapshot?.datasetName).toBe('twoSheets · South & West');
  expect((await importPath(fixture('ugly.xlsx'), { reading: { onAmbiguous: 'guess' } })).snapshot?.datasetName).toBe('ugly');
});

test('dates count from 1904 where the workbook says so', async () => {
  const { importPath, cells } = openDatasets();
  const { snapshot } = await importPath(fixture('calendar1904.xlsx'));
  expect(snapshot && (await cells(snapshot))).toEqual([['day', 'units'], ['2024-02-29', '1'], ['1904-01-02', '2']]);
});

test('what another writer wrote comes back cell by cell', async () => {
  const open = openDatasets();
  let made = 0;
  const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => value.trim() === value && !/[\u0000-\u001f\uFEFF\uFFFE\uFFFF]/.test(value));
  const row = fc.record({
    name: fc.oneof(text, fc.constantFrom('0042', 'a,b', 'a "b"', 'first\nsecond', '<b>&amp;</b>', '=1+1', '1/2')),
    units: fc.option(fc.maxSafeInteger().map((value) => Math.trunc(value / 1000))),
    price: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }).map((value) => (Object.is(value, -0) ? 0 : value))),
    day: fc.date({ min: new Date('1901-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10)),
    offer: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 25 }), async (rows) => {
      const data = [
        ['name', 'units', 'price', 'day', 'offer'].map((value) => ({ value, type: String })),
        ...rows.map(({ name, units, price, day, offer }) => [
          name === '' ? null : { value: name, type: String },
          units === null ? null : { value: units, type: Number },
          price === null ? null : { value: price, type: Number },
          { value: new Date(`${day}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' },
          { value: offer, type: Boolean },
        ]),
      ];
      const bytes = await writeExcelFile([{ sheet: 'Table', data }]).toBuffer();
      const report = await open.importBytes(new Uint8Array(bytes), { fileName: `t${++made}.xlsx`, columns: [{ name: 'name', type: 'text' }, { name: 'price', type: 'decimal' }, { name: 'day', type: 'text' }], reading: { hasHeader: true, skipLines: 0 } });
      if (!report.snapshot) throw new Error(JSON.stringify(report));
      const expected = rows.map(({ name, units, price, day, offer }) => [name, units === null ? '' : String(units), price === null ? '' : String(price), day, String(offer)]);
      expect((await open.cells(report.snapshot)).slice(1)).toEqual(expected);
      expect(report.records).toMatchObject({ in: rows.length, stored: rows.length });
    }),
    { numRuns: 25 },
  );
});

describe('a workbook that cannot be read is refused by what is wrong', () => {
  const parts = {
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/s.xml"/></Relationships>',
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/worksheets/s.xml': '<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>a</t></is></c></row><row r="2"><c><v>1</v></c></row></sheetData></worksheet>',
  };
  const bytesOf = (changed: Readonly<Record<string, string | undefined>>): Uint8Array => zipSync(Object.fromEntries(Object.entries({ ...parts, ...changed }).flatMap(([name, text]) => (text === undefined ? [] : [[name, strToU8(text)]]))));

  test('the smallest workbook is read', async () => {
    const { importBytes } = openDatasets();
    expect(await importBytes(bytesOf({}), { fileName: 'small.xlsx' })).toMatchObject({ verdict: 'accept', records: { in: 1, stored: 1 } });
  });

  test.each<[string, Readonly<Record<string, string | undefined>>, RegExp]>([
    ['no XML', { 'xl/worksheets/s.xml': '<worksheet><sheetData>' }, /damaged: its part "xl\/worksheets\/s.xml"/],
    ['an entity that would grow', { 'xl/workbook.xml': `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${parts['xl/workbook.xml'].replace('"S"', '"&b;"')}` }, /damaged: its part "xl\/workbook.xml"/],
    ['a sheet that is not there', { 'xl/worksheets/s.xml': undefined }, /lacks its part/],
    ['a shared text that is not there', { 'xl/worksheets/s.xml': '<worksheet><sheetData><row r="1"><c t="s"><v>7</v></c></row></sheetData></worksheet>' }, /damaged/],
    ['rows that go backwards', { 'xl/worksheets/s.xml': '<worksheet><sheetData><row r="5"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row></sheetData></worksheet>' }, /damaged/],
    ['a row beyond the last', { 'xl/worksheets/s.xml': '<worksheet><sheetData><row r="99999999999"><c><v>1</v></c></row></sheetData></worksheet>' }, /damaged/],
    ['no value at all', { 'xl/worksheets/s.xml': '<worksheet><sheetData/></worksheet>' }, /no cell with a value/],
    ['binary parts', { 'xl/workbook.xml': undefined, 'xl/workbook.bin': 'x' }, /binary Excel workbook/],
  ])('%s', async (_, changed, message) => {
    const { importBytes, blobs } = openDatasets();
    await expect(importBytes(bytesOf(changed), { fileName: 'bad.xlsx' })).rejects.toMatchObject({ code: 'unreadable-file', message: expect.stringMatching(message) as string });
    expect(blobs.list()).toEqual([]);
  });

  test('more columns than are read', async () => {
    const { importBytes } = openDatasets();
    const row = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>';
    expect(await importBytes(bytesOf({ 'xl/worksheets/s.xml': `<worksheet><sheetData>${row}</sheetData></worksheet>` }), { fileName: 'wide.xlsx' })).toMatchObject({ verdict: 'reject', warnings: [{ code: 'too-many-columns' }] });
  });
});

test('a sheet named for a file that is no workbook is refused', async () => {
  const { importBytes } = openDatasets();
  expect(await importBytes('a,b\n1,2\n', { reading: { sheet: 'North' } })).toMatchObject({ verdict: 'reject', warnings: [{ code: 'no-such-sheet' }] });
});
