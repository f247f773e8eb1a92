/** Dates: which order day and month have, decided only by a day above 12, by the analyst, or by another column of the file. */
import type { ReadingRequest } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import { cellKind, type CellKind } from './cellKind';
import type { FormContext, FormDecision } from './columnForm';
import { countValues, sumOf, type ColumnTally } from './columnTally';
import type { Notice, Question } from './notices';

const { evidence: why, questions: words, refused: reasons } = datasetsMessages;

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

export const dateKinds: readonly CellKind[] = [cellKind.ymdDate, cellKind.dmyDate, cellKind.mdyDate, cellKind.eitherDate, cellKind.invalidDate, cellKind.twoDigitYear];
export const datetimeKinds: readonly CellKind[] = [cellKind.ymdDatetime, cellKind.dmyDatetime, cellKind.mdyDatetime, cellKind.eitherDatetime, cellKind.invalidDatetime];
const dayFirst: readonly CellKind[] = [cellKind.dmyDate, cellKind.dmyDatetime];
const monthFirst: readonly CellKind[] = [cellKind.mdyDate, cellKind.mdyDatetime];
const either: readonly CellKind[] = [cellKind.eitherDate, cellKind.eitherDatetime];
const invalid: readonly CellKind[] = [cellKind.invalidDate, cellKind.invalidDatetime];

/** The order that the columns with evidence agree on, or null. */
export function decideDateOrder(tallies: readonly ColumnTally[], request: ReadingRequest): DateOrder | null {
  if (request.dateOrder !== undefined) return request.dateOrder;
  const dmy = tallies.some(({ counts }) => isAllDates(counts) && sumOf(counts, dayFirst) > 0);
  const mdy = tallies.some(({ counts }) => isAllDates(counts) && sumOf(counts, monthFirst) > 0);
  return dmy === mdy ? null : dmy ? 'dmy' : 'mdy';
}

function isAllDates(counts: Float64Array): boolean {
  const dates = sumOf(counts, [...dateKinds, ...datetimeKinds]);
  return dates > 0 && dates === countValues(counts);
}

/** Null where the column is not all dates. A column of dates that cannot be right is a problem, not text. Where its own days decide, they win over the order chosen for the file. */
export function resolveDates(name: string, tally: ColumnTally, { request, dateOrder }: FormContext, values: number): FormDecision | null {
  const { counts, firstLines, rewritten } = tally;
  if (sumOf(counts, [...dateKinds, ...datetimeKinds]) !== values) return null;
  const twoDigit = counts[cellKind.twoDigitYear] ?? 0;
  const { shortYears } = tally;
  // With two digits for the year it may as well be no date, so what does not fit stays text instead of being refused.
  if (twoDigit > 0 && (request.twoDigitYears === 'text' || twoDigit < values || shortYears.neither > 0 || (shortYears.dayFirst > 0 && shortYears.monthFirst > 0))) return null;
  const day = sumOf(counts, dayFirst) + shortYears.dayFirst;
  const month = sumOf(counts, monthFirst) + shortYears.monthFirst;
  const order: DateOrder = day > 0 ? 'dmy' : month > 0 ? 'mdy' : (dateOrder ?? 'ymd');
  const timed = sumOf(counts, datetimeKinds) > 0;
  const decision = (problem: Notice | null, questions: readonly Question[] = []): FormDecision => ({
    form: { name, storage: timed ? 'datetime' : 'date', code: 'none', dayNumbers: false, dateOrder: order, keepsText: timed || (counts[cellKind.ymdDate] ?? 0) - (rewritten[cellKind.ymdDate] ?? 0) < values, remark: orderRemark(order, Math.max(day, month)) },
    questions,
    warnings: [],
    problem,
  });

  if (day > 0 && month > 0) return decision(conflict(name, firstLines));
  const impossible = sumOf(counts, invalid);
  if (impossible > 0) return decision(nonexistent(name, impossible, firstLines));
  const questions: Question[] = [];
  if (twoDigit > 0 && request.twoDigitYears === undefined) questions.push(centuryQuestion(name));
  if (sumOf(counts, either) + twoDigit > 0 && order === 'ymd') questions.push(orderQuestion(name));
  return decision(null, questions);
}

function orderRemark(order: DateOrder, decisive: number): string | null {
  if (order === 'ymd') return null;
  const remark = order === 'dmy' ? why.dayFirst : why.monthFirst;
  return decisive === 0 ? remark : `${remark}, ${why.cellsDecide(decisive)}`;
}

function conflict(name: string, firstLines: Float64Array): Notice {
  const dmy = firstOf(firstLines, dayFirst);
  const mdy = firstOf(firstLines, monthFirst);
  return { code: 'date-conflict', message: reasons.dateConflict(name, dmy, mdy), line: Math.max(dmy, mdy) };
}

function nonexistent(name: string, count: number, firstLines: Float64Array): Notice {
  const line = firstOf(firstLines, invalid);
  return { code: 'date-invalid', message: reasons.dateInvalid(name, count, line), line, count };
}

function firstOf(firstLines: Float64Array, kinds: readonly CellKind[]): number {
  const lines = kinds.map((kind) => firstLines[kind] ?? 0).filter((line) => line > 0);
  return lines.length === 0 ? 0 : Math.min(...lines);
}

function orderQuestion(name: string): Question {
  return {
    code: 'date-order',
    message: words.dateOrder(name),
    options: [
      { label: words.dayFirst, apply: { dateOrder: 'dmy' } },
      { label: words.monthFirst, apply: { dateOrder: 'mdy' } },
    ],
  };
}

function centuryQuestion(name: string): Question {
  return {
    code: 'two-digit-years',
    message: words.century(name),
    options: [
      { label: words.centuryTo2068, apply: { twoDigitYears: 'to-2068' } },
      { label: words.centuryTo2029, apply: { twoDigitYears: 'to-2029' } },
      { label: words.centuryText, apply: { twoDigitYears: 'text' } },
    ],
  };
}
