/** Counts the kinds of a column's cells while the file streams by; one tally per column, whatever the number of rows. */
import { cellKind, cellKindCount, classifyCell, dayDigits, dressed, isDay, kindOf, notCanonical, type CellKind } from './cellKind';
import { createDressTally, tallyDress, type DressTally } from './dressTally';
import { tallyZone, type ZoneTally } from './zoneTally';

export interface ColumnTally {
  /** Cells of each kind, by `cellKind`. */
  readonly counts: Float64Array;
  /** Line of the first cell of each kind, 0 where none was seen. */
  readonly firstLines: Float64Array;
  /** Cells of each kind that are not written in canonical form. */
  readonly rewritten: Float64Array;
  /** Known missing-value words that occurred, with their counts. */
  readonly nullTokens: Map<string, number>;
  /** Cells that one of the chosen missing-value words made missing. */
  tokensRead: number;
  /** Integers of at most five digits, and of exactly five: what day numbers of Excel look like. */
  shortIntegers: number;
  fiveDigits: number;
  /** Eight digits that name a day. */
  dayDigits: number;
  /** Whole numbers of seven digits and more behind a plus sign: what telephone numbers look like. */
  plusDigits: number;
  /** Null while every number is bare. */
  dress: DressTally | null;
  /** Null while there is no time. */
  zones: ZoneTally | null;
  /** Dates with two-digit years by the orders of day and month that fit: only day first, only month first, neither. */
  readonly shortYears: { dayFirst: number; monthFirst: number; neither: number };
  /** A cell holds U+FEFF, a byte order mark in the middle of the data. */
  marks: number;
  firstMarkLine: number;
}

export function createTally(): ColumnTally {
  return { counts: new Float64Array(cellKindCount), firstLines: new Float64Array(cellKindCount), rewritten: new Float64Array(cellKindCount), nullTokens: new Map(), tokensRead: 0, shortIntegers: 0, fiveDigits: 0, dayDigits: 0, plusDigits: 0, dress: null, zones: null, shortYears: { dayFirst: 0, monthFirst: 0, neither: 0 }, marks: 0, firstMarkLine: 0 };
}

/** `lines[i]` is the line of `cells[i]`; `chosenTokens` are read as missing. */
export function tallyCells(tally: ColumnTally, cells: readonly string[], lines: readonly number[], chosenTokens: ReadonlySet<string>): void {
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] ?? '';
    if (chosenTokens.size > 0 && cell !== '' && chosenTokens.has(cell)) tallyToken(tally);
    else tallyText(tally, cell, classifyCell(cell), lines[i] ?? 0);
  }
}

/** Counts cells that a chosen word makes missing. */
export function tallyToken(tally: ColumnTally, times = 1): void {
  tally.tokensRead += times;
  tally.counts[cellKind.missing]! += times;
}

/** Counts a cell of which the text matters, which occurs so many times, on this line first; `found` is what `classifyCell` says of it. */
export function tallyText(tally: ColumnTally, cell: string, found: number, line: number, times = 1): void {
  const kind = kindOf(found);
  tallyKind(tally, found, cell.length, cell.charCodeAt(0) === 45, line, times);
  if ((found & dressed) !== 0) tallyDress((tally.dress ??= createDressTally(firstBefore(tally, line))), cell, line, times);
  else if (kind === cellKind.integer && cell.length > 7 && cell.trimStart().charCodeAt(0) === 43) tally.plusDigits += times;
  else if (kind === cellKind.nullToken) tally.nullTokens.set(cell.trim(), (tally.nullTokens.get(cell.trim()) ?? 0) + times);
  else if (kind === cellKind.twoDigitYear) tallyShortYear(tally, cell, times);
  else if (isTime(kind)) tallyZone((tally.zones ??= new Map()), cell, line, times);
}

function isTime(kind: CellKind): boolean {
  return (kind >= cellKind.ymdDatetime && kind <= cellKind.eitherDatetime) || kind === cellKind.namedDatetime;
}

/** Line of the first value before this one; 0 where there is none. */
function firstBefore({ firstLines }: ColumnTally, line: number): number {
  return firstLines.reduce((first, of, kind) => (of > 0 && of < line && isValue(kind) && (first === 0 || of < first) ? of : first), 0);
}

function isValue(kind: number): boolean {
  return kind !== cellKind.missing && kind !== cellKind.nullToken;
}

/** Counts a cell of any kind but a missing-value word, a number in dress and a date with a two-digit year. */
export function tallyKind(tally: ColumnTally, found: number, length: number, negative: boolean, line: number, times = 1): void {
  const { counts, firstLines, rewritten } = tally;
  const kind = kindOf(found);
  counts[kind]! += times;
  if ((found & notCanonical) !== 0) rewritten[kind]! += times;
  if ((found & dayDigits) !== 0) tally.dayDigits += times;
  if (firstLines[kind] === 0) firstLines[kind] = line;
  if (tally.dress !== null && tally.dress.firstBareLine === 0 && (found & dressed) === 0 && isValue(kind)) tally.dress.firstBareLine = line;
  if (kind === cellKind.integer && length <= 5 && !negative && (found & dressed) === 0) {
    tally.shortIntegers += times;
    if (length === 5) tally.fiveDigits += times;
  }
}

function tallyShortYear({ shortYears }: ColumnTally, cell: string, times: number): void {
  const [first = 0, second = 0, year = 0] = cell.trim().split(/[-/.]/).map(Number);
  // Every fourth year is a leap year in both centuries that two digits may mean: 1900 is never meant.
  const dayFirst = isDay(2000 + year, second, first);
  const monthFirst = isDay(2000 + year, first, second);
  if (dayFirst && !monthFirst) shortYears.dayFirst += times;
  else if (monthFirst && !dayFirst) shortYears.monthFirst += times;
  else if (!dayFirst) shortYears.neither += times;
}

/** Notes U+FEFF inside the data; called only for pieces that hold one. */
export function tallyMarks(tally: ColumnTally, cells: readonly string[], lines: readonly number[]): void {
  for (const [i, cell] of cells.entries()) {
    if (!cell.includes('\uFEFF')) continue;
    if (tally.marks === 0) tally.firstMarkLine = lines[i] ?? 0;
    tally.marks++;
  }
}

export function sumOf(counts: Float64Array, kinds: readonly CellKind[]): number {
  let sum = 0;
  for (const kind of kinds) sum += counts[kind] ?? 0;
  return sum;
}

/** Cells that are neither missing nor a missing-value word. */
export function countValues(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0) - sumOf(counts, [cellKind.missing, cellKind.nullToken]);
}
