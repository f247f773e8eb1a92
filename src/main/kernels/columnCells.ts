/**
 * WebAssembly (AssemblyScript): cuts regular CSV into cells and keeps each column as codes into a list of its different texts.
 * Regular is: one kind of line end, records of one width, no blank lines, and quotes only around whole cells, doubled inside.
 * The host feeds bytes with `read`, takes what gathered in the columns after each call, and starts the next group when told.
 */
import { clear, Column, copy, entryNumber, entryOf, slack, startColumn } from './columnTexts';

const lineFeed: u8 = 10;
const carriageReturn: u8 = 13;

/** What `read` answers; the host has the same numbers. */
const outcomeMore: i32 = 0;
const outcomeGroup: i32 = 1;
const outcomeIrregular: i32 = 2;

const missingCode: u16 = 0xffff;
const mostCutCells: i32 = 1 << 15;
/** Added to a cell's length where quotes are doubled in it. */
const doubledSign: u32 = 1 << 31;

let width: i32 = 0;
let groupRows: i32 = 0;
let delimiter: u8 = 0;
let quote: u8 = 0;
let lineEnd: u8 = 0;
let newlineBytes: usize = 0;
let inHeader: bool = false;

let columns: usize = 0;
/** Start and length of each cell of the records that were cut and not yet kept, the records one after the other. */
let cells: usize = 0;
/** Their first lines. */
let lines: usize = 0;
let cutRecords: i32 = 0;
/** Records that are cut before they are kept column by column, so that each column's texts stay near. */
let batchRecords: i32 = 0;
let input: usize = 0;
let inputCapacity: u32 = 0;
let group: u32 = 1;
let line: u32 = 1;
let next: usize = 0;
let breaks: u32 = 0;
let breakCapacity: u32 = 0;

export let consumed: u32 = 0;
export let rowsInGroup: i32 = 0;
export let rows: u32 = 0;
export let lastLine: u32 = 0;
export let longestRecord: u32 = 0;
/** Rows with line ends inside their cells, as pairs of the row from 1 and how many. */
export let lineBreaks: usize = 0;
export let lineBreakCount: u32 = 0;

export function start(columnCount: i32, rowsOfGroup: i32, delimiterByte: u8, quoteByte: u8, lineEndByte: u8, newlineLength: u32, hasHeader: bool): void {
  width = columnCount;
  groupRows = rowsOfGroup;
  delimiter = delimiterByte;
  quote = quoteByte;
  lineEnd = lineEndByte;
  newlineBytes = newlineLength;
  inHeader = hasHeader;
  columns = heap.alloc(<usize>columnCount * offsetof<Column>());
  batchRecords = max(1, min(1024, mostCutCells / columnCount));
  cells = heap.alloc(<usize>batchRecords * <usize>columnCount * 8);
  lines = heap.alloc(<usize>batchRecords * 4);
  for (let c = 0; c < columnCount; c++) {
    startColumn(columnAt(c), rowsOfGroup);
  }
}

/** Where the host puts the bytes of the next `read`. */
export function inputFor(length: u32): usize {
  if (length > inputCapacity) {
    if (input !== 0) heap.free(input);
    inputCapacity = length;
    input = heap.alloc(length + slack);
  }
  return input;
}

export function columnAt(c: i32): Column {
  return changetype<Column>(columns + <usize>c * offsetof<Column>());
}

/** After a group was taken. */
export function nextGroup(): void {
  group++;
  rowsInGroup = 0;
  for (let c = 0; c < width; c++) columnAt(c).usedCount = 0;
}

/** Forgets the column's different texts; only after a group was taken, before the next one begins. */
export function forget(c: i32): void {
  clear(columnAt(c));
}

/** Cuts whole records from the input; the rest, from `consumed` on, is to come again with more. */
export function read(length: u32, isLast: bool): i32 {
  const end = input + length;
  let at = input;
  lineBreakCount = 0;
  consumed = 0;
  cutRecords = 0;
  while (at < end) {
    const outcome = cutRecord(at, end, isLast);
    if (outcome === outcomeMore) break;
    if (outcome === outcomeIrregular) return outcomeIrregular;
    const recordBytes = <u32>(next - at);
    if (recordBytes > longestRecord) longestRecord = recordBytes;
    at = next;
    if (inHeader) {
      if (breaks > 0) return outcomeIrregular;
      inHeader = false;
      line++;
      continue;
    }
    noteRecord();
    const isFull = rowsInGroup + cutRecords === groupRows;
    if (cutRecords === batchRecords || isFull) keepRecords();
    if (isFull) break;
  }
  keepRecords();
  consumed = <u32>(at - input);
  return rowsInGroup === groupRows ? outcomeGroup : outcomeMore;
}

/** Finds the cells of one record: `outcomeGroup` where it is whole, `outcomeMore` where its end is not here yet. */
function cutRecord(from: usize, end: usize, isLast: bool): i32 {
  const delimiters = i8x16.splat(delimiter);
  const lineEnds = i8x16.splat(lineEnd);
  const quotes = i8x16.splat(quote);
  let at = from;
  let cell = cells + <usize>cutRecords * <usize>width * 8;
  const lastCell = cell + <usize>(width - 1) * 8;
  breaks = 0;
  for (;;) {
    let first: usize;
    let length: u32;
    let doubled: u32 = 0;
    let sign: u8 = 0;
    if (at < end && load<u8>(at) === quote) {
      first = at + 1;
      at = first;
      for (;;) {
        at = toQuote(at, end, quotes);
        if (at === 0) return outcomeIrregular;
        if (at >= end) return isLast ? outcomeIrregular : outcomeMore;
        if (at + 1 >= end && !isLast) return outcomeMore;
        if (at + 1 >= end || load<u8>(at, 1) !== quote) break;
        doubled = doubledSign;
        at += 2;
      }
      length = <u32>(at - first);
      at++;
      if (at < end) {
        sign = load<u8>(at);
        if (sign !== delimiter && sign !== lineEnd) return outcomeIrregular;
      }
    } else {
      first = at;
      while (at < end) {
        const some = v128.load(at);
        const found = i8x16.bitmask(v128.or(v128.or(i8x16.eq(some, delimiters), i8x16.eq(some, lineEnds)), i8x16.eq(some, quotes)));
        if (found !== 0) {
          at += <usize>ctz(found);
          break;
        }
        at += 16;
      }
      if (at < end) {
        sign = load<u8>(at);
        if (sign === quote) return outcomeIrregular;
      } else at = end;
      length = <u32>(at - first);
    }
    store<u32>(cell, <u32>first);
    store<u32>(cell, length | doubled, 4);
    if (at >= end) {
      if (!isLast) return outcomeMore;
      next = end;
      return cell === lastCell && isRecord(cell) ? outcomeGroup : outcomeIrregular;
    }
    if (sign === delimiter) {
      if (cell === lastCell) return outcomeIrregular;
      cell += 8;
      at++;
      continue;
    }
    if (cell !== lastCell || !isRecord(cell)) return outcomeIrregular;
    at += newlineBytes;
    if (at > end) {
      if (!isLast) return outcomeMore;
      at = end;
    }
    next = at;
    return outcomeGroup;
  }
}

/** False for a blank line. */
function isRecord(cell: usize): bool {
  return width > 1 || inHeader || load<u32>(cell, 4) > 0;
}

/** The next quote, or `end` and beyond; counts the lines passed. 0 where a carriage return stands alone. */
function toQuote(from: usize, end: usize, quotes: v128): usize {
  const feeds = i8x16.splat(lineFeed);
  const returns = i8x16.splat(carriageReturn);
  let at = from;
  while (at < end) {
    const some = v128.load(at);
    const found = i8x16.bitmask(i8x16.eq(some, quotes));
    const left = end - at;
    let before: i32 = found === 0 ? 0xffff : (found & -found) - 1;
    if (left < 16) before &= (1 << <i32>left) - 1;
    breaks += <u32>popcnt(i8x16.bitmask(i8x16.eq(some, feeds)) & before);
    if (newlineBytes === 1 && (i8x16.bitmask(i8x16.eq(some, returns)) & before) !== 0) return 0;
    if (found !== 0) return at + <usize>ctz(found);
    at += 16;
  }
  return end;
}

function noteRecord(): void {
  store<u32>(lines + (<usize>cutRecords << 2), line);
  cutRecords++;
  rows++;
  lastLine = line;
  if (breaks > 0) {
    noteBreaks();
    line += breaks;
  }
  line++;
}

/** Adds the records that were cut to the columns, one column after the other. */
function keepRecords(): void {
  const count = cutRecords;
  const stride = <usize>width * 8;
  for (let c = 0; c < width; c++) {
    const column = columnAt(c);
    let cell = cells + <usize>c * 8;
    let place = column.codes + (<usize>rowsInGroup << 1);
    for (let i = 0; i < count; i++) {
      store<u16>(place, keepCell(column, load<u32>(cell), load<u32>(cell, 4), i));
      cell += stride;
      place += 2;
    }
  }
  rowsInGroup += count;
  cutRecords = 0;
}

function noteBreaks(): void {
  if (lineBreakCount === breakCapacity) {
    breakCapacity = breakCapacity === 0 ? 1024 : breakCapacity * 2;
    lineBreaks = lineBreaks === 0 ? heap.alloc(<usize>breakCapacity * 8) : heap.realloc(lineBreaks, <usize>breakCapacity * 8);
  }
  store<u32>(lineBreaks + <usize>lineBreakCount * 8, rows);
  store<u32>(lineBreaks + <usize>lineBreakCount * 8, breaks, 4);
  lineBreakCount++;
}

/** Returns the cell's code in its group. */
@inline
function keepCell(column: Column, from: usize, signed: u32, record: i32): u16 {
  const length = signed & ~doubledSign;
  const needed = column.bytesLength + length + 1;
  if (needed > column.bytesCapacity) {
    column.bytesCapacity = max(needed, column.bytesCapacity * 2);
    column.bytes = heap.realloc(column.bytes, column.bytesCapacity + slack);
  }
  const at = column.bytes + column.bytesLength;
  const kept = length === signed ? copy(at, from, length) : copyUndoubled(at, from, length);
  store<u8>(at + kept, 0);
  column.bytesLength += kept + 1;
  if (kept === 0) {
    if (column.missingCount++ === 0) column.missingLine = load<u32>(lines + (<usize>record << 2));
    return missingCode;
  }
  // Read where it came from: what was just stored byte by byte and wide cannot be loaded again at once.
  const entry = entryOf(column, length === signed ? from : at, kept, load<u32>(lines + (<usize>record << 2)));
  entry.count++;
  if (entry.group !== group) {
    entry.group = group;
    entry.code = column.usedCount;
    store<u32>(column.used + (<usize>column.usedCount << 2), entryNumber(column, entry));
    column.usedCount++;
  }
  return <u16>entry.code;
}

/** Takes one quote of each pair. */
function copyUndoubled(to: usize, from: usize, length: u32): u32 {
  let kept: u32 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const byte = load<u8>(from + i);
    store<u8>(to + kept, byte);
    kept++;
    if (byte === quote) i++;
  }
  return kept;
}
