import { zipSync, strToU8 } from 'fflate';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ReadingRequest } from '@shared/areas/datasets';
import { rebuildTable } from '@engine/datasets/rebuildTable';
import { getSnapshot } from '@engine/datasets/snapshotStore';
import { literal } from '@engine/storage/tableSession';
import { openDatasets } from '../openDatasets';

const wide = Buffer.from('k\xe9;W1;W2;W3\na;1,5;2;3\nb;4;5;6,25\n', 'latin1');

test.each<[string, Uint8Array, Partial<ReadingRequest>]>([
  ['a workbook', readFileSync('tests/fixtures/inputs/ugly.xlsx'), { onAmbiguous: 'guess' }],
  ['a sheet of several', readFileSync('tests/fixtures/inputs/twoSheets.xlsx'), { sheet: 'North' }],
  ['a Parquet file', readFileSync('tests/fixtures/inputs/types.parquet'), {}],
  ['several files in one', zipSync({ 'a.csv': strToU8('x,n\n"p\nq",1\n'), 'b.csv': new Uint8Array(Buffer.from('Title\nn;x;m\n2;\xe9;1\n', 'latin1')) }), { encoding: 'windows-1252', skipLines: 1, unlikeFiles: 'fill', fileColumn: 'file' }],
  ['lines quoted whole that stayed one column', Buffer.from('"a,n"\n"p,1"\n"r,2"\n'), { delimiter: ',' }],
  ['lines quoted whole', Buffer.from('"a,n"\n"p ""q"",1"\n"r,2"\n'), { quotedLines: 'table' }],
  ['a table turned from wide to long', wide, { encoding: 'windows-1252', unpivot: { columns: 'periods', nameTo: 'week', valueTo: 'units' } }],
])('the table of %s is made again from its source', async (_, bytes, reading) => {
  const { importBytes, db, blobs, tables, datasets, context } = openDatasets();
  const report = await importBytes(bytes, { fileName: 'source.bin', reading });
  if (!report.snapshot) throw new Error(JSON.stringify(report));
  const all = async (from: string): Promise<unknown> => (await tables.rows(`select * from ${from} order by row`)).rows;
  const stored = await all((await datasets.table(report.snapshot.id)).source);
  expect(await rebuildTable(blobs, tables, getSnapshot(db, report.snapshot.id), context.signal, (path) => all(`read_parquet(${literal(path)})`))).toEqual(stored);
});

const forms = [
  'price,mixed,rate,change,month,day,phone,code,when,whole,at\n',
  '"€ 1.234,50",€5,"12,5 %","12,50-",2024-01,20240131,+491701234567,12E3,3-Mar-24,5.-,1 Mar 2024 10:11\n',
  '"€ 5,00",$7,3 %,3,2024-02,20240229,+4930123456,205,15-Apr-25,"1.200,–","31 Mar 2024, 9:05 PM"\n',
].join('');

// The types that versions got before these forms were known, and a reading without the answers to what is asked since.
const typesBefore = { price: 'category', mixed: 'category', rate: 'category', change: 'category', month: 'category', day: 'integer', phone: 'integer', code: 'decimal', when: 'category', whole: 'category', at: 'category' } as const;

test.each([
  ['were not known then', { reading: { decimal: '.', dateOrder: 'ymd' }, columns: Object.entries(typesBefore).map(([name, type]) => ({ name, type })) }],
  ['are known', { reading: { onAmbiguous: 'guess' } }],
  ['are known and answered', { reading: { currencies: 'numbers', percents: 'same', trailingMinus: 'negative', exponents: 'number', twoDigitYears: 'to-2068', decimal: ',' } }],
] as const)('a version whose forms of numbers and dates %s is made again as it was', async (_, options) => {
  const { importBytes, db, blobs, tables, datasets, context } = openDatasets();
  const report = await importBytes(forms, { reading: { ...options.reading }, ...('columns' in options && { columns: options.columns }) });
  if (!report.snapshot) throw new Error(JSON.stringify(report));
  const all = async (from: string): Promise<unknown> => (await tables.rows(`select * from ${from} order by row`)).rows;
  const stored = await all((await datasets.table(report.snapshot.id)).source);
  expect(await rebuildTable(blobs, tables, getSnapshot(db, report.snapshot.id), context.signal, (path) => all(`read_parquet(${literal(path)})`))).toEqual(stored);
});
