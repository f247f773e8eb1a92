import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodColumns, readPeriod } from '@engine/datasets/inputs/wide/periods';
import { openDatasets } from '../openDatasets';

test.each([
  ['2024', 'year', '2024-01-01'],
  ['2024-01', 'month', '2024-01-01'],
  ['12/2024', 'month', '2024-12-01'],
  ['Jan 2024', 'month', '2024-01-01'],
  ['september 2024', 'month', '2024-09-01'],
  ["Feb '24", 'month', '2024-02-01'],
  ['2024 Mar', 'month', '2024-03-01'],
  ['2024-Q3', 'quarter', '2024-07-01'],
  ['q4 2024', 'quarter', '2024-10-01'],
  ['2024-W01', 'week', '2024-01-01'],
  ['2020W53', 'week', '2020-12-28'],
  ['2024-02-29', 'day', '2024-02-29'],
  ['W7', 'part', null],
  ['Week 12', 'part', null],
  ['Aug', 'part', null],
] as const)('%s is a %s', (name, kind, date) => {
  expect(readPeriod(name)).toEqual({ kind, date });
});

test.each(['2024-13', '2023-02-29', '2021-W53', '1850', 'price', 'May we', '3', '20240', 'Q5 2024'])('%s is no period', (name) => {
  expect(readPeriod(name)).toBeNull();
});

test('three columns of one kind are a series; a stray year is not among months', () => {
  expect(periodColumns(['sku', '2024-01', '2024-02', '2023', '2024-03'])).toEqual({ kind: 'month', columns: ['2024-01', '2024-02', '2024-03'] });
  expect(periodColumns(['sku', '2024-01', '2024-02'])).toBeNull();
});

const wide = 'sku;colour;Jan 2024;Feb 2024;Mar 2024\na;red;1,5;2;\nb;blue;4;5,25;6\n';

test('wide becomes long: names become dates, records stay records, lines stay lines', async () => {
  const open = openDatasets();
  const report = await open.importBytes(wide, { reading: { unpivot: { columns: 'periods', nameTo: 'month', valueTo: 'units' } } });
  expect(report.records).toEqual({ in: 2, stored: 2, quarantined: 0, refused: 0, blank: 0, comment: 0 });
  expect(report.warnings.map(({ message }) => message)).toEqual(['2 records became 6 rows: 3 columns went into "month" and "units". Import the file without that to have it as it is.']);
  const { snapshot } = report;
  if (!snapshot) throw new Error(JSON.stringify(report));
  expect([snapshot.rows, snapshot.columns.map(({ name, type }) => [name, type])]).toEqual([6, [['sku', 'category'], ['colour', 'category'], ['month', 'date'], ['units', 'decimal']]]);
  expect(await open.cells(snapshot)).toEqual([
    ['sku', 'colour', 'month', 'units'],
    ['a', 'red', '2024-01-01', '1,5'],
    ['a', 'red', '2024-02-01', '2'],
    ['a', 'red', '2024-03-01', ''],
    ['b', 'blue', '2024-01-01', '4'],
    ['b', 'blue', '2024-02-01', '5,25'],
    ['b', 'blue', '2024-03-01', '6'],
  ]);
  const { rows } = await open.tables.rows(`select line from ${(await open.datasets.table(snapshot.id)).source} order by row`);
  expect(rows.flat()).toEqual([2, 2, 2, 3, 3, 3]);
});

test('read again as it was read, it gives the same version', async () => {
  const open = openDatasets();
  const bytes = Buffer.from('Export\nsku;gr\xf6\xdfe;W1;W2;W3\na;XL;1;2;3\nb\nc;S;4;5;6\n', 'latin1');
  const first = await open.importBytes(bytes, { reading: { encoding: 'windows-1252', skipLines: 1, onRagged: 'quarantine', unpivot: { columns: ['W1', 'W3'], nameTo: 'week', valueTo: 'units' } } });
  expect([first.records, first.reading]).toMatchObject([{ in: 4, stored: 2, quarantined: 1, refused: 0, blank: 0, comment: 1 }, { encoding: 'windows-1252', delimiter: ';', skipLines: 1, unpivot: { columns: ['W1', 'W3'], names: ['sku', 'größe', 'W1', 'W2', 'W3'] } }]);
  expect(first.snapshot && (await open.cells(first.snapshot))).toEqual([['sku', 'größe', 'W2', 'week', 'units'], ['a', 'XL', '2', 'W1', '1'], ['a', 'XL', '2', 'W3', '3'], ['c', 'S', '5', 'W1', '4'], ['c', 'S', '5', 'W3', '6']]);
  const again = await open.importBytes(bytes, { reading: { ...first.reading, columnNames: ['sku', 'größe', 'W2', 'week', 'units'], onAmbiguous: 'fail' } });
  expect([again.alreadyThere, again.snapshot?.id]).toEqual([true, first.snapshot?.id]);
});

test('a look offers it, forces nothing, and shows the long table once it is chosen', async () => {
  const { folder, inspectPath, importBytes } = openDatasets();
  const path = join(folder, 'wide.csv');
  writeFileSync(path, wide);
  const look = await inspectPath(path);
  expect([look.questions, look.proposals.map(({ code, message }) => [code, message])]).toEqual([[], [['wide-to-long', '3 columns are named like periods of time, "Jan 2024" to "Mar 2024". A time series needs one row for each: 2 records would become 6 rows.']]]);
  const apply = look.proposals[0]?.options[0]?.apply;
  const long = await inspectPath(path, { ...apply });
  expect([long.proposals, long.cells.slice(0, 2)]).toEqual([[], [['sku', 'colour', 'date', 'value'], ['a', 'red', '2024-01-01', '1,5']]]);
  expect(await importBytes(wide)).toMatchObject({ verdict: 'accept', records: { in: 2, stored: 2 } });
});

test.each<[string, { columns: 'periods' | string[]; nameTo: string; valueTo: string }, string]>([
  ['no such column', { columns: ['Apr 2024'], nameTo: 'month', valueTo: 'units' }, 'unknown-column'],
  ['a taken name', { columns: 'periods', nameTo: 'sku', valueTo: 'units' }, 'column-taken'],
  ['one name for both', { columns: 'periods', nameTo: 'x', valueTo: 'x' }, 'column-taken'],
])('refused: %s', async (_, unpivot, code) => {
  const { importBytes } = openDatasets();
  expect(await importBytes(wide, { reading: { unpivot } })).toMatchObject({ verdict: 'reject', snapshot: null, warnings: [{ code }] });
  expect(await importBytes('a,b\n1,2\n', { reading: { unpivot: { columns: 'periods', nameTo: 'p', valueTo: 'v' } } })).toMatchObject({ verdict: 'reject', warnings: [{ code: 'no-period-columns' }] });
});

test('a sheet is turned as well', async () => {
  const open = openDatasets();
  const { snapshot, reading } = await open.importPath('tests/fixtures/inputs/twoSheets.xlsx', { reading: { sheet: 'South & West', unpivot: { columns: ['units'], nameTo: 'what', valueTo: 'much' } } });
  expect([reading?.sheet, snapshot && (await open.cells(snapshot))]).toEqual(['South & West', [['sku', 'what', 'much'], ['b', 'units', '2'], ['c', 'units', '3']]]);
});

test('no cell is lost, whatever the table', async () => {
  const open = openDatasets();
  const cell = fc.constantFrom('', '1', '-2.5', 'x,y', '"q"', 'two\nlines');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 8 }), async (table) => {
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const rows = table.map((row, i) => [`k${i}`, ...row]);
      const report = await open.importBytes(`k,W1,W2,W3,W4\n${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`, { columns: [{ name: 'n', type: 'text' }], reading: { hasHeader: true, unpivot: { columns: 'periods', nameTo: 'w', valueTo: 'n' } } });
      if (!report.snapshot) throw new Error(JSON.stringify(report));
      expect((await open.cells(report.snapshot)).slice(1)).toEqual(rows.flatMap(([key, ...cells]) => cells.map((value, i) => [key, `W${i + 1}`, value])));
    }),
    { numRuns: 15 },
  );
});
