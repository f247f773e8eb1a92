/** Writes tables as text for the proofs of reading. It shares no code with the reader. */
import iconv from 'iconv-lite';

export interface WrittenDialect {
  readonly encoding: string;
  readonly mark: boolean;
  readonly delimiter: string;
  readonly lineEnd: string;
  /** needed: only cells that require it. */
  readonly quoting: 'needed' | 'all';
  /** Whether the last line has a line end too. */
  readonly lastLineEnd: boolean;
}

export function writeCsv(cells: readonly (readonly string[])[], dialect: WrittenDialect): Buffer {
  const lines = cells.map((row) => writeRow(row, dialect));
  const text = lines.join(dialect.lineEnd) + (dialect.lastLineEnd ? dialect.lineEnd : '');
  return iconv.encode(text, dialect.encoding, { addBOM: dialect.mark });
}

function writeRow(row: readonly string[], { delimiter, quoting }: WrittenDialect): string {
  // A single empty cell would be an empty line.
  const mustQuote = (cell: string): boolean => quoting === 'all' || cell.includes(delimiter) || /["\r\n]/.test(cell) || (row.length === 1 && cell === '');
  return row.map((cell) => (mustQuote(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter);
}

/** True where the encoding has all characters of the text. */
export function canWrite(text: string, encoding: string): boolean {
  return iconv.decode(iconv.encode(text, encoding), encoding) === text;
}
