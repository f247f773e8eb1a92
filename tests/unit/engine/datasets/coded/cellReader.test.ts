import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { createCellReader, type CellsRead } from '@engine/datasets/coded/cellReader';
import type { KernelDialect } from '@engine/datasets/coded/columnKernel';
import { textAt } from '@engine/datasets/coded/texts';
import { createTally, tallyCells, type ColumnTally } from '@engine/datasets/reading/columnTally';
import { readSample } from '@engine/datasets/reading/csvReader';
import { missingCode } from '@engine/storage/parquet/parquetFile';

const folder = mkdtempSync(join(tmpdir(), 'almanac-cells-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Read {
  readonly read: CellsRead | null;
  readonly tallies: readonly ColumnTally[];
  readonly breaks: readonly (readonly [row: number, count: number])[];
  /** By column, from the codes. */
  readonly cells: readonly (readonly string[])[];
}

interface Sizes {
  readonly pieceBytes: number;
  readonly rowsOfGroup?: number;
  readonly mostLasting?: number;
}

let files = 0;

function readBytes(text: string, width: number, dialect: KernelDialect, { pieceBytes, rowsOfGroup, mostLasting }: Sizes, words: readonly string[] = []): Read {
  const tallies = Array.from({ length: width }, () => createTally());
  const breaks: [number, number][] = [];
  const path = join(folder, `${++files}.cells`);
  const reader = createCellReader({ dialect, tallies, tokens: tallies.map(() => new Set(words)), hasHeader: false, path, sizeBytes: Buffer.byteLength(text), onLineBreaks: (row, count) => breaks.push([row, count]), rowsOfGroup, mostLasting });
  try {
    const bytes = Buffer.from(text);
    for (let from = 0; from < bytes.length; from += pieceBytes) if (!reader.push(bytes.subarray(from, from + pieceBytes))) return { read: null, tallies, breaks, cells: [] };
    const read = reader.finish();
    return { read, tallies, breaks, cells: read === null ? [] : cellsOf(read, width) };
  } finally {
    reader.close();
    rmSync(path);
  }
}

function cellsOf({ cells }: CellsRead, width: number): string[][] {
  const found: string[][] = Array.from({ length: width }, () => []);
  for (const { columns } of cells.groups()) {
    for (const [c, { codes, used, own }] of columns.entries()) {
      for (const code of codes) found[c]?.push(code === missingCode ? '' : own === null ? textAt(cells.lasting[c]!.texts, used[code]!) : textAt(own, code));
    }
  }
  return found;
}

/** What the reader of text and its tallies make of the same. */
function expected(text: string, width: number, dialect: KernelDialect, words: readonly string[]): { rows: number; digests: string[]; tallies: ColumnTally[]; columns: readonly string[][]; records: readonly string[][]; lines: readonly number[] } {
  const { records, lines, problem } = readSample(text, dialect, true);
  expect(problem).toBeNull();
  expect(records.filter(({ length }) => length !== width)).toEqual([]);
  const columns = Array.from({ length: width }, (_, c) => records.map((record) => record[c] ?? ''));
  const tallies = columns.map((cells) => {
    const tally = createTally();
    tallyCells(tally, cells, lines, new Set(words));
    return tally;
  });
  return { rows: records.length, digests: columns.map((cells) => createHash('sha256').update(cells.map((cell) => `${cell}\0`).join('')).digest('hex')), tallies, columns, records, lines };
}

function expectSame(text: string, width: number, dialect: KernelDialect, { read, tallies, breaks, cells }: Read, words: readonly string[] = []): void {
  const wanted = expected(text, width, dialect, words);
  expect(read).toMatchObject({ cells: { rows: wanted.rows }, digests: wanted.digests, lastLine: wanted.lines.at(-1) });
  expect(cells).toEqual(wanted.columns);
  expect(tallies).toEqual(wanted.tallies);
  for (const witness of read?.witnesses ?? []) expect(witness.cells).toEqual(wanted.records[witness.row - 1]);
  expect(read?.witnesses.at(-1)?.row).toBe(wanted.rows);
  const lines = wanted.records.map((_, i) => i + 1 + breaks.reduce((sum, [row, count]) => sum + (row <= i ? count : 0), 0));
  expect(lines).toEqual(wanted.lines);
}

const dialects = fc.record({ delimiter: fc.constantFrom(',', ';', '\t', '|'), quote: fc.constantFrom('"', "'"), newline: fc.constantFrom('\n' as const, '\r\n' as const) });
const cellPiece = fc.constantFrom('a', 'ä', '日', '😀', ' ', '0', '1', '12', '.', ',', ';', '\t', '|', '"', "'", '\n', '2024-01-31', 'NA', 'true', '-');
const cell = fc.array(cellPiece, { maxLength: 5 }).map((pieces) => pieces.join(''));

function written(cells: readonly string[][], { delimiter, quote, newline }: KernelDialect, endsWithLine: boolean): string {
  const field = (text: string): string => {
    const own = text.replaceAll('\n', newline);
    return [delimiter, quote, '\n'].some((sign) => own.includes(sign)) || text === 'a' ? `${quote}${own.replaceAll(quote, quote + quote)}${quote}` : own;
  };
  return cells.map((record) => record.map(field).join(delimiter)).join(newline) + (endsWithLine ? newline : '');
}

const sizes = fc.record({ pieceBytes: fc.integer({ min: 1, max: 40 }), rowsOfGroup: fc.integer({ min: 1, max: 5 }), mostLasting: fc.constantFrom(0, 1, 3, 1000) });

test('a table written by the rules is read, in pieces of any size, as the reader of text reads it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 5 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 })), dialects, fc.boolean(), sizes, (cells, dialect, endsWithLine, size) => {
      const text = written(cells, dialect, endsWithLine);
      const read = readBytes(text, cells[0]?.length ?? 0, dialect, size, ['12', 'a']);
      expect(read.read).not.toBeNull();
      expectSame(text, cells[0]?.length ?? 0, dialect, read, ['12', 'a']);
    }),
    { numRuns: 500 },
  );
});

test('long cells, equal up to their last bytes, and many different ones are told apart', () => {
  const dialect = { delimiter: ',', quote: '"', newline: '\n' } as const;
  const stem = fc.constantFrom('', 'a', 'abcdefgh', 'abcdefghabcdefgh', 'x'.repeat(31), 'y'.repeat(33), 'z'.repeat(70), `q"${'r'.repeat(20)}`);
  const ending = fc.constantFrom('', '1', '12', 'é', '\n', ',', '"');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.tuple(stem, ending).map(([a, b]) => `${a}${b}`), fc.nat({ max: 400 }).map(String)), { minLength: 1, maxLength: 300 }), sizes, (cells, size) => {
      const text = written(cells, dialect, true);
      expectSame(text, 2, dialect, readBytes(text, 2, dialect, size));
    }),
    { numRuns: 60 },
  );
  const many = Array.from({ length: 9000 }, (_, i) => [String(i), `text number ${i % 5000}`]);
  const text = written(many, dialect, true);
  for (const mostLasting of [100, 20_000]) expectSame(text, 2, dialect, readBytes(text, 2, dialect, { pieceBytes: 10_000, rowsOfGroup: 2000, mostLasting }));
});

test('of any other text it either says that it is not regular, or reads what the reader of text reads', () => {
  const scrap = fc.constantFrom('a', '"', '"', ',', ',', '\n', '\n', '1', ' ', '""', '"a"', '"a,b"', 'ä', '\uFEFF', '\r');
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(scrap, { minLength: 1, maxLength: 14 }), fc.integer({ min: 1, max: 3 }), sizes, (scraps, width, size) => {
      const text = scraps.join('');
      const dialect = { delimiter: ',', quote: '"', newline: '\n' } as const;
      // With a carriage return anywhere the file's line ends would not be \n alone.
      if (/\r(?=[^"]*("[^"]*"[^"]*)*$)/.test(text)) return;
      const read = readBytes(text, width, dialect, size);
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
  expect(readBytes(text, 2, { delimiter: ',', quote: '"', newline: '\n' }, { pieceBytes: 4 }).read).toBeNull();
});
