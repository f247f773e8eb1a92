/**
 * A table's cells by column: groups of rows, in each of which a column is codes into a list of its different texts. The texts
 * of a column with few of them last for the whole table; one with many has a list of its own in each group.
 */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { Texts } from './texts';

export interface LastingTexts {
  readonly texts: Texts;
  /** Cells with each text, in the groups they last for. */
  readonly counts: Uint32Array;
  /** Line of the source on which the first row with each begins. */
  readonly firstLines: Uint32Array;
  /** For every group; otherwise the later groups have lists of their own. */
  readonly whole: boolean;
}

/** One column of a group: its different texts there are some of the lasting ones, or its own. */
export type GroupColumn = { /** `missingCode` where the cell is empty. */ readonly codes: Uint16Array } & ({ readonly used: Uint32Array; readonly own: null } | { readonly used: null; readonly own: Texts });

export interface CellGroup {
  readonly rows: number;
  readonly columns: readonly GroupColumn[];
}

export interface CodedCells {
  readonly rows: number;
  readonly lasting: readonly (LastingTexts | null)[];
  /** From the file that holds them; each is there until the next one. */
  groups(): Iterable<CellGroup>;
}

interface ColumnPlace {
  readonly used: number | null;
  readonly own: { readonly texts: number; readonly bytes: number } | null;
}

interface GroupPlace {
  readonly at: number;
  readonly bytes: number;
  readonly rows: number;
  readonly columns: readonly ColumnPlace[];
}

/** Keeps groups in a file, so that memory does not grow with the table. */
export interface GroupFile {
  add(group: CellGroup): void;
  readonly groups: () => Iterable<CellGroup>;
  count(): number;
  /** Null where there is none. */
  group(index: number): (CellGroup & { readonly firstRow: number }) | null;
  close(): void;
}

export function createGroupFile(path: string): GroupFile {
  const file = openSync(path, 'wx+');
  const places: GroupPlace[] = [];
  let end = 0;
  let buffer = Buffer.allocUnsafeSlow(1 << 16);

  function add({ rows, columns }: CellGroup): void {
    let length = 0;
    const put = (bytes: Uint8Array): void => {
      if (length + bytes.length + alignment > buffer.length) {
        const larger = Buffer.allocUnsafeSlow(2 * (length + bytes.length + alignment));
        larger.set(buffer.subarray(0, length));
        buffer = larger;
      }
      buffer.set(bytes, length);
      length = aligned(length + bytes.length);
    };
    const placed = columns.map(({ codes, used, own }) => {
      put(bytesOf(codes));
      if (own === null) {
        put(bytesOf(used));
        return { used: used.length, own: null };
      }
      put(bytesOf(own.ends));
      put(own.bytes);
      return { used: null, own: { texts: own.ends.length, bytes: own.bytes.length } };
    });
    for (let written = 0; written < length; ) written += writeSync(file, buffer, written, length - written, end + written);
    places.push({ at: end, bytes: length, rows, columns: placed });
    end += length;
  }

  function* groups(): Iterable<CellGroup> {
    const opened = openSync(path, 'r');
    try {
      const most = new Uint8Array(Math.max(0, ...places.map(({ bytes }) => bytes)));
      for (const place of places) yield readGroup(opened, place, most);
    } finally {
      closeSync(opened);
    }
  }
  function group(index: number): (CellGroup & { readonly firstRow: number }) | null {
    const place = places[index];
    return place === undefined ? null : { ...readGroup(file, place, new Uint8Array(place.bytes)), firstRow: 1 + places.slice(0, index).reduce((sum, { rows }) => sum + rows, 0) };
  }
  return { add, groups, count: () => places.length, group, close: () => closeSync(file) };
}

/** Typed arrays begin at multiples of their size. */
const alignment = 8;

function aligned(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The group's arrays lie in the buffer. */
function readGroup(file: number, { at, bytes, rows, columns }: GroupPlace, buffer: Uint8Array): CellGroup {
  for (let read = 0; read < bytes; ) {
    const some = readSync(file, buffer, read, bytes - read, at + read);
    if (some === 0) throw new Error('The cells that were set aside end too early.');
    read += some;
  }
  let from = 0;
  const take = (length: number): number => {
    const start = from;
    from = aligned(from + length);
    return start;
  };
  return {
    rows,
    columns: columns.map(({ used, own }) => {
      const codes = new Uint16Array(buffer.buffer, take(2 * rows), rows);
      if (own === null) return { codes, used: new Uint32Array(buffer.buffer, take(4 * (used ?? 0)), used ?? 0), own: null };
      const ends = new Uint32Array(buffer.buffer, take(4 * own.texts), own.texts);
      return { codes, used: null, own: { ends, bytes: buffer.subarray(take(own.bytes), from).subarray(0, own.bytes) } };
    }),
  };
}
