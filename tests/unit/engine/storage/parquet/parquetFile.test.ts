import fc from 'fast-check';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createParquetFile, type ColumnChunk, type Field, type FieldKind } from '@engine/storage/parquet/parquetFile';
import { literal } from '@engine/storage/tableSession';
import { smallDrive, whyNoSmallDrive } from '../../../../helpers/smallDrive';
import { temporaryFolder } from '../../../../helpers/temporary';
import { coded, duckTypes, openTables, readBack, readTypes, writeFile, type Cell, type Group } from './codedColumns';

const kinds: readonly FieldKind[] = ['text', 'integer', 'decimal', 'boolean', 'date', 'datetime'];
const cells: Readonly<Record<FieldKind, fc.Arbitrary<Cell>>> = {
  text: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom('', ' ', '\u0000', '\uFEFFa', 'NULL', 'a'.repeat(5000))),
  integer: fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.constantFrom(0, -1, 2 ** 31, -(2 ** 31), 2 ** 32, -(2 ** 32) - 1, 2 ** 53, -(2 ** 53))),
  decimal: fc.oneof(fc.double(), fc.constantFrom(0, -0, Infinity, -Infinity, Number.NaN, 5e-324, 0.1)),
  boolean: fc.constantFrom(0, 1),
  date: fc.oneof(fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }), fc.constantFrom(0, -1, 19_000)),
  datetime: fc.oneof(fc.bigInt({ min: -9_223_372_022_400_000_000n, max: 9_223_372_036_854_775_806n }), fc.constantFrom(0n, -1n, -11_644_473_600_000_001n, 9_007_199_254_740_993n)),
};

interface Shape {
  readonly kind: FieldKind;
  readonly required: boolean;
  /** What the column is made of, and how: which value, and how often on end. */
  readonly stock: readonly Cell[];
  readonly runs: readonly (readonly [pick: number, length: number])[];
  readonly copies: number;
}

const shapes = fc.constantFrom(...kinds).chain((kind) =>
  fc.record<Shape>({
    kind: fc.constant(kind),
    required: fc.boolean(),
    stock: fc.array(fc.oneof({ weight: 5, arbitrary: cells[kind] }, { weight: 1, arbitrary: fc.constant(null) }), { minLength: 1, maxLength: 60 }),
    runs: fc.array(fc.tuple(fc.nat(), fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 200 }) })), { minLength: 1, maxLength: 80 }),
    copies: fc.constantFrom(1, 1, 3, 50),
  }),
);

/** Another place in the pattern for each group. */
function column({ stock, runs, required }: Shape, rows: number, offset: number): Cell[] {
  const usable = required ? stock.filter((cell) => cell !== null) : stock;
  const from = usable.length > 0 ? usable : ['' as Cell];
  const pattern = runs.flatMap(([pick, length]) => Array.from({ length }, () => from[pick % from.length] ?? null));
  return Array.from({ length: rows }, (_, row) => pattern[(row + offset) % pattern.length] ?? null);
}

test('any columns of every kind come back through DuckDB, cell by cell, with DuckDB’s own types', async () => {
  const tables = openTables();
  await fc.assert(
    fc.asyncProperty(fc.array(shapes, { minLength: 1, maxLength: 8 }), fc.array(fc.oneof(fc.nat(40), fc.nat(700)), { maxLength: 3 }), async (given, groupRows) => {
      // A required column of nothing but missing values cannot be.
      const columns = given.filter(({ required, stock }) => !required || stock.some((cell) => cell !== null));
      const fields = columns.map(({ kind, required }, index): Field => ({ name: `${kind} "${index}"`, kind, required }));
      if (fields.length === 0) return;
      const groups = groupRows.map((rows, index) => columns.map((shape) => column(shape, rows, 7 * index)));
      const path = await writeFile(fields, groups.map((group, index): Group => ({ rows: groupRows[index]!, chunks: group.map((each, c) => coded(columns[c]!.kind, each, columns[c]!.copies)) })));
      expect(await readTypes(tables, path)).toEqual(fields.map(({ kind }) => duckTypes[kind]));
      expect(await readBack(tables, path, fields)).toEqual(fields.map((_, c) => groups.flatMap((group) => group[c]!)));
    }),
    { numRuns: 150 },
  );
});

test('row and line numbers come back, packed by their steps or, where these are too wide, as they are', async () => {
  const tables = openTables();
  const fields: Field[] = [{ name: 'row', kind: 'integer', required: true }, { name: 'line', kind: 'integer', required: false }];
  const wide = Float64Array.of(-(2 ** 53), 2 ** 53, 0, 5);
  const rows = Float64Array.from({ length: 20_480 }, (_, i) => 3_000_000_001 + i);
  const lines = rows.map((row, i) => row + (i % 7 === 0 ? 3 : 0) - 5_000_000_000);
  const path = await writeFile(fields, [
    { rows: 20_480, chunks: [{ kind: 'counting', values: rows }, { kind: 'counting', values: lines }] },
    { rows: 4, chunks: [{ kind: 'counting', values: wide }, { kind: 'counting', values: wide }] },
    { rows: 1, chunks: [{ kind: 'counting', values: wide }, { kind: 'counting', values: Float64Array.of(1) }] },
  ]);
  expect(await readBack(tables, path, fields)).toEqual([[...rows, ...wide, wide[0]], [...lines, ...wide, 1]]);
  const { rows: facts } = await tables.rows(`select row_group_id, path_in_schema, encodings from parquet_metadata(${literal(path)}) order by all`);
  expect(facts.map(([, , encodings]) => String(encodings).includes('DELTA_BINARY_PACKED'))).toEqual([true, true, false, false, true, true]);
});

test('integers may come as longs, beyond what a double holds, and datetimes as numbers', async () => {
  const fields: Field[] = [{ name: 'n', kind: 'integer', required: true }, { name: 'd', kind: 'datetime', required: true }];
  const longs = [2n ** 63n - 1n, -(2n ** 63n), 9_007_199_254_740_993n];
  const codes = Uint16Array.of(0, 1, 2, 0, 1, 2, 0, 1);
  const path = await writeFile(fields, [{ rows: 8, chunks: [{ kind: 'coded', codes, dictionary: { kind: 'long', values: BigInt64Array.from(longs) } }, { kind: 'coded', codes, dictionary: { kind: 'number', values: Float64Array.of(-1, 0, 1_600_000_000_000_001) } }] }]);
  const { rows } = await openTables().rows(`select cast(n as varchar), cast(d as varchar) from read_parquet(${literal(path)}) limit 3`);
  expect(rows).toEqual(longs.map((long, index) => [String(long), ['1969-12-31 23:59:59.999999', '1970-01-01 00:00:00', '2020-09-13 12:26:40.000001'][index]]));
});

test('a whole group by dictionary where entries are few beside rows, else value by value', async () => {
  const tables = openTables();
  const cellOf = (kind: FieldKind, n: number): Cell => (kind === 'text' ? `text ${n}` : kind === 'datetime' ? BigInt(n) * 1_000_003n : kind === 'decimal' ? n / 7 : n);
  const wanted = kinds.filter((kind) => kind !== 'boolean').flatMap((kind) => [1, 2, 3, 20_480].map((rowsEach) => ({ rowsEach, field: { name: `${kind}, ${rowsEach}`, kind, required: rowsEach === 3 } })));
  const fields = wanted.map(({ field }) => field);
  const columns = wanted.map(({ field, rowsEach }) => Array.from({ length: 20_480 }, (_, row) => cellOf(field.kind, Math.floor(row / rowsEach))));
  const path = await writeFile(fields, [{ rows: 20_480, chunks: columns.map((column, index) => coded(fields[index]!.kind, column)) }]);
  expect(await readBack(tables, path, fields)).toEqual(columns);
  const byDictionary = await dictionaryColumns(path);
  expect(wanted.filter(({ rowsEach }) => rowsEach !== 2).map(({ field }) => byDictionary.has(field.name))).toEqual(wanted.filter(({ rowsEach }) => rowsEach !== 2).map(({ rowsEach }) => rowsEach > 1));
});

test('a dictionary of twenty thousand entries, since one of them is long and comes often', async () => {
  const field: Field = { name: 'text', kind: 'text', required: true };
  const texts = Array.from({ length: 20_480 }, (_, row) => (row < 20_000 ? `${row}` : 'long '.repeat(1000)));
  const path = await writeFile([field], [{ rows: 20_480, chunks: [coded('text', texts)] }]);
  expect(await readBack(openTables(), path, [field])).toEqual([texts]);
  expect(await dictionaryColumns(path)).toEqual(new Set(['text']));
});

async function dictionaryColumns(path: string): Promise<Set<unknown>> {
  const { rows } = await openTables().rows(`select path_in_schema from parquet_metadata(${literal(path)}) where dictionary_page_offset is not null`);
  return new Set(rows.map(([name]) => name));
}

test('no groups, groups without rows, columns without a value', async () => {
  const tables = openTables();
  const fields = kinds.map((kind): Field => ({ name: kind, kind, required: false }));
  const none: Group = { rows: 0, chunks: kinds.map((kind) => coded(kind, [])) };
  const missing: Group = { rows: 3, chunks: kinds.map((kind) => coded(kind, [null, null, null])) };
  for (const groups of [[], [none], [none, missing, none]]) {
    const path = await writeFile(fields, groups);
    expect(await readTypes(tables, path)).toEqual(kinds.map((kind) => duckTypes[kind]));
    expect(await readBack(tables, path, fields)).toEqual(kinds.map(() => (groups.length > 1 ? [null, null, null] : [])));
  }
});

test('a thousand columns, and texts of tens of megabytes', async () => {
  const tables = openTables();
  const many = Array.from({ length: 1000 }, (_, index): Field => ({ name: `column ${index}`, kind: kinds[index % kinds.length]!, required: false }));
  const columns = many.map(({ kind }, index) => Array.from({ length: 20 }, (_, row): Cell => (row === index % 20 ? null : kind === 'text' ? `${row}` : kind === 'datetime' ? BigInt(row) : kind === 'boolean' ? row % 2 : row)));
  const wide = await writeFile(many, [{ rows: 20, chunks: columns.map((column, index) => coded(many[index]!.kind, column)) }]);
  expect(await readBack(tables, wide, many)).toEqual(columns);
  const fields: Field[] = [{ name: 'text', kind: 'text', required: false }];
  const texts = ['é'.repeat(16 << 20), '', null, 'x'.repeat(40 << 20), ''];
  const long = await writeFile(fields, [{ rows: 5, chunks: [coded('text', texts)] }]);
  const [back] = await readBack(tables, long, fields);
  expect(back?.map((text, row) => text === texts[row])).toEqual([true, true, true, true, true]);
});

test('the same groups give the same bytes, whatever is written between', async () => {
  const fields: Field[] = [{ name: 'a', kind: 'text', required: false }, { name: 'b', kind: 'decimal', required: true }];
  const group = (): Group => ({ rows: 2000, chunks: [coded('text', Array.from({ length: 2000 }, (_, row) => (row % 9 === 0 ? null : `text ${row % 300}`))), coded('decimal', Array.from({ length: 2000 }, (_, row) => row / 3))] });
  const first = readFileSync(await writeFile(fields, [group(), group()]));
  await writeFile(fields, [{ rows: 1, chunks: [coded('text', ['other']), coded('decimal', [-1])] }]);
  expect(readFileSync(await writeFile(fields, [group(), group()])).equals(first)).toBe(true);
  expect(first.includes('Almanac')).toBe(true);
});

test('arrays may be used again while their group is still being written', async () => {
  const fields: Field[] = [{ name: 'a', kind: 'text', required: true }, { name: 'b', kind: 'decimal', required: true }, { name: 'c', kind: 'integer', required: true }];
  const texts = coded('text', ['one', 'two', 'one']);
  const numbers = coded('decimal', [1.5, 2.5, 3.5]);
  const counted: ColumnChunk = { kind: 'counting', values: Float64Array.of(1, 2, 3) };
  const path = join(temporaryFolder(), 'table.parquet');
  const file = await createParquetFile(path, fields);
  const written = file.writeGroup([texts, numbers, counted], 3);
  for (const chunk of [texts, numbers, counted]) {
    if (chunk.kind === 'counting') chunk.values.fill(9);
    else {
      chunk.codes.fill(0);
      if (chunk.dictionary.kind === 'text') chunk.dictionary.bytes.fill(65);
      else chunk.dictionary.values.fill(9 as never);
    }
  }
  await written;
  await file.finish();
  expect(await readBack(openTables(), path, fields)).toEqual([['one', 'two', 'one'], [1.5, 2.5, 3.5], [1, 2, 3]]);
});

test('groups that are not waited for stand in the order they were given', async () => {
  const path = join(temporaryFolder(), 'table.parquet');
  const fields: Field[] = [{ name: 'n', kind: 'decimal', required: true }];
  const file = await createParquetFile(path, fields);
  const groups = [20_000, 1, 9000].map((rows, index) => Array.from({ length: rows }, (_, row) => Math.sqrt(row + index)));
  await Promise.all([...groups.map((cells) => file.writeGroup([coded('decimal', cells)], cells.length)), file.finish()]);
  expect(await readBack(openTables(), path, fields)).toEqual([groups.flat()]);
});

test('what does not suit its field is refused, and the file goes on without it', async () => {
  const tables = openTables();
  const path = join(temporaryFolder(), 'table.parquet');
  const fields: Field[] = [{ name: 'n', kind: 'integer', required: true }];
  const file = await createParquetFile(path, fields);
  const good = coded('integer', [1, 2]);
  const refused: readonly (readonly ColumnChunk[])[] = [
    [],
    [coded('integer', [1, null])],
    [coded('integer', [1])],
    [coded('integer', [1, 1.5])],
    [coded('integer', [1, 2 ** 54])],
    [coded('integer', [1, Number.NaN])],
    [coded('text', ['1', '2'])],
    [{ kind: 'coded', codes: Uint16Array.of(0, 1), dictionary: { kind: 'number', values: Float64Array.of(1) } }],
    [{ kind: 'counting', values: Float64Array.of(1, 1.5) }],
    [{ kind: 'counting', values: Float64Array.of(1, Number.NaN) }],
  ];
  for (const chunks of refused) await expect(file.writeGroup(chunks, 2)).rejects.toThrow();
  await expect(file.writeGroup([good], 20_481)).rejects.toThrow(RangeError);
  await file.writeGroup([good], 2);
  await file.finish();
  expect(await readBack(tables, path, fields)).toEqual([[1, 2]]);
});

test('nothing is written over, and what is abandoned is gone', async () => {
  const path = join(temporaryFolder(), 'table.parquet');
  writeFileSync(path, 'other');
  await expect(createParquetFile(path, [])).rejects.toMatchObject({ code: 'EEXIST' });
  expect(readFileSync(path, 'utf8')).toBe('other');
  const next = join(dirname(path), 'next.parquet');
  const file = await createParquetFile(next, [{ name: 'a', kind: 'integer', required: true }]);
  await file.writeGroup([coded('integer', [1])], 1);
  await file.abandon();
  expect(readdirSync(dirname(path))).toEqual(['table.parquet']);
});

test.skipIf(whyNoSmallDrive() !== null)('a full drive says so as the system does, for a group and for the footer', async () => {
  const drive = smallDrive(1 << 20);
  const path = join(drive.folder, 'table.parquet');
  const file = await createParquetFile(path, [{ name: 'a', kind: 'decimal', required: true }]);
  const group = (from: number): readonly ColumnChunk[] => [coded('decimal', Array.from({ length: 20_000 }, (_, row) => Math.sqrt(from + row)))];
  await file.writeGroup(group(1), 20_000);
  drive.leaveFree(0);
  await expect(file.writeGroup(group(30_000), 20_000)).rejects.toMatchObject({ code: 'ENOSPC' });
  await expect(file.finish()).rejects.toMatchObject({ code: 'ENOSPC' });
  await file.abandon();
  expect(readdirSync(drive.folder)).toEqual(['filling']);
});
