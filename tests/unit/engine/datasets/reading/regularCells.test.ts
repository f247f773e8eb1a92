import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTally, tallyCells, type ColumnTally } from '@engine/datasets/reading/columnTally';
import { readSample } from '@engine/datasets/reading/csvReader';
import { createRegularCells, type RegularDialect, type RegularRead } from '@engine/datasets/reading/regularCells';

interface Read {
  readonly read: RegularRead | null;
  readonly tallies: readonly ColumnTally[];
  readonly breaks: readonly (readonly [row: number, count: number])[];
}

function readBytes(text: string, width: number, dialect: RegularDialect, pieceBytes: number, words: readonly string[] = []): Read {
  const tallies = Array.from({ length: width }, () => createTally());
  const breaks: [number, number][] = [];
  const cells = createRegularCells({ ...dialect, tallies, tokens: tallies.map(() => new Set(words)), hasHeader: false, pieceBytes, onLineBreaks: (row, count) => breaks.push([row, count]) });
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += pieceBytes) if (!cells.push(bytes.subarray(from, from + pieceBytes))) return { read: null, tallies, breaks };
  return { read: cells.finish(), tallies, breaks };
}

/** What the reader of text and its tallies make of the same. */
function expected(text: string, width: number, dialect: RegularDialect, words: readonly string[]): { rows: number; digests: string[]; tallies: ColumnTally[]; records: readonly string[][]; lines: readonly number[] } {
  const { records, lines, problem } = readSample(text, dialect, true);
  expect(problem).toBeNull();
  expect(records.filter(({ length }) => length !== width)).toEqual([]);
  const columns = Array.from({ length: width }, (_, c) => records.map((record) => record[c] ?? ''));
  const tallies = columns.map((cells) => {
    const tally = createTally();
    tallyCells(tally, cells, lines, new Set(words));
    return tally;
  });
  return { rows: records.length, digests: columns.map((cells) => createHash('sha256').update(cells.map((cell) => `${cell}\0`).join('')).digest('hex')), tallies, records, lines };
}

function expectSame(text: string, width: number, dialect: RegularDialect, { read, tallies, breaks }: Read, words: readonly string[] = []): void {
  const wanted = expected(text, width, dialect, words);
  expect(read).toMatchObject({ rows: wanted.rows, digests: wanted.digests, lastLine: wanted.lines.at(-1) });
  expect(tallies).toEqual(wanted.tallies);
  for (const { row, cells } of read?.witnesses ?? []) expect(cells).toEqual(wanted.records[row - 1]);
  const lines = wanted.records.map((_, i) => i + 1 + breaks.reduce((sum, [row, count]) => sum + (row <= i ? count : 0), 0));
  expect(lines).toEqual(wanted.lines);
}

const dialects = fc.record({ delimiter: fc.constantFrom(',', ';', '\t', '|'), quote: fc.constantFrom('"', "'"), newline: fc.constantFrom('\n' as const, '\r\n' as const) });
const cellPiece = fc.constantFrom('a', 'ä', '日', '😀', ' ', '0', '1', '12', '.', ',', ';', '\t', '|', '"', "'", '\n', '2024-01-31', 'NA', 'true', '-');
const cell = fc.array(cellPiece, { maxLength: 5 }).map((pieces) => pieces.join(''));

function written(cells: readonly string[][], { delimiter, quote, newline }: RegularDialect, endsWithLine: boolean): string {
  const field = (text: string): string => {
    const own = text.replaceAll('\n', newline);
    return [delimiter, quote, '\n'].some((sign) => own.includes(sign)) || text === 'a' ? `${quote}${own.replaceAll(quote, quote + quote)}${quote}` : own;
  };
  return cells.map((record) => record.map(field).join(delimiter)).join(newline) + (endsWithLine ? newline : '');
}

test('a table written by the rules is read, in pieces of any size, as the reader of text reads it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 5 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 })), dialects, fc.boolean(), fc.integer({ min: 1, max: 40 }), (cells, dialect, endsWithLine, pieceBytes) => {
      const text = written(cells, dialect, endsWithLine);
      const read = readBytes(text, cells[0]?.length ?? 0, dialect, pieceBytes, ['12', 'a']);
      expect(read.read).not.toBeNull();
      expectSame(text, cells[0]?.length ?? 0, dialect, read, ['12', 'a']);
    }),
    { numRuns: 500 },
  );
});

test('of any other text it either says that it is not regular, or reads what the reader of text reads', () => {
  const scrap = fc.constantFrom('a', '"', '"', ',', ',', '\n', '\n', '1', ' ', '""', '"a"', '"a,b"', 'ä', '\uFEFF', '\r');
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(scrap, { minLength: 1, maxLength: 14 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 20 }), (scraps, width, pieceBytes) => {
      const text = scraps.join('');
      const dialect = { delimiter: ',', quote: '"', newline: '\n' } as const;
      // With a carriage return anywhere the file's line ends would not be \n alone.
      if (/\r(?=[^"]*("[^"]*"[^"]*)*$)/.test(text)) return;
      const read = readBytes(text, width, dialect, pieceBytes);
      if (read.read === null) return;
      accepted++;
      expectSame(text, width, dialect, read);
    }),
    { numRuns: 5000 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test.each([
  ['a quote inside a cell', 'a,b"c\n'],
  ['text after a quote', '"a" ,b\n'],
  ['a quote that never closes', 'a,"b\n'],
  ['a cell too many', 'a,b\na,b,c\n'],
  ['a cell too few', 'a,b\na\n'],
  ['a blank line', 'a,b\n\nc,d\n'],
  ['a blank line at the end', 'a,b\n\n'],
  ['a byte order mark inside', 'a,b\n\uFEFFc,d\n'],
  ['a carriage return in quotes', 'a,"b\rc"\n'],
])('%s is not regular', (_, text) => {
  expect(readBytes(text, 2, { delimiter: ',', quote: '"', newline: '\n' }, 4).read).toBeNull();
});
