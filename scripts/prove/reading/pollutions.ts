/**
 * The kinds of damage that real CSV files carry, rebuilt from the description in "Pollock: A Data Loading Benchmark"
 * (Vitagliano, Hameed, Jiang, Reisener, Wu, Naumann; VLDB 2023): of the file, of its tables, and of single rows.
 */
import iconv from 'iconv-lite';

export type Grid = readonly (readonly string[])[];

export interface Pollution {
  readonly name: string;
  readonly bytes: Buffer;
  /** What should come out, header first; the clean table where nothing is said. */
  readonly expected?: Grid;
}

interface Writing {
  readonly delimiter?: string;
  readonly lineEnd?: string;
  readonly quote?: (cell: string) => string;
  readonly lastLineEnd?: boolean;
}

function write(grid: Grid, { delimiter = ',', lineEnd = '\n', quote = (cell) => cell, lastLineEnd = true }: Writing = {}): string {
  return grid.map((row) => row.map(quote).join(delimiter)).join(lineEnd) + (lastLineEnd ? lineEnd : '');
}

const apostrophes = (cell: string): string => `'${cell}'`;
const quotes = (cell: string): string => `"${cell}"`;

export function pollutionsOf(clean: Grid): Pollution[] {
  return [...ofFile(clean), ...ofTables(clean), ...ofRows(clean)];
}

function ofFile(clean: Grid): Pollution[] {
  const [header = [], ...rows] = clean;
  const text = write(clean);
  const made: readonly (readonly [name: string, text: string, expected?: Grid])[] = [
    ['no payload', ''],
    ['no last line end', write(clean, { lastLineEnd: false })],
    ['two last line ends', `${text}\n`],
    ['header only', write([header])],
    ['one data row', write(clean.slice(0, 2)), clean.slice(0, 2)],
    ['no header', write(rows), [header.map((_, i) => `column_${i + 1}`), ...rows]],
    ['all quoted', write(clean, { quote: quotes })],
    ['quoted with apostrophes', write(clean, { quote: apostrophes })],
    ...[';', '\t', '|', ' ', ', '].map((delimiter) => [`delimiter ${JSON.stringify(delimiter)}`, write(clean, { delimiter })] as const),
    ...['\r', '\r\n'].map((lineEnd) => [`line end ${JSON.stringify(lineEnd)}`, write(clean, { lineEnd })] as const),
    ['line ends mixed', clean.map((row, i) => `${row.join(',')}${['\n', '\r\n', '\r'][i % 3] ?? '\n'}`).join('')],
    ['a sep= line', `sep=;\n${write(clean, { delimiter: ';' })}`],
    ['ends with 0x1A', `${text}\u001a`],
    ['escaped quotes', write([header, ...rows.map((row, i) => (i === 2 ? [`"a \\"word\\""`, ...row.slice(1)] : row))]), [header, ...rows.map((row, i) => (i === 2 ? ['a "word"', ...row.slice(1)] : row))]],
    ['doubled quotes', write([header, ...rows.map((row, i) => (i === 2 ? [`"a ""word"""`, ...row.slice(1)] : row))]), [header, ...rows.map((row, i) => (i === 2 ? ['a "word"', ...row.slice(1)] : row))]],
  ];
  const encoded = ['utf-16le', 'utf-16be', 'utf-32le'].flatMap((encoding) => [true, false].map((mark) => ({ name: `${encoding} ${mark ? 'with' : 'without'} mark`, bytes: iconv.encode(text, encoding, { addBOM: mark }) })));
  return [...made.map(([name, polluted, expected]) => ({ name, bytes: Buffer.from(polluted), ...(expected ? { expected } : {}) })), ...encoded];
}

function ofTables(clean: Grid): Pollution[] {
  const [header = [], ...rows] = clean;
  const text = write(clean);
  const other = (columns: number): Grid => [Array.from({ length: columns }, (_, i) => `other ${i + 1}`), ...[1, 2, 3].map((n) => Array.from({ length: columns }, (_, i) => String(n * (i + 1))))];
  const upper = (row: readonly string[]): string[] => row.map((_, i) => (i % 2 === 0 ? `Group ${i / 2 + 1}` : ''));
  const made: readonly (readonly [name: string, text: string])[] = [
    ['preamble of one line', `Sales of the shop\n${text}`],
    ['preamble of one line and a blank one', `Sales of the shop\n\n${text}`],
    ['preamble of many lines', `Sales of the shop\nmade on Monday\nfor internal use\n\n${text}`],
    ['preamble as wide as the table', `Sales of the shop${','.repeat(header.length - 1)}\n${text}`],
    ['footnote', `${text}* prices without tax\n`],
    ['footnote after a blank line', `${text}\n* prices without tax\n`],
    ['footnote as wide as the table', `${text}* prices without tax${','.repeat(header.length - 1)}\n`],
    ['total at the end', `${text}${['Total', ...header.slice(1).map((_, i) => (i === header.length - 2 ? '1234' : ''))].join(',')}\n`],
    ['header of two rows', write([upper(header), header, ...rows])],
    ['header of three rows', write([upper(header), upper(header).map((cell) => cell.toLowerCase()), header, ...rows])],
    ['header again in the middle', write([...clean.slice(0, 5), header, ...clean.slice(5)])],
    ...[-1, 0, 1].flatMap((more) => [`\n`, ''].map((between) => [`second table, ${more} columns more, ${between === '' ? 'directly' : 'after a blank line'}`, text + between + write(other(header.length + more))] as const)),
    ['blank lines in the table', clean.map((row, i) => `${row.join(',')}\n${i % 7 === 3 ? '\n' : ''}`).join('')],
    ['comment lines', `# made by a machine\n${text}`],
  ];
  return made.map(([name, polluted]) => ({ name, bytes: Buffer.from(polluted) }));
}

function ofRows(clean: Grid): Pollution[] {
  const lines = clean.map((row) => row.join(','));
  const withLine = (name: string, row: number, line: string, lineEnd = '\n'): Pollution => ({ name: `${name}, row ${row}`, bytes: Buffer.from(lines.map((text, r) => (r === row ? line + lineEnd : `${text}\n`)).join('')) });
  return clean.flatMap((cells, row) => [
    ...cells.flatMap((cell, column) => {
      const changed = (text: string): string => cells.map((other, c) => (c === column ? text : other)).join(',');
      return [
        ...(column > 0 ? [withLine(`a delimiter less before column ${column + 1}`, row, `${cells.slice(0, column).join(',')}${cells.slice(column).join(',')}`)] : []),
        withLine(`a delimiter more at column ${column + 1}`, row, changed(`,${cell}`)),
        withLine(`a quote before column ${column + 1}`, row, changed(`"${cell}`)),
        withLine(`a quote after column ${column + 1}`, row, changed(`${cell}"`)),
        withLine(`a quote inside column ${column + 1}`, row, changed(`"${cell.slice(0, 1)}"${cell.slice(1)}"`)),
      ];
    }),
    ...[';', '\t', ' ', '|'].map((delimiter) => withLine(`delimiter ${JSON.stringify(delimiter)}`, row, cells.join(delimiter))),
    withLine('line end CR', row, cells.join(','), '\r'),
    withLine('line end CRLF', row, cells.join(','), '\r\n'),
    withLine('no line end', row, cells.join(','), ''),
  ]);
}
