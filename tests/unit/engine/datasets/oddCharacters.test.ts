/** Characters that a table does not mean are told with their place: the line, the column, and the byte where the file is UTF-8. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatasets } from './openDatasets';

const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
const mark = Buffer.from([0xff, 0xfe]);

type Place = { readonly code: string; readonly line?: number; readonly offset?: number; readonly count?: number };

test.each<[string, string | Buffer, string, Place]>([
  ['U+FFFD in a valid file', 'a,b\n1,x\n2,Caf\uFFFD\n3,\uFFFD\n', 'warn', { code: 'replacement-characters', line: 3, offset: 13, count: 2 }],
  ['U+FFFD in a name', 'a,b\uFFFD\n1,x\n', 'warn', { code: 'replacement-characters', line: 1, offset: 3 }],
  ['a control character', 'a,b\n1,x\n2,y\x01z\n', 'warn', { code: 'control-characters', line: 3, offset: 11, count: 1 }],
  ['a zero byte', 'a,b\n1,x\0\n', 'reject', { code: 'binary-file', offset: 7 }],
  ['a zero in UTF-16', Buffer.concat([mark, wide('a,b\n1,x\0y\n2,y\n')]), 'warn', { code: 'control-characters', line: 2, count: 1 }],
  ['half a pair in UTF-16', Buffer.concat([mark, wide('a,b\n1,x'), Buffer.from([0, 0xd8]), wide('\n2,y\n')]), 'reject', { code: 'broken-encoding', offset: 16 }],
  ['the other half in UTF-16', Buffer.concat([mark, wide('a,b\n1,👗'), Buffer.from([0, 0xdc]), wide('\n2,y\n')]), 'reject', { code: 'broken-encoding', offset: 18 }],
  ['a byte order mark in the middle', 'a,b\n1,x\uFEFFy\n', 'warn', { code: 'mark-in-data', line: 2 }],
  ['bytes of another encoding', Buffer.concat([Buffer.from('a,b\n1,ä\n2,'), Buffer.from([0xff]), Buffer.from('\n3,z\n')]), 'reject', { code: 'broken-encoding', line: 3, offset: 11 }],
  ['UTF-8 that was read as Windows-1252', 'a,b\n1,ok\n2,KÃ¤se\n3,donâ€™t\n4,Ã–l\n', 'warn', { code: 'garbled-text', line: 3, count: 3 }],
])('%s', async (_, content, verdict, place) => {
  const open = openDatasets();
  const report = await open.importBytes(content);
  expect(report.verdict).toBe(verdict);
  expect(report.warnings).toMatchObject([place]);
  const { notices } = await open.inspectPath(join(open.folder, 'shop.csv'));
  expect(notices.map(({ code }) => code)).toEqual([place.code]);
});

test('the byte of the first odd character is found over the pieces of a large file', async () => {
  const head = `a,b\n${'1,ordinary text\n'.repeat(131_000)}`;
  const report = await openDatasets().importBytes(`${head}2,lost \uFFFD\n`);
  expect(report.warnings).toMatchObject([{ code: 'replacement-characters', line: 131_002, offset: Buffer.byteLength(head) + 7 }]);
});

test('letters of other languages are not odd', async () => {
  const report = await openDatasets().importBytes('a,b\n1,SÃO PAULO\n2,âge\n3,Ärger â\n4,日本 👗\n5,"tab\tand\nline"\n');
  expect([report.verdict, report.warnings]).toEqual(['accept', []]);
});
