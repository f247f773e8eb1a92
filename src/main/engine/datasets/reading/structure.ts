/** Keeps account of records: which fit the header, which are blank, which do not fit, and what the last one looks like. */
import { datasetsMessages } from '@shared/messages/datasets';
import { cellKind, classifyCell, kindOf } from './cellKind';
import type { Notice } from './notices';

export interface StructureCount {
  stored: number;
  ragged: number;
  blank: number;
  /** Every record so far has one empty cell too many: a delimiter at the end of each line. */
  trailing: boolean;
  readonly raggedLines: { line: number; cells: number }[];
  blankSinceStart: boolean;
  /** A blank line came between records, and the first misfit after it. */
  secondTable: number | null;
  lastRecord: readonly string[];
  lastLine: number;
}

export function createStructureCount(): StructureCount {
  return { stored: 0, ragged: 0, blank: 0, trailing: false, raggedLines: [], blankSinceStart: false, secondTable: null, lastRecord: [], lastLine: 0 };
}

const reasons = datasetsMessages.refused;
const shownLines = 20;

export interface FittingRecords {
  readonly records: string[][];
  readonly lines: number[];
}

/** Returns the records of the table's width; counts all others. */
export function takeFitting(count: StructureCount, records: readonly string[][], lines: readonly number[], width: number): FittingRecords {
  const fitting: FittingRecords = { records: [], lines: [] };
  for (const [i, record] of records.entries()) {
    const line = lines[i] ?? 0;
    if (record.length === 1 && record[0] === '') {
      count.blank++;
      if (count.stored + count.ragged > 0) count.blankSinceStart = true;
      continue;
    }
    if (count.stored + count.ragged === 0) count.trailing = record.length === width + 1 && record[width] === '';
    const fits = record.length === (count.trailing ? width + 1 : width) && (!count.trailing || record[width] === '');
    if (!fits) {
      if (count.ragged === 0 && count.blankSinceStart) count.secondTable = line;
      count.ragged++;
      if (count.raggedLines.length < shownLines) count.raggedLines.push({ line, cells: record.length });
      continue;
    }
    if (count.trailing) record.length = width;
    fitting.records.push(record);
    fitting.lines.push(line);
    count.lastRecord = record;
    count.lastLine = line;
    count.stored++;
  }
  return fitting;
}

export function raggedNotice(count: StructureCount, width: number, quarantined: boolean): Notice | null {
  const [first] = count.raggedLines;
  if (!first) return null;
  const lines = count.raggedLines.map(({ line }) => line).join(', ') + (count.ragged > count.raggedLines.length ? ' and more' : '');
  if (count.secondTable !== null && !quarantined) {
    return { code: 'two-tables', message: reasons.secondTable(count.secondTable), line: count.secondTable, count: count.ragged };
  }
  const what = reasons.ragged(count.ragged, width, first.line, first.cells, lines);
  return quarantined
    ? { code: 'ragged-rows', message: datasetsMessages.warnings.raggedLeftOut(what), line: first.line, count: count.ragged }
    : { code: 'ragged-rows', message: reasons.raggedAdvice(what), line: first.line, count: count.ragged };
}

const totalWord = /^(grand total|sub-?total|total|totals|sum|summe|gesamt|gesamtsumme|totaux|totale|somme)\b:?$/i;

/** A last row that adds up the others would double every sum. */
export function totalRowNotice({ lastRecord, lastLine }: StructureCount): Notice | null {
  const named = lastRecord.some((cell) => totalWord.test(cell.trim()));
  const number = lastRecord.some((cell) => [cellKind.integer, cellKind.decimal, cellKind.dotGroup, cellKind.commaGroup, cellKind.commaThousands].includes(kindOf(classifyCell(cell)) as never));
  return named && number ? { code: 'total-row', message: datasetsMessages.warnings.totalRow(lastLine), line: lastLine } : null;
}
