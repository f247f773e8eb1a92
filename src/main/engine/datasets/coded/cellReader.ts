/** Reads regular CSV as it streams by: codes and different texts by column, counts of what the cells look like, and digests. */
import { createHash } from 'node:crypto';
import { missingCode, mostGroupRows } from '../../storage/parquet/parquetFile';
import { classifyBytes, undecided } from '../reading/byteKind';
import { cellKind, classifyCell } from '../reading/cellKind';
import { tallyKind, tallyText, tallyToken, type ColumnTally } from '../reading/columnTally';
import type { Witness } from '../reading/tableText';
import { createGroupFile, type CodedCells, type GroupFile, type LastingTexts } from './codedCells';
import { openColumnKernel, readOutcome, type KernelDialect } from './columnKernel';
import { startOf, textAt, type Texts } from './texts';

export interface CellReaderSettings {
  readonly dialect: KernelDialect;
  readonly tallies: readonly ColumnTally[];
  /** Words read as missing, by column. */
  readonly tokens: readonly ReadonlySet<string>[];
  readonly hasHeader: boolean;
  /** Of the whole text. */
  readonly sizeBytes: number;
  /** Where the cells are set aside. */
  readonly path: string;
  /** Told of each record with line ends inside its cells: its row from 1, and how many. */
  readonly onLineBreaks: (row: number, breaks: number) => void;
  readonly rowsOfGroup?: number;
  readonly mostLasting?: number;
}

export interface CellsRead {
  readonly cells: CodedCells;
  /** In bytes. */
  readonly longestRecord: number;
  readonly lastLine: number;
  /** A row of the group in the middle, and the last row. */
  readonly witnesses: readonly Witness[];
  /** SHA-256 of each column's cells, each followed by NUL. */
  readonly digests: readonly string[];
}

export interface CellReader {
  /** False where the text is not regular: then nothing that was counted holds. */
  push(piece: Uint8Array): boolean;
  /** Bytes of a record of which the end was not pushed yet. */
  readonly left: number;
  /** After the last piece; null where the text is not regular. */
  finish(): CellsRead | null;
  close(): void;
}

/** Small groups keep paging quick and writing lean; wide tables have smaller ones. */
const fewestRowsOfGroup = 256;
const mostCellsOfGroup = 4_000_000;
/** A column with more different texts, or more bytes of them, has a list of its own in each group. */
const mostLasting = 16_384;
const mostLastingBytes = 4 << 20;
const byteOrderMark = Buffer.from('\uFEFF');

interface ColumnState {
  readonly hash: ReturnType<typeof createHash>;
  /** False where a text holds a byte order mark. */
  readonly tallyTexts: (texts: Texts, counts: Uint32Array, firstLines: Uint32Array) => boolean;
  /** Null while its texts last and none is known to be the last. */
  lasted: LastingTexts | null;
}

export function createCellReader(settings: CellReaderSettings): CellReader {
  const { tallies, tokens, path, onLineBreaks } = settings;
  const width = tallies.length;
  const rowsOfGroup = settings.rowsOfGroup ?? rowsOfGroupFor(width, settings.sizeBytes);
  const kernel = openColumnKernel(width, rowsOfGroup, settings.dialect, settings.hasHeader);
  const file = createGroupFile(path);
  const columns = tallies.map((tally, c): ColumnState => ({ hash: createHash('sha256'), tallyTexts: createTextTally(tally, tokens[c] ?? new Set()), lasted: null }));

  function read(isLast: boolean): boolean {
    for (;;) {
      const outcome = kernel.read(isLast);
      if (outcome === readOutcome.irregular) return false;
      const breaks = kernel.lineBreaks();
      for (let i = 0; i < breaks.length; i += 2) onLineBreaks(breaks[i]!, breaks[i + 1]!);
      for (let c = 0; c < width; c++) columns[c]!.hash.update(kernel.takeBytes(c));
      if (outcome === readOutcome.more) return true;
      if (!keepGroup()) return false;
      kernel.nextGroup();
    }
  }

  function keepGroup(): boolean {
    file.add({
      rows: kernel.rowsInGroup,
      columns: columns.map(({ lasted }, c) => (lasted === null ? { codes: kernel.codes(c), used: kernel.used(c), own: null } : { codes: kernel.codes(c), used: null, own: { bytes: kernel.texts(c), ends: kernel.entries(c).ends } })),
    });
    for (const [c, column] of columns.entries()) {
      const lasts = column.lasted === null;
      if (lasts && kernel.textCount(c) <= (settings.mostLasting ?? mostLasting) && kernel.texts(c).length <= mostLastingBytes) continue;
      if (!(lasts ? endLasting(column, c, false) : tallyOwn(column, c))) return false;
      kernel.forget(c);
    }
    return true;
  }

  function tallyOwn({ tallyTexts }: ColumnState, c: number): boolean {
    const { ends, counts, firstLines } = kernel.entries(c);
    return tallyTexts({ bytes: kernel.texts(c), ends }, counts, firstLines);
  }

  function endLasting(column: ColumnState, c: number, whole: boolean): boolean {
    const { ends, counts, firstLines } = kernel.entries(c);
    const texts = { bytes: kernel.texts(c).slice(), ends };
    column.lasted = { texts, counts, firstLines, whole };
    return column.tallyTexts(texts, counts, firstLines);
  }

  /** Texts that lasted until now last for the whole table. */
  function end(): boolean {
    return columns.every((column, c) => {
      const { count, firstLine } = kernel.missing(c);
      tallyMissing(tallies[c]!, count, firstLine);
      return column.lasted !== null || endLasting(column, c, true);
    });
  }

  return {
    push(piece) {
      kernel.feed(piece);
      return read(false);
    },
    get left() {
      return kernel.left;
    },
    finish() {
      if (!read(true)) return null;
      const { rows, longestRecord, lastLine } = kernel;
      // A group that is full was kept when it became full.
      if (kernel.rowsInGroup > 0 && !keepGroup()) return null;
      if (!end()) return null;
      const lasting = columns.map(({ lasted }) => lasted);
      return { cells: { rows, lasting, groups: file.groups }, longestRecord, lastLine, witnesses: [...witnessOf(file, (file.count() - 1) >> 1, lasting), ...witnessOf(file, file.count() - 1, lasting)], digests: columns.map(({ hash }) => hash.digest('hex')) };
    },
    close: () => file.close(),
  };
}

/** No more than there can be: a cell takes a byte with what ends it. */
function rowsOfGroupFor(width: number, sizeBytes: number): number {
  return Math.min(mostGroupRows, Math.max(fewestRowsOfGroup, Math.floor(mostCellsOfGroup / width)), Math.ceil(sizeBytes / width) + 1);
}

/** The last row of a group. */
function witnessOf(file: GroupFile, index: number, lasting: readonly (LastingTexts | null)[]): Witness[] {
  const found = file.group(index);
  if (found === null) return [];
  const { firstRow, rows, columns } = found;
  const cells = columns.map(({ codes, used, own }, c) => {
    const code = codes[rows - 1]!;
    if (code === missingCode) return '';
    return own === null ? textAt(lasting[c]!.texts, used[code]!) : textAt(own, code);
  });
  return [{ row: firstRow + rows - 1, cells }];
}

/** Counts the cells with each different text; only where its bytes do not tell enough is it made a string. */
function createTextTally(tally: ColumnTally, tokens: ReadonlySet<string>): ColumnState['tallyTexts'] {
  const tokenLengths = new Set([...tokens].map((word) => Buffer.byteLength(word)));
  return (texts, counts, firstLines) => {
    const { bytes, ends } = texts;
    if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(byteOrderMark)) return false;
    for (let i = 0; i < ends.length; i++) {
      const start = startOf(ends, i);
      const end = ends[i]!;
      const count = counts[i]!;
      if (tokenLengths.has(end - start) && tokens.has(textAt(texts, i))) {
        tallyToken(tally, count);
        continue;
      }
      const known = classifyBytes(bytes, start, end);
      if (known !== undecided) tallyKind(tally, known, end - start, bytes[start] === minus, firstLines[i]!, count);
      else {
        const text = textAt(texts, i);
        tallyText(tally, text, classifyCell(text), firstLines[i]!, count);
      }
    }
    return true;
  };
}

const minus = 45;

function tallyMissing(tally: ColumnTally, count: number, firstLine: number): void {
  if (count > 0) tallyKind(tally, cellKind.missing, 0, false, firstLine, count);
}
