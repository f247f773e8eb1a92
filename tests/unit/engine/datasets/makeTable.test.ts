import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCells } from '@engine/datasets/cells';
import { createPreparer } from '@engine/datasets/inputs/prepareInput';
import { createCellReader } from '@engine/datasets/coded/cellReader';
import { makeTable, type MadeTable } from '@engine/datasets/makeTable';
import { createTally } from '@engine/datasets/reading/columnTally';
import { surveyBytes } from '@engine/datasets/reading/byteSurvey';
import { tokensOf } from '@engine/datasets/reading/missingTokens';
import { readSource, type ReadSource } from '@engine/datasets/reading/readSource';
import { snapshotTable, type SnapshotTable } from '@engine/datasets/snapshotTable';
import { readingRequestSchema } from '@shared/areas/datasets';
import { openDatasets, type OpenDatasets } from './openDatasets';

const signal = new AbortController().signal;
let files = 0;

async function read(open: OpenDatasets, text: string): Promise<ReadSource> {
  const path = join(open.folder, `${++files}.csv`);
  writeFileSync(path, text);
  const survey = await surveyBytes(path);
  const newPath = (suffix: string): string => join(open.folder, `${++files}${suffix}`);
  const prepare = createPreparer({ path, survey, tables: open.tables, tempPath: newPath, signal, mostRecords: null });
  const { table, problems } = await readSource({ prepare, request: readingRequestSchema.parse({ onAmbiguous: 'guess', quote: '"' }), chosenTypes: new Map(), cellsPath: () => newPath('.plain'), signal, onProgress: () => undefined });
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

/** Cells of one kind each, so that columns get every form. */
const kinds = [
  ['', '1', '-7', '12345678901234567', '9007199254740991', '+5'],
  ['1.5', '-0.25', '1.50', '3', '0.000001', '1e5', '123456.789012345', '0.1'],
  ['1,234', '2', '-3,000,000', ''],
  ['1,5', '2,25', '1.000,5'],
  ['true', 'FALSE', 'True', ''],
  ['2024-01-31', '2024-02-29', ''],
  ['31.01.2024', '1.2.2024', '1900-12-31'],
  ['2024-01-31 10:11:12', '2024-01-31T23:59:59Z', '2300-01-01 00:00', '1969-12-31 23:59:59.5'],
  ['Mar 2024', '2024Q1', '3 Mar 2024'],
  ['€ 5', '7.50 €', '(3)', '12 %'],
  ['NA', '1', '2', '', '1.0'],
  ['NULL', 'true', 'false'],
  ['007', '12'],
].map((cells) => fc.constantFrom(...cells));

/** The same table with its cells in groups of few rows, where few different texts last. */
function inSmallGroups(open: OpenDatasets, path: string, table: ReadSource, { delimiter, newline }: { delimiter: string; newline: '\n' | '\r\n' }, mostLasting: number): ReadSource {
  const { text, forms } = table;
  if (text.kind !== 'coded') throw new Error('not coded');
  const cellsPath = join(open.folder, `${++files}.cells`);
  const reader = createCellReader({ dialect: { delimiter, quote: '"', newline }, tallies: forms.map(() => createTally()), tokens: forms.map(({ name }) => new Set(tokensOf(table.reading, name))), hasHeader: true, path: cellsPath, sizeBytes: readFileSync(path).length, onLineBreaks: () => undefined, rowsOfGroup: 3, mostLasting });
  const bytes = readFileSync(path);
  const whole = reader.push(bytes[0] === 0xef ? bytes.subarray(3) : bytes);
  const read = reader.finish();
  reader.close();
  if (!whole || read === null) throw new Error('not regular');
  return { ...table, text: { ...text, path: cellsPath, cells: read.cells, witnesses: read.witnesses } };
}

test('codes by column and the plain copy give the same table: columns, digests, cells and lines', async () => {
  const open = openDatasets();
  await fc.assert(
    fc.asyncProperty(fc.tuple(fc.constantFrom(cell, ...kinds), fc.constantFrom(cell, ...kinds)).chain(([first, second]) => fc.array(fc.tuple(fc.nat().map(String), first, second, cell), { minLength: 2, maxLength: 12 })), fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.boolean(), fc.constantFrom(0, 2, 1000), async (rows, delimiter, newline, endsWithLine, marked, mostLasting) => {
      const field = (text: string): string => (/[",;\t\n]/.test(text) ? `"${text.replaceAll('\n', newline).replaceAll('"', '""')}"` : text);
      const records = [['number', 'first', 'second', 'third'], ...rows];
      const text = (marked ? '\uFEFF' : '') + records.map((record) => record.map(field).join(delimiter)).join(newline) + (endsWithLine ? newline : '');
      const path = join(open.folder, `${files + 1}.csv`);
      const coded = await read(open, text);
      const small = inSmallGroups(open, path, coded, { delimiter, newline }, mostLasting);
      // A blank line at the end changes nothing of the table, and only the reader of text takes it.
      const plain = await read(open, text + newline + (endsWithLine ? '' : newline));
      expect([coded.text.kind, small.text.kind, plain.text.kind]).toEqual(['coded', 'coded', 'plain']);
      expect({ ...coded, text: null }).toEqual({ ...plain, text: null });
      const wanted = await contentOf(open, await make(open, plain));
      expect(await contentOf(open, await make(open, coded))).toEqual(wanted);
      expect(await contentOf(open, await make(open, small))).toEqual(wanted);
    }),
    { numRuns: 60 },
  );
});

async function contentOf(open: OpenDatasets, made: MadeTable): Promise<unknown> {
  const table = storedTable(made);
  return { columns: made.columns, lines: (await open.tables.rows(`select row, line from ${table.source} order by row`)).rows, cells: await readCells(open.tables, table, 0, 100, signal) };
}

test('a table that does not give back what was read is refused before anything is stored', async () => {
  const open = openDatasets();
  const text = 'a,b\n1,x\n2,y\n3,z\n';
  const wrong: ((table: ReadSource) => ReadSource)[] = [
    (table) => (table.text.kind === 'coded' ? { ...table, text: { ...table.text, witnesses: [{ row: 3, cells: ['3', 'w'] }] } } : table),
    (table) => ({ ...table, rows: 2 }),
    (table) => ({ ...table, rows: 4 }),
    (table) => ({ ...table, missing: [0, 1] }),
  ];
  for (const change of wrong) await expect(make(open, change(await read(open, text)))).rejects.toMatchObject({ code: 'internal' });
  expect((await make(open, await read(open, text))).columns.map(({ name }) => name)).toEqual(['a', 'b']);
});
