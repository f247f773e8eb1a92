/**
 * WebAssembly (AssemblyScript): the different texts of a column, found again by a hash table with open addressing.
 */

/** Bytes behind every buffer that wide loads may read and wide stores may write. */
export const slack: u32 = 32;
/** One different text of a column: 32 bytes. */
@unmanaged
export class Entry {
  /** The first eight bytes of the text, or the whole of it behind which zeros stand. */
  head: u64;
  /** In the column's texts. */
  offset: u32;
  length: u32;
  count: u32;
  /** Line of the source on which the first record with it begins. */
  firstLine: u32;
  /** The group in which `code` holds. */
  group: u32;
  code: u32;
}

/** The host reads these fields by their places, each of four bytes. */
@unmanaged
export class Column {
  /** Bytes of the cells since they were last taken, each followed by NUL. */
  bytes: usize;
  bytesLength: u32;
  bytesCapacity: u32;
  entries: usize;
  entryCount: u32;
  entryCapacity: u32;
  texts: usize;
  textsLength: u32;
  textsCapacity: u32;
  /** Two bytes for each row of the group. */
  codes: usize;
  /** Numbers of the entries used in the group, by their code there. */
  used: usize;
  usedCount: u32;
  /** Empty cells since the start, and the line of the first. */
  missingCount: u32;
  missingLine: u32;
  slots: usize;
  slotMask: u32;
}

export function startColumn(column: Column, rowsOfGroup: i32): void {
  column.bytesCapacity = 4096;
  column.bytes = heap.alloc(4096 + slack);
  column.bytesLength = 0;
  column.codes = heap.alloc(<usize>rowsOfGroup * 2);
  column.used = heap.alloc(<usize>rowsOfGroup * 4);
  column.entryCapacity = 64;
  column.entries = heap.alloc(64 * offsetof<Entry>());
  column.textsCapacity = 1024;
  column.texts = heap.alloc(1024 + slack);
  column.slotMask = 127;
  column.slots = heap.alloc(128 * 4);
  column.usedCount = 0;
  column.missingCount = 0;
  column.missingLine = 0;
  clear(column);
}

/** Copies by wide stores, up to fifteen bytes too far. */
export function copy(to: usize, from: usize, length: u32): u32 {
  for (let i: usize = 0; i < <usize>length; i += 16) v128.store(to + i, v128.load(from + i));
  return length;
}

function entryAt(column: Column, i: u32): Entry {
  return changetype<Entry>(column.entries + (<usize>i << 5));
}

export function entryNumber(column: Column, entry: Entry): u32 {
  return <u32>((changetype<usize>(entry) - column.entries) >> 5);
}

/** The entry of the text, made where it is new: then the line is its first. */
@inline
export function entryOf(column: Column, at: usize, length: u32, line: u32): Entry {
  const head = first8(at, length);
  let slot = hashOf(head, at, length) & column.slotMask;
  for (;;) {
    const number = load<u32>(column.slots + (<usize>slot << 2));
    if (number === 0) break;
    const entry = entryAt(column, number - 1);
    if (entry.head === head && entry.length === length && (length <= 8 || isSame(column.texts + entry.offset, at, length))) return entry;
    slot = (slot + 1) & column.slotMask;
  }
  return addEntry(column, head, at, length, slot, line);
}

@inline
function first8(at: usize, length: u32): u64 {
  return length >= 8 ? load<u64>(at) : load<u64>(at) & ((<u64>1 << (<u64>length * 8)) - 1);
}

/** Mixes eight bytes at a time; the text is not empty. */
@inline
function hashOf(head: u64, at: usize, length: u32): u32 {
  let hash: u64 = (head ^ <u64>length) * 0x9e3779b97f4a7c15;
  hash ^= hash >> 29;
  if (length > 8) {
    const last = at + length - 8;
    for (let i = at + 8; i < last; i += 8) {
      hash = (hash ^ load<u64>(i)) * 0xbf58476d1ce4e5b9;
      hash ^= hash >> 32;
    }
    hash = (hash ^ load<u64>(last)) * 0x94d049bb133111eb;
  }
  return <u32>(hash ^ (hash >> 32));
}

/** Of texts of equal length, longer than eight bytes, that begin alike. */
@inline
function isSame(a: usize, b: usize, length: u32): bool {
  const last = <usize>length - 8;
  for (let i: usize = 8; i < last; i += 8) if (load<u64>(a + i) !== load<u64>(b + i)) return false;
  return load<u64>(a + last) === load<u64>(b + last);
}

function addEntry(column: Column, head: u64, at: usize, length: u32, slot: u32, firstLine: u32): Entry {
  const number = column.entryCount++;
  if (number === column.entryCapacity) {
    column.entryCapacity *= 2;
    column.entries = heap.realloc(column.entries, <usize>column.entryCapacity * offsetof<Entry>());
  }
  const textsLength = column.textsLength + length;
  if (textsLength > column.textsCapacity) {
    column.textsCapacity = max(textsLength, column.textsCapacity * 2);
    column.texts = heap.realloc(column.texts, column.textsCapacity + slack);
  }
  copy(column.texts + column.textsLength, at, length);
  const entry = entryAt(column, number);
  entry.head = head;
  entry.offset = column.textsLength;
  entry.length = length;
  entry.count = 0;
  entry.firstLine = firstLine;
  entry.group = 0;
  column.textsLength = textsLength;
  store<u32>(column.slots + (<usize>slot << 2), number + 1);
  if (column.entryCount * 2 > column.slotMask) widenSlots(column);
  return entry;
}

function widenSlots(column: Column): void {
  const size = (<usize>column.slotMask + 1) * 2;
  heap.free(column.slots);
  column.slots = heap.alloc(size * 4);
  column.slotMask = <u32>size - 1;
  memory.fill(column.slots, 0, size * 4);
  for (let i: u32 = 0; i < column.entryCount; i++) {
    const entry = entryAt(column, i);
    let slot = hashOf(entry.head, column.texts + entry.offset, entry.length) & column.slotMask;
    while (load<u32>(column.slots + (<usize>slot << 2)) !== 0) slot = (slot + 1) & column.slotMask;
    store<u32>(column.slots + (<usize>slot << 2), i + 1);
  }
}

export function clear(column: Column): void {
  column.entryCount = 0;
  column.textsLength = 0;
  memory.fill(column.slots, 0, (<usize>column.slotMask + 1) * 4);
}
