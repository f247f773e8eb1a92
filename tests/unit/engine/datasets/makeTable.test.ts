import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCells } from '@engine/datasets/cells';
import { createPreparer } from '@engine/datasets/inputs/prepareInput';
import { makeTable, ReadOtherwise, type MadeTable } from '@engine/datasets/makeTable';
import { surveyBytes } from '@engine/datasets/reading/byteSurvey';
import { readSource, type ReadSource } from '@engine/datasets/reading/readSource';
import { snapshotTable, type SnapshotTable } from '@engine/datasets/snapshotTable';
import { readingRequestSchema } from '@shared/areas/datasets';
import { openDatasets, type OpenDatasets } from './openDatasets';

const signal = new AbortController().signal;
let files = 0;

async function read(open: OpenDatasets, text: string, plainOnly: boolean): Promise<ReadSource> {
  const path = join(open.folder, `${++files}.csv`);
  writeFileSync(path, text);
  const survey = await surveyBytes(path);
  const newPath = (suffix: string): string => join(open.folder, `${++files}${suffix}`);
  const prepare = createPreparer({ path, survey, tables: open.tables, tempPath: newPath, signal, mostRecords: null });
  const { table, problems } = await readSource({ prepare, request: readingRequestSchema.parse({ onAmbiguous: 'guess', quote: '"' }), chosenTypes: new Map(), plainPath: () => newPath('.plain'), plainOnly, signal, onProgress: () => undefined });
  if (!table) throw new Error(`not read: ${JSON.stringify(problems)}`);
  return table;
}

function make(open: OpenDatasets, table: ReadSource): Promise<MadeTable> {
  return makeTable(open.tables, table, { parquetPath: join(open.folder, `${++files}.parquet`), chosenTypes: new Map(), signal, onWritten: () => undefined });
}

function storedTable({ parquetPath, table, columns }: MadeTable): SnapshotTable {
  return snapshotTable(parquetPath, table.rows, columns, columns.map(({ keepsText }) => keepsText));
}

const cell = fc.oneof(
  fc.constantFrom('', '1', '2.5', '007', '1.50', '2024-01-31', 'true', 'TRUE', ' x ', 'ä', '日本', 'line\nend', 'two\n\nends', 'quote " here', 'a,b', '""', 'NULL', '-0', '1e5', "it's", '\\', '\\"', '#'),
  fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replaceAll(/[\0\r\uFEFF]/g, '')),
);

test('the source itself and its plain copy give DuckDB the same table: columns, digests, cells and lines', async () => {
  const open = openDatasets();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat().map(String), cell, cell, cell), { minLength: 2, maxLength: 12 }), fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.boolean(), async (rows, delimiter, newline, endsWithLine, marked) => {
      const field = (text: string): string => (/[",;\t\n]/.test(text) ? `"${text.replaceAll('\n', newline).replaceAll('"', '""')}"` : text);
      const records = [['number', 'first', 'second', 'third'], ...rows];
      const text = (marked ? '\uFEFF' : '') + records.map((record) => record.map(field).join(delimiter)).join(newline) + (endsWithLine ? newline : '');
      const [direct, plain] = [await read(open, text, false), await read(open, text, true)];
      expect(direct.text.kind).toBe('regular');
      expect(plain.text.kind).toBe('plain');
      expect({ ...direct, text: null }).toEqual({ ...plain, text: null });
      const [one, other] = [await make(open, direct), await make(open, plain)];
      expect(one.columns).toEqual(other.columns);
      const [tableOne, tableOther] = [storedTable(one), storedTable(other)];
      const lines = async ({ source }: SnapshotTable): Promise<unknown> => (await open.tables.rows(`select row, line from ${source} order by row`)).rows;
      expect(await lines(tableOne)).toEqual(await lines(tableOther));
      expect(await readCells(open.tables, tableOne, 0, 100, signal)).toEqual(await readCells(open.tables, tableOther, 0, 100, signal));
    }),
    { numRuns: 40 },
  );
});

test('a table that does not give back what was read is refused before anything is stored', async () => {
  const open = openDatasets();
  const table = await read(open, 'a,b\n1,x\n2,y\n3,z\n', false);
  if (table.text.kind !== 'regular') throw new Error('not regular');
  const [first] = table.text.witnesses;
  const wrong: ReadSource[] = [
    { ...table, text: { ...table.text, witnesses: [{ row: first?.row ?? 1, cells: ['1', 'w'] }] } },
    { ...table, rows: 2 },
    { ...table, rows: 4 },
    { ...table, missing: [0, 1] },
  ];
  for (const each of wrong) await expect(make(open, each)).rejects.toBeInstanceOf(ReadOtherwise);
  expect((await make(open, table)).columns.map(({ name }) => name)).toEqual(['a', 'b']);
});
