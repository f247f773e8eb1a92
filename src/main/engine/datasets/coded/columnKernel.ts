/** The kernel `src/main/kernels/columnCells.ts` as the engine calls it: typed, and with views that hold while its memory grows. */
import { openKernel } from 'virtual:kernel/columnCells';

/** What `read` answers. */
export const readOutcome = { more: 0, group: 1, irregular: 2 } as const;

/** The fields of a column that the host reads, in places of four bytes. */
const field = { bytes: 0, bytesLength: 1, entries: 3, entryCount: 4, texts: 6, textsLength: 7, codes: 9, used: 10, usedCount: 11, missingCount: 12, missingLine: 13 } as const;
/** An entry of a column's list, in places of four bytes. */
const entry = { size: 8, offset: 2, length: 3, count: 4, firstLine: 5 } as const;

export interface KernelDialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly newline: '\n' | '\r\n';
}

export interface KernelEntries {
  /** Of the texts, which stand one after the other. */
  readonly ends: Uint32Array;
  readonly counts: Uint32Array;
  readonly firstLines: Uint32Array;
}

/** Views are into the kernel's memory: they hold until its next call. */
export interface ColumnKernel {
  /** Adds bytes behind those that are left over. */
  feed(piece: Uint8Array): void;
  /** Cuts whole records from what was fed; with `isLast` what is left is the last record. */
  read(isLast: boolean): number;
  /** Bytes that were fed and not yet cut. */
  readonly left: number;
  readonly rows: number;
  readonly rowsInGroup: number;
  readonly lastLine: number;
  readonly longestRecord: number;
  /** Pairs of row and number of line ends inside its cells, of the last `read`. */
  lineBreaks(): Uint32Array;
  /** Cells since they were last taken, each followed by NUL. */
  takeBytes(column: number): Uint8Array;
  codes(column: number): Uint16Array;
  used(column: number): Uint32Array;
  texts(column: number): Uint8Array;
  textCount(column: number): number;
  entries(column: number): KernelEntries;
  missing(column: number): { readonly count: number; readonly firstLine: number };
  nextGroup(): void;
  forget(column: number): void;
}

export function openColumnKernel(columns: number, rowsOfGroup: number, { delimiter, quote, newline }: KernelDialect, hasHeader: boolean): ColumnKernel {
  const kernel = openKernel();
  kernel.start(columns, rowsOfGroup, delimiter.charCodeAt(0), quote.charCodeAt(0), newline.charCodeAt(0), newline.length, hasHeader ? 1 : 0);
  const places = Array.from({ length: columns }, (_, c) => kernel.columnAt(c) >>> 2);
  let words = new Uint32Array(kernel.memory.buffer);
  let bytes = new Uint8Array(kernel.memory.buffer);
  let input = 0;
  let capacity = 0;
  let left = 0;

  /** Memory that grew has other buffers. */
  function refresh(): void {
    if (words.buffer === kernel.memory.buffer) return;
    words = new Uint32Array(kernel.memory.buffer);
    bytes = new Uint8Array(kernel.memory.buffer);
  }
  const at = (column: number, name: keyof typeof field): number => words[places[column]! + field[name]]!;

  return {
    feed(piece) {
      if (left + piece.length > capacity) {
        const rest = bytes.slice(input, input + left);
        capacity = 2 * (left + piece.length);
        input = kernel.inputFor(capacity) >>> 0;
        refresh();
        bytes.set(rest, input);
      }
      bytes.set(piece, input + left);
      left += piece.length;
    },
    read(isLast) {
      const outcome = kernel.read(left, isLast ? 1 : 0);
      refresh();
      const consumed = kernel.consumed.value >>> 0;
      bytes.copyWithin(input, input + consumed, input + left);
      left -= consumed;
      return outcome;
    },
    get left() {
      return left;
    },
    get rows() {
      return kernel.rows.value >>> 0;
    },
    get rowsInGroup() {
      return kernel.rowsInGroup.value;
    },
    get lastLine() {
      return kernel.lastLine.value >>> 0;
    },
    get longestRecord() {
      return kernel.longestRecord.value >>> 0;
    },
    lineBreaks() {
      const from = kernel.lineBreaks.value >>> 2;
      return words.subarray(from, from + 2 * kernel.lineBreakCount.value);
    },
    takeBytes(column) {
      const from = at(column, 'bytes');
      const taken = bytes.subarray(from, from + at(column, 'bytesLength'));
      words[places[column]! + field.bytesLength] = 0;
      return taken;
    },
    codes(column) {
      return new Uint16Array(kernel.memory.buffer, at(column, 'codes'), kernel.rowsInGroup.value);
    },
    used(column) {
      const from = at(column, 'used') >>> 2;
      return words.subarray(from, from + at(column, 'usedCount'));
    },
    texts(column) {
      const from = at(column, 'texts');
      return bytes.subarray(from, from + at(column, 'textsLength'));
    },
    textCount: (column) => at(column, 'entryCount'),
    entries(column) {
      const count = at(column, 'entryCount');
      const from = at(column, 'entries') >>> 2;
      const taken = { ends: new Uint32Array(count), counts: new Uint32Array(count), firstLines: new Uint32Array(count) };
      for (let i = 0; i < count; i++) {
        const place = from + i * entry.size;
        taken.ends[i] = words[place + entry.offset]! + words[place + entry.length]!;
        taken.counts[i] = words[place + entry.count]!;
        taken.firstLines[i] = words[place + entry.firstLine]!;
      }
      return taken;
    },
    missing: (column) => ({ count: at(column, 'missingCount'), firstLine: at(column, 'missingLine') }),
    nextGroup: () => kernel.nextGroup(),
    forget: (column) => kernel.forget(column),
  };
}
