import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { literal } from '@engine/storage/tableSession';
import { openDatasets } from '../openDatasets';

test('every type of value becomes text that loses nothing', async () => {
  const { importPath, cells } = openDatasets();
  const { snapshot, records, warnings } = await importPath('tests/fixtures/inputs/types.parquet');
  if (!snapshot) throw new Error('not stored');
  expect(Object.fromEntries(snapshot.columns.map(({ name, type }) => [name, type]))).toMatchObject({ half: 'decimal', exact: 'decimal', yes: 'boolean', day: 'date', moment: 'datetime', zoned: 'datetime' });
  expect(await cells(snapshot)).toEqual([
    ['whole', 'half', 'exact', 'yes', 'day', 'moment', 'zoned', 'text', 'kind', 'tags'],
    ['1', '0.1', '1.10', 'true', '2024-02-29', '2024-02-29 10:30:00.125', '2024-02-29 10:30:00Z', 'plain', 'a', '["Summer","Women\'s"]'],
    ['', '', '', 'false', '', '', '', 'with "quotes", commas\nand a line end', 'b', ''],
    ['9007199254740993', '', '-99999999.99', '', '1999-12-31', '1999-12-31 00:00:00', '', '', 'a', '[]'],
  ]);
  expect(records).toEqual({ in: 3, stored: 3, quarantined: 0, refused: 0, blank: 0, comment: 0 });
  expect(warnings.map(({ code, count }) => [code, count])).toEqual([['nested-as-json', 1], ['nan-as-missing', 1], ['empty-as-missing', 1]]);
});

test('a row is one line, also after a cell with line ends', async () => {
  const { importPath, datasets, tables } = openDatasets();
  const { snapshot } = await importPath('tests/fixtures/inputs/types.parquet');
  const { rows } = await tables.rows(`select line from ${(await datasets.table(snapshot?.id ?? '')).source} order by row`);
  expect(rows.flat()).toEqual([2, 3, 4]);
});

test('text of digits keeps its zeros', async () => {
  const { importPath, cells } = openDatasets();
  const { snapshot } = await importPath('tests/fixtures/inputs/pandas.parquet');
  expect(snapshot && (await cells(snapshot))).toEqual([['sku', 'units'], ['007', '1'], ['008', '2']]);
});

test('a look shows the head and says that there is more', async () => {
  const { folder, tables, inspectPath } = openDatasets();
  const path = join(folder, 'long.parquet');
  await tables.withConnection((connection) => connection.run(`copy (select i, 'name ' || i as name from range(5000) t(i)) to ${literal(path)} (format parquet)`));
  const look = await inspectPath(path);
  expect(look).toMatchObject({ complete: false, evidence: { encoding: 'a Parquet file, which names its columns and their types' }, questions: [], notices: [] });
  expect(look.columns.map(({ name, type }) => [name, type])).toEqual([['i', 'integer'], ['name', 'text']]);
});

test('random tables come back cell by cell', async () => {
  const open = openDatasets();
  let made = 0;
  const name = fc.string({ unit: 'grapheme', maxLength: 10 }).filter((value) => !value.includes('\0') && !value.includes('\uFEFF'));
  const row = fc.record({
    name: fc.option(fc.oneof(name, fc.constantFrom('0042', 'a,b', '"', 'x\r\ny', 'x\ry', '\r', ' spaced ', 'NULL', ''))),
    units: fc.option(fc.bigInt({ min: -(2n ** 53n) + 1n, max: 2n ** 53n - 1n })),
    price: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    day: fc.option(fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10))),
    offer: fc.option(fc.boolean()),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 25 }), async (rows) => {
      const path = join(open.folder, `t${++made}.parquet`);
      await open.tables.withConnection(async (connection) => {
        await connection.run('create temp table t (name varchar, units bigint, price double, day date, offer boolean)');
        for (const { name: text, units, price, day, offer } of rows) await connection.run('insert into t values (?, ?, ?::double, ?::date, ?)', [text, units, price === null ? null : String(price), day, offer]);
        await connection.run(`copy t to ${literal(path)} (format parquet)`);
      });
      const report = await open.importPath(path, { columns: [{ name: 'name', type: 'text' }, { name: 'day', type: 'text' }, { name: 'price', type: 'text' }, { name: 'units', type: 'text' }] });
      if (!report.snapshot) throw new Error(JSON.stringify(report));
      const read = (await open.cells(report.snapshot)).slice(1).map(([text, units, price, day, offer]) => [text, units, price === '' ? null : Number(price), day, offer]);
      expect(read).toEqual(rows.map(({ name: text, units, price, day, offer }) => [text ?? '', units?.toString() ?? '', price, day ?? '', offer === null ? '' : String(offer)]));
      expect(report.records).toEqual({ in: rows.length, stored: rows.length, quarantined: 0, refused: 0, blank: 0, comment: 0 });
    }),
    { numRuns: 25 },
  );
});
