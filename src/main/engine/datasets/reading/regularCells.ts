/**
 * Cells of regular CSV, taken from its bytes as they stream by: UTF-8, one kind of line end (also inside cells), records of one width, no blank lines, no
 * byte order mark inside, and quotes only around whole cells, doubled inside. Readers agree on such text, papaparse and DuckDB among them; at any other it stops.
 */
import { classifyBytes, undecided } from './byteKind';
import { classifyCell } from './cellKind';
import { createColumnBytes, finalDigest, growColumn, lastCellText, passOn, type ColumnBytes } from './columnBytes';
import { tallyKind, tallyText, tallyToken, type ColumnTally } from './columnTally';
import type { Witness } from './tableText';

export interface RegularDialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly newline: '\n' | '\r\n';
}

export interface RegularCellsSettings extends RegularDialect {
  readonly tallies: readonly ColumnTally[];
  /** Words read as missing, by column. */
  readonly tokens: readonly ReadonlySet<string>[];
  readonly hasHeader: boolean;
  /** Most bytes of one piece. */
  readonly pieceBytes: number;
  /** Told of each record with line ends inside its cells: its row from 1, and how many. */
  readonly onLineBreaks: (row: number, breaks: number) => void;
}

export interface RegularRead {
  readonly rows: number;
  /** In bytes. */
  readonly longestRecord: number;
  /** One row from the second half, and the last row. */
  readonly witnesses: readonly Witness[];
  readonly lastLine: number;
  readonly digests: readonly string[];
}

export interface RegularCells {
  /** False where the text is not regular: then nothing that was counted holds. */
  push(piece: Uint8Array): boolean;
  /** After the last piece; null where the text is not regular. */
  finish(): RegularRead | null;
}

/** Inside the text: before a cell, in one without quotes, in one with, and after a quote that may end it. */
const place = { start: 0, plain: 1, quoted: 2, afterQuote: 3 } as const;
type Place = (typeof place)[keyof typeof place];

const lineFeed = 10;
const carriageReturn = 13;
/** What follows from the form of a text is kept for as many texts. */
const mostRemembered = 10_000;

export function createRegularCells(settings: RegularCellsSettings): RegularCells {
  const { tallies } = settings;
  const width = tallies.length;
  const delimiter = settings.delimiter.charCodeAt(0);
  const quote = settings.quote.charCodeAt(0);
  const lineEnd = settings.newline.charCodeAt(0);
  const newlineBytes = settings.newline.length;
  const columns = tallies.map(() => createColumnBytes(4096 + Math.ceil((4 * settings.pieceBytes) / width)));
  const tallyCell = createCellTally(settings);

  let at: Place = place.start;
  let c = 0;
  /** Bytes of the next piece that belong to the last line end. */
  let skip = 0;
  let inHeader = settings.hasHeader;
  let rows = 0;
  let line = 1;
  let lastLine = 0;
  let breaks = 0;
  let recordStart = 0;
  let position = 0;
  let longestRecord = 0;
  let witness: Witness | null = null;
  const lastRow = (): Witness => ({ row: rows, cells: columns.map(lastCellText) });

  /** False where the record has another width, or is a blank line. */
  function closeRecord(recordEnd: number): boolean {
    const column = columns[c]!;
    if (c !== width - 1 || (width === 1 && column.closed - column.lastCell <= 1 && !inHeader)) return false;
    if (inHeader) {
      // The lines before the data must be one line for DuckDB to leave it out.
      if (breaks > 0) return false;
      inHeader = false;
    } else {
      rows++;
      lastLine = line;
      // The one that stays is a row of the second half.
      if ((rows & (rows - 1)) === 0) witness = lastRow();
      if (breaks > 0) settings.onLineBreaks(rows, breaks);
    }
    line += 1 + breaks;
    breaks = 0;
    if (recordEnd - recordStart > longestRecord) longestRecord = recordEnd - recordStart;
    recordStart = recordEnd;
    c = 0;
    return true;
  }

  function closeCell(column: ColumnBytes, end: number): void {
    if (inHeader) {
      column.end = column.closed;
      return;
    }
    column.bytes[end] = 0;
    tallyCell(c, column.bytes, column.closed, end, line);
    column.lastCell = column.closed;
    column.closed = end + 1;
    column.end = end + 1;
  }

  function push(piece: Uint8Array): boolean {
    for (const column of columns) if (!passOn(column)) return false;
    const { length } = piece;
    let i = skip;
    let now = at;
    let column = columns[c]!;
    let { bytes, end } = column;
    while (i < length) {
      if (now === place.start) {
        now = place.plain;
        if (piece[i] === quote) {
          now = place.quoted;
          i++;
        }
      }
      // One byte is left for the NUL.
      const limit = Math.min(length, i + bytes.length - end - 1);
      let byte = 0;
      if (now === place.plain) {
        while (i < limit) {
          byte = piece[i]!;
          if (byte === delimiter || byte === lineEnd || byte === quote) break;
          bytes[end++] = byte;
          i++;
        }
      } else if (now === place.quoted) {
        while (i < limit) {
          byte = piece[i]!;
          if (byte === quote) break;
          if (byte === lineFeed) breaks++;
          else if (byte === carriageReturn && newlineBytes === 1) return false;
          bytes[end++] = byte;
          i++;
        }
      } else byte = piece[i]!;
      if (i === length) break;
      if (i >= limit) {
        column.end = end;
        const larger = growColumn(column);
        if (larger === null) return false;
        bytes = larger;
        continue;
      }
      if (now === place.quoted) {
        now = place.afterQuote;
        i++;
        continue;
      }
      if (byte === quote) {
        if (now === place.plain) return false;
        bytes[end++] = byte;
        now = place.quoted;
        i++;
        continue;
      }
      if (byte !== delimiter && byte !== lineEnd) return false;
      closeCell(column, end);
      now = place.start;
      if (byte === delimiter) {
        i++;
        if (++c === width) return false;
      } else {
        i += newlineBytes;
        if (!closeRecord(position + i)) return false;
      }
      column = columns[c]!;
      ({ bytes, end } = column);
    }
    at = now;
    column.end = end;
    skip = Math.max(0, i - length);
    position += length;
    return true;
  }

  function finish(): RegularRead | null {
    if (at === place.quoted) return null;
    if (at !== place.start || c > 0) {
      const column = columns[c]!;
      closeCell(column, column.end);
      if (!closeRecord(position)) return null;
    }
    const witnesses = witness === null ? [] : [witness, lastRow()];
    const digests = columns.flatMap((column) => finalDigest(column) ?? []);
    return digests.length < width ? null : { rows, longestRecord, witnesses, lastLine, digests };
  }
  return { push, finish };
}

/** Counts one cell; only where its bytes do not tell enough is its text made. */
function createCellTally({ tallies, tokens }: RegularCellsSettings): (c: number, bytes: Buffer, start: number, end: number, line: number) => void {
  const tokenLengths = tokens.map((words) => new Set([...words].map((word) => Buffer.byteLength(word))));
  const anyTokens = tokenLengths.some(({ size }) => size > 0);
  const remembered = new Map<string, number>();
  return (c, bytes, start, end, line) => {
    const tally = tallies[c]!;
    const length = end - start;
    if (anyTokens && length > 0 && tokenLengths[c]?.has(length) === true && tokens[c]?.has(bytes.toString('utf8', start, end)) === true) {
      tallyToken(tally);
      return;
    }
    const known = classifyBytes(bytes, start, end);
    if (known !== undecided) {
      tallyKind(tally, known, length, bytes[start] === 45, line);
      return;
    }
    const text = bytes.toString('utf8', start, end);
    let found = remembered.get(text);
    if (found === undefined) {
      found = classifyCell(text);
      if (remembered.size < mostRemembered) remembered.set(text, found);
    }
    tallyText(tally, text, found, line);
  };
}
