import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { ColumnChunk, Field } from '@engine/storage/parquet/parquetFile';
import { findPythonPeer } from '../../../../../bench/pythonPeer';
import { coded, writeFile, type Cell } from './codedColumns';

const peer = findPythonPeer('pyarrow', 'pandas');
if (!peer) process.stderr.write('Skipped: pyarrow is not here; "npm run -s bench -- import" installs it.\n');

const answerSchema = z.object({
  createdBy: z.string(),
  types: z.array(z.string()),
  nullable: z.array(z.boolean()),
  columns: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  statistics: z.array(z.array(z.tuple([z.number(), z.string().nullable(), z.string().nullable()]))),
  codecs: z.array(z.string()),
});

function readWithPyarrow(path: string): z.infer<typeof answerSchema> {
  const { stdout, stderr, status } = spawnSync(peer?.python ?? '', [join(import.meta.dirname, 'readWithPyarrow.py'), path], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr);
  return answerSchema.parse(JSON.parse(stdout));
}

/** Few values, runs of them, all different, all missing, one only: with and without missing ones, in groups of unlike size. */
function patterns(make: (n: number) => Cell): ((row: number) => Cell)[] {
  return [(row) => make(row % 100), (row) => make(Math.floor(row / 700)), make, () => null, () => make(7), (row) => (row % 3 === 0 ? null : make(row % 50)), (row) => (row % 2 === 0 ? null : make(row)), (row) => (row < 900 ? null : make(1))];
}

test.skipIf(!peer)('pyarrow reads every kind and form equally', async () => {
  const makes: Readonly<Record<Field['kind'], (n: number) => Cell>> = {
    text: (n) => (n % 10 === 0 ? '' : `text ${n} ü`),
    integer: (n) => (n - 50) * 4_294_967_297,
    decimal: (n) => (n - 50) / 7,
    boolean: (n) => n % 2,
    date: (n) => n - 50,
    datetime: (n) => BigInt(n - 50) * 100_000_000_000_001n,
  };
  const kinds = Object.keys(makes) as Field['kind'][];
  const wanted = kinds.flatMap((kind) => patterns(makes[kind]).map((cell, index) => ({ field: { name: `${kind} ${index}`, kind, required: index < 2 || index === 4 }, cell })));
  const fields: Field[] = [{ name: 'row', kind: 'integer', required: true }, ...wanted.map(({ field }) => field)];
  const groups = [[0, 3000], [3000, 1], [3001, 1999]] as const;
  const path = await writeFile(
    fields,
    groups.map(([from, rows]) => ({ rows, chunks: [{ kind: 'counting', values: Float64Array.from({ length: rows }, (_, i) => from + i + 1) }, ...wanted.map(({ field, cell }): ColumnChunk => coded(field.kind, Array.from({ length: rows }, (_, i) => cell(from + i))))] })),
  );
  const read = readWithPyarrow(path);
  const types: Readonly<Record<Field['kind'], string>> = { text: 'string', integer: 'int64', decimal: 'double', boolean: 'bool', date: 'date32[day]', datetime: 'timestamp[us]' };
  expect(read.createdBy).toBe('Almanac');
  expect(read.types).toEqual(fields.map(({ kind }) => types[kind]));
  expect(read.nullable).toEqual(fields.map(({ required }) => !required));
  const expected = wanted.map(({ field, cell }) => Array.from({ length: 5000 }, (_, row) => asRead(field.kind, cell(row))));
  expect(read.columns).toEqual([Array.from({ length: 5000 }, (_, row) => row + 1), ...expected]);
  expect(read.statistics[0]).toEqual([[0, '1', '3000'], [0, '3001', '3001'], [0, '3002', '5000']]);
  expect(read.statistics[fields.findIndex(({ name }) => name === 'integer 5')]?.[0]).toEqual([1000, String(-50 * 4_294_967_297), String(-4_294_967_297)]);
  expect(read.statistics[fields.findIndex(({ name }) => name === 'decimal 3')]?.[0]).toEqual([3000, null, null]);
  // Chunks that zstd makes no smaller stand as they are.
  expect(read.codecs).toEqual(['UNCOMPRESSED', 'ZSTD']);
});

function asRead(kind: Field['kind'], cell: Cell): unknown {
  if (cell === null) return null;
  if (kind === 'boolean') return cell === 1;
  return kind === 'datetime' ? String(cell) : cell;
}
