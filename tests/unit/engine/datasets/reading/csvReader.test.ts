import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { readRecords, readSample, UnreadableQuotes } from '@engine/datasets/reading/csvReader';
import { auditQuotes } from '@engine/datasets/reading/quoteAudit';

const dialect = { delimiter: ',', quote: '"', newline: '\n' as const };

async function* pieces(parts: readonly string[]): AsyncGenerator<string> {
  for (const part of parts) yield await Promise.resolve(part);
}

async function readAll(parts: readonly string[]): Promise<{ records: string[][]; lines: number[] }> {
  const records: string[][] = [];
  const lines: number[] = [];
  for await (const batch of readRecords(pieces(parts), dialect, 1)) {
    records.push(...batch.records);
    lines.push(...batch.lines);
  }
  return { records, lines };
}

const cell = fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', '\n', ' ', 'é'), maxLength: 6 });
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });

test('pieces give the records that papaparse gives for the whole text, wherever they are cut', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.array(fc.nat(200), { maxLength: 8 }), async (cells, cuts) => {
      const text = Papa.unparse(cells, { newline: '\n' });
      const places = [...new Set(cuts.filter((cut) => cut < text.length))].sort((a, b) => a - b);
      const parts = [...places, text.length].map((end, i) => text.slice(places[i - 1] ?? 0, end));
      const { records } = await readAll(parts);
      expect(records).toEqual(cells);
      expect(records).toEqual(Papa.parse(text, { delimiter: ',', newline: '\n' }).data);
    }),
    { seed: 11, numRuns: 500 },
  );
});

test('each record knows the line it starts on', async () => {
  expect(await readAll(['a,b\n"x\ny\r\nz",1\n\n2', ',3\n'])).toEqual({ records: [['a', 'b'], ['x\ny\r\nz', '1'], [''], ['2', '3']], lines: [1, 2, 5, 6] });
});

test.each([
  ['an unclosed quote', ['a,b\n1,"2\n3', ',4\n'], 'unclosed-quote', 2],
  ['text after a closing quote', ['a,b\n1,2\n3,"x"y\n4,5\n'], 'text-after-quote', 3],
])('%s is refused with its line', async (_, parts, code, line) => {
  const failure: unknown = await readAll(parts).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UnreadableQuotes);
  expect(failure).toMatchObject({ problem: { code, line } });
});

test('a quoted cell that grows without end is refused before memory is full', async () => {
  const endless = Array.from({ length: 20 }, () => 'x'.repeat(1 << 19));
  await expect(readAll(['a,b\n1,"', ...endless])).rejects.toMatchObject({ problem: { code: 'record-too-long', line: 2 } });
});

test('a sample leaves out a last record that may be cut off', () => {
  expect(readSample('a,b\n1,2\n3,', dialect, false).records).toEqual([['a', 'b'], ['1', '2']]);
  expect(readSample('a,b\n1,2\n3,', dialect, true).records).toEqual([['a', 'b'], ['1', '2'], ['3', '']]);
});

test.each([
  ['a,b\n1,5" pipe\n', { count: 1, first: 7 }],
  ['"a","b ""c"""\n"d\n""",e\n', { count: 0, first: -1 }],
  ['x,"y"\n7" 8",z\n9",1\n', { count: 3, first: 7 }],
])('stray quotes of %j', (text, expected) => expect(auditQuotes(text, ',', '"', '\n', undefined).strays).toEqual(expected));

test('white space after a closing quote is found, which the reader leaves out', () => {
  expect(auditQuotes('"a" ,"b"\n"c\n","d"\t\n" e ",f\n', ',', '"', '\n', undefined).spaces).toEqual({ count: 2, first: 3 });
});
