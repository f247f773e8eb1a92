/** Dates: which order day and month have, decided only by a day above 12, by the analyst, or by another column of the file. */
import type { ReadingRequest } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import { cellKind, type CellKind } from './cellKind';
import { hasCodeName } from './codeName';
import { textForm, type FormContext, type FormDecision } from './columnForm';
import { countValues, sumOf, type ColumnTally } from './columnTally';
import type { Notice, Question } from './notices';
import { zoneNotices } from './zoneTally';

const { evidence: why, questions: words, refused: reasons } = datasetsMessages;

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

export const dateKinds: readonly CellKind[] = [cellKind.ymdDate, cellKind.dmyDate, cellKind.mdyDate, cellKind.eitherDate, cellKind.invalidDate, cellKind.twoDigitYear, cellKind.namedDate, cellKind.namedShortYear];
/** A month, a quarter, a week. */
export const periodKinds: readonly CellKind[] = [cellKind.month, cellKind.shortYearMonth, cellKind.quarter, cellKind.isoWeek];
export const datetimeKinds: readonly CellKind[] = [cellKind.ymdDatetime, cellKind.dmyDatetime, cellKind.mdyDatetime, cellKind.eitherDatetime, cellKind.invalidDatetime, cellKind.namedDatetime];
/** Periods by their length: a column of dates has one of them. */
const periods = [
  { length: 'month', kinds: [cellKind.month, cellKind.shortYearMonth] },
  { length: 'quarter', kinds: [cellKind.quarter] },
  { length: 'week', kinds: [cellKind.isoWeek] },
] as const;
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
export function resolveDates(name: string, tally: ColumnTally, context: FormContext, values: number): FormDecision | null {
  const { request, dateOrder } = context;
  const { counts, firstLines, rewritten } = tally;
  const period = resolvePeriods(name, tally, context, values);
  if (period !== null) return period;
  if (sumOf(counts, [...dateKinds, ...datetimeKinds]) !== values) return null;
  const twoDigit = counts[cellKind.twoDigitYear] ?? 0;
  const { shortYears } = tally;
  // With two digits for the year it may as well be no date, so what does not fit stays text instead of being refused.
  if (twoDigit > 0 && (request.twoDigitYears === 'text' || twoDigit < values || shortYears.neither > 0 || (shortYears.dayFirst > 0 && shortYears.monthFirst > 0))) return null;
  const day = sumOf(counts, dayFirst) + shortYears.dayFirst;
  const month = sumOf(counts, monthFirst) + shortYears.monthFirst;
  const order: DateOrder = day > 0 ? 'dmy' : month > 0 ? 'mdy' : (dateOrder ?? 'ymd');
  const timed = sumOf(counts, datetimeKinds) > 0;
  const namedShort = counts[cellKind.namedShortYear] ?? 0;
  const named = (counts[cellKind.namedDate] ?? 0) + namedShort;
  const namedTimes = counts[cellKind.namedDatetime] ?? 0;
  const alike = namedTimes > 0 ? sumOf(counts, [cellKind.namedDatetime, cellKind.namedDate, ...invalid]) === values : named === 0 || !timed;
  if ((namedShort > 0 && request.twoDigitYears === 'text') || !alike) return null;
  const decision = (problem: Notice | null, questions: readonly Question[] = []): FormDecision => ({
    form: textForm(name, {
      storage: timed ? 'datetime' : 'date',
      dateOrder: order,
      calendar: presentKinds(counts, namedTimes > 0 ? [cellKind.namedDatetime] : [cellKind.namedDate, cellKind.namedShortYear]),
      keepsText: timed || (counts[cellKind.ymdDate] ?? 0) - (rewritten[cellKind.ymdDate] ?? 0) < values,
      remark: joined(orderRemark(order, Math.max(day, month)), named + namedTimes > 0 ? why.monthInWords : null),
    }),
    questions,
    warnings: [...mixedForms(name, tally, named), ...zoneNotices(name, tally.zones)],
    problem,
  });

  if (day > 0 && month > 0) return decision(conflict(name, firstLines));
  const impossible = sumOf(counts, invalid);
  if (impossible > 0) return decision(nonexistent(name, impossible, firstLines));
  const questions: Question[] = [];
  if (twoDigit + namedShort > 0 && request.twoDigitYears === undefined) questions.push(centuryQuestion(name));
  if (sumOf(counts, either) + twoDigit > 0 && order === 'ymd') questions.push(orderQuestion(name));
  return decision(null, questions);
}

function resolvePeriods(name: string, { counts, firstLines }: ColumnTally, { request, chosen }: FormContext, values: number): FormDecision | null {
  const impossible = counts[cellKind.invalidDate] ?? 0;
  const found = periods.find(({ kinds }) => impossible < values && sumOf(counts, kinds) + impossible === values);
  // Under a name that says code, 2024-01 is a number within a year.
  if (!found || (chosen === undefined && hasCodeName(name))) return null;
  const short = counts[cellKind.shortYearMonth] ?? 0;
  if (short > 0 && request.twoDigitYears === 'text') return null;
  return {
    form: textForm(name, { storage: 'date', calendar: presentKinds(counts, found.kinds), keepsText: true, remark: why.periods[found.length] }),
    questions: short > 0 && request.twoDigitYears === undefined ? [centuryQuestion(name)] : [],
    warnings: [],
    problem: impossible > 0 ? nonexistent(name, impossible, firstLines) : null,
  };
}

function presentKinds(counts: Float64Array, kinds: readonly CellKind[]): CellKind[] {
  return kinds.filter((kind) => (counts[kind] ?? 0) > 0);
}

function joined(...remarks: readonly (string | null)[]): string | null {
  const said = remarks.filter((remark) => remark !== null);
  return said.length === 0 ? null : said.join(', ');
}

/** Dates of several forms in one column often come from several hands: told, with how many of each. */
function mixedForms(name: string, { counts, firstLines }: ColumnTally, named: number): Notice[] {
  const yearFirst = [cellKind.ymdDate, cellKind.ymdDatetime];
  const forms = [
    { form: why.forms.yearFirst, count: sumOf(counts, yearFirst), line: firstOf(firstLines, yearFirst) },
    { form: why.forms.yearLast, count: sumOf(counts, [...dayFirst, ...monthFirst, ...either]), line: firstOf(firstLines, [...dayFirst, ...monthFirst, ...either]) },
    { form: why.forms.named, count: named, line: firstOf(firstLines, [cellKind.namedDate, cellKind.namedShortYear]) },
  ].filter(({ count }) => count > 0);
  if (forms.length < 2) return [];
  const fewest = forms.reduce((least, each) => (each.count < least.count ? each : least));
  return [{ code: 'mixed-date-forms', message: datasetsMessages.warnings.mixedDateForms(name, forms), line: fewest.line, count: fewest.count }];
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
