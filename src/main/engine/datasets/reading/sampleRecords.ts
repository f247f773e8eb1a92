/** Records of the head of a file under a delimiter on trial, and what its cells look like. */
import { cellKind, classifyCell, dressed, kindOf } from './cellKind';
import { readSample, type Dialect, type SampleRecords } from './csvReader';
import { createLineEndNormaliser } from './lineEnds';

export type SampleDialect = Omit<Dialect, 'newline'>;

export function readLoosely(text: string, whole: boolean, dialect: SampleDialect): SampleRecords {
  const normalised = createLineEndNormaliser(dialect.delimiter, dialect.quote, dialect.escape).push(text, true);
  return readSample(normalised, { ...dialect, newline: '\n' }, whole);
}

export function isBlank(record: readonly string[]): boolean {
  return record.length === 1 && record[0] === '';
}

/** The most frequent number of cells, ties to the wider, and its share of the records. */
export function commonWidth(records: readonly string[][]): { width: number; share: number } {
  const counts = new Map<number, number>();
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
  let width = 0;
  for (const [length, count] of counts) {
    const known = counts.get(width) ?? 0;
    if (count > known || (count === known && length > width)) width = length;
  }
  return { width, share: records.length === 0 ? 0 : (counts.get(width) ?? 0) / records.length };
}

const valueKinds = new Set<number>([cellKind.integer, cellKind.leadingZeros, cellKind.bigInteger, cellKind.decimal, cellKind.dotGroup, cellKind.ymdDate, cellKind.dmyDate, cellKind.mdyDate, cellKind.eitherDate, cellKind.ymdDatetime]);

export function isValue(cell: string): boolean {
  const found = classifyCell(cell);
  // 50% may as well be a name.
  return (found & dressed) === 0 && valueKinds.has(kindOf(found));
}

/** A number, a date or a truth value in any form, also in one that the column would have to settle. */
export function isTyped(cell: string): boolean {
  const kind = kindOf(classifyCell(cell));
  return kind !== cellKind.text && kind !== cellKind.nullToken && kind !== cellKind.missing;
}
