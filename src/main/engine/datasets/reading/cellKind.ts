/** What one cell could be, seen alone. The type of a column follows from the counts of these kinds over the whole file. */
import { calendarText, type CalendarForm } from '@shared/cells/calendarText';
import { dressedNumber, type DigitsForm } from '@shared/cells/dressedNumber';

export const cellKind = {
  missing: 0,
  integer: 1,
  /** Digits with a leading zero, such as a postal code. */
  leadingZeros: 2,
  /** An integer beyond 2^53, which a number would change. */
  bigInteger: 3,
  decimal: 4,
  /** 1E5: a number, or the code of an article. */
  exponentCode: 5,
  /** 1.234: a decimal, or 1234 with a point between thousands. */
  dotGroup: 6,
  /** 1,5 */
  commaDecimal: 7,
  /** 1,234: 1234 with a comma between thousands, or a decimal comma. */
  commaGroup: 8,
  /** 1,234,567 or 1,234.56: only commas between thousands fit. */
  commaThousands: 9,
  /** 1.234.567 or 1.234,56: only points between thousands fit. */
  dotThousands: 10,
  /** (5.00) in accounting. */
  parenthesised: 11,
  /** NaN, Infinity, 0x1F, 1_000, 1e999: never silently a finite number. */
  specialNumber: 12,
  boolean: 13,
  /** Year first. */
  ymdDate: 14,
  dmyDate: 15,
  mdyDate: 16,
  /** Day and month both up to 12: either order fits. */
  eitherDate: 17,
  /** Shaped like a date, but no such day exists in any order. */
  invalidDate: 18,
  twoDigitYear: 19,
  ymdDatetime: 20,
  dmyDatetime: 21,
  mdyDatetime: 22,
  eitherDatetime: 23,
  invalidDatetime: 24,
  /** NA, NULL and the like: missing only where the analyst says so. */
  nullToken: 25,
  text: 26,
  /** 3 Mar 2024: the month in words. */
  namedDate: 27,
  /** 3-Mar-24 */
  namedShortYear: 28,
  /** 2024-01, 01/2024, Mar 2024 */
  month: 29,
  /** Mar-24 */
  shortYearMonth: 30,
  /** 2024Q1 */
  quarter: 31,
  /** 2024-W05, or one of its days: 2024-W05-1. */
  isoWeek: 32,
  /** 3 Mar 2024 10:11, Mar 3, 2024 10:11 AM: the month in words, and a time. */
  namedDatetime: 33,
} as const;
export type CellKind = (typeof cellKind)[keyof typeof cellKind];
export const cellKindCount = 34;

/** Added to a kind where the cell is not written in the form its value is stored in (1.50 for 1.5), so its text must be kept. */
export const notCanonical = 64;
/** Added where a number stands in dress: a currency, a percent sign, a minus behind, parentheses, unusual marks between thousands. The kind is that of its digits. */
export const dressed = 128;
/** Added to eight digits that name a day of 1900 to 2100: 20240131. */
export const dayDigits = 256;

/** The kind alone, of what `classifyCell` says. */
export function kindOf(found: number): CellKind {
  return (found & 63) as CellKind;
}

const nullTokens = new Set(['NA', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)', 'None', 'nil', 'NaN', 'nan', '-', '--', '?']);
/** No number, date or token is longer. */
const longestValue = 40;

/** A kind, plus `notCanonical` where it applies. */
export function classifyCell(text: string): number {
  const length = text.length;
  if (length === 0) return cellKind.missing;
  if (length > longestValue) return cellKind.text;
  const first = text.charCodeAt(0);
  const start = first === 45 ? 1 : 0;
  const lead = start === 1 ? text.charCodeAt(1) : first;
  if (lead < 48 || lead > 57) return first > 64 && !mayStartToken(first) && !mayEndValue(text.charCodeAt(length - 1)) && !endsInClock(text) ? cellKind.text : classifyRare(text);
  let i = start + 1;
  while (i < length && isDigit(text.charCodeAt(i))) i++;
  if (i === length) return digitsKind(text, start, lead) | (length === 8 && start === 0 && namesDay(text) ? dayDigits : 0);
  if (text.charCodeAt(i) !== 46) return classifyRare(text);
  const dot = i++;
  while (i < length && isDigit(text.charCodeAt(i))) i++;
  if (i < length || i === dot + 1) return classifyRare(text);
  const whole = dot - start;
  if (lead === 48 && whole > 1) return cellKind.text;
  const kind = whole <= 3 && lead !== 48 && length - dot === 4 ? cellKind.dotGroup : cellKind.decimal;
  const plain = text.charCodeAt(length - 1) !== 48 && length - start <= 16 && !text.startsWith('0.00000', start);
  return plain || String(Number(text)) === text ? kind : kind | notCanonical;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Letters that begin true, false, NA, NULL, None, nan, nil, n/a, Infinity. */
export function mayStartToken(code: number): boolean {
  return code === 84 || code === 116 || code === 70 || code === 102 || code === 78 || code === 110 || code === 73 || code === 105;
}

/** A value that begins with a letter or a sign ends in a digit, a parenthesis, a minus or another dash, or white space behind these; one with a time also in a word. */
function mayEndValue(code: number): boolean {
  return isDigit(code) || code === 41 || code === 45 || code <= 32 || code === 0xa0 || code === 0x202f || code === 0x2013 || code === 0x2014 || code === 0x2212;
}

/** What may stand behind a time: AM, PM, a zone. */
function endsInClock(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return (last === 77 || last === 109 || last === 90 || last === 67 || last === 84) && clockEnd.test(text);
}

const clockEnd = /\d(?:[ \u00a0\u202f]?[AaPp][Mm])?(?: ?(?:Z|UTC|GMT))?$/;

function namesDay(digits: string): boolean {
  const year = Number(digits.slice(0, 4));
  return year >= 1900 && year <= 2100 && isDay(year, Number(digits.slice(4, 6)), Number(digits.slice(6)));
}

function digitsKind(text: string, start: number, lead: number): number {
  const digits = text.length - start;
  if (lead === 48) return digits > 1 ? cellKind.leadingZeros : start === 1 ? cellKind.integer | notCanonical : cellKind.integer;
  if (digits < 16 || (digits === 16 && Number.isSafeInteger(Number(text)))) return cellKind.integer;
  return cellKind.bigInteger;
}

const decimalForm = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const exponentForm = /^\d+[eE]\d+$/;
const specialForm = /^([+-]?(inf|infinity)|0x[0-9a-f]+|[+-]?\d+(_\d+)+(\.\d+)?)$/i;
const parenthesisedForm = /^\(\d+([.,]\d+)?\)$/;
const dateForm = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?( ?[AaPp][Mm])?( ?(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?)?$/;

function classifyRare(text: string): number {
  const value = text.trim();
  if (value === '') return cellKind.text;
  if (value.length < text.length) {
    const kind = classifyCell(value);
    return kind === cellKind.text ? kind : kind | notCanonical;
  }
  if (nullTokens.has(value)) return cellKind.nullToken;
  const lower = value.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === value ? cellKind.boolean : cellKind.boolean | notCanonical;
  if (decimalForm.test(value)) return decimalKind(value);
  if (specialForm.test(value)) return cellKind.specialNumber;
  if (parenthesisedForm.test(value)) return cellKind.parenthesised | notCanonical;
  if (value.includes(',') || value.includes('.')) {
    const grouped = groupedKind(value);
    if (grouped !== null) return grouped | notCanonical;
  }
  const found = dateKind(value);
  if (found !== cellKind.text) return found;
  const number = dressedNumber(value);
  if (number !== null) return kindOfDigits[number.form] | dressed | notCanonical;
  const calendar = calendarText(value);
  if (calendar === null) return cellKind.text;
  const invalid = calendar.form === 'named-time' ? cellKind.invalidDatetime : cellKind.invalidDate;
  return (calendar.date === null ? invalid : kindOfCalendar[calendar.form]) | notCanonical;
}

const kindOfDigits: Readonly<Record<DigitsForm, CellKind>> = {
  integer: cellKind.integer,
  decimal: cellKind.decimal,
  dotGroup: cellKind.dotGroup,
  commaDecimal: cellKind.commaDecimal,
  commaGroup: cellKind.commaGroup,
  commaThousands: cellKind.commaThousands,
  dotThousands: cellKind.dotThousands,
};

const kindOfCalendar: Readonly<Record<CalendarForm, CellKind>> = {
  'named-day': cellKind.namedDate,
  'named-day-short-year': cellKind.namedShortYear,
  'named-time': cellKind.namedDatetime,
  month: cellKind.month,
  'month-short-year': cellKind.shortYearMonth,
  quarter: cellKind.quarter,
  week: cellKind.isoWeek,
};

function decimalKind(value: string): number {
  const number = Number(value);
  const vanished = number === 0 && /[1-9]/.test(value.split(/[eE]/)[0] ?? '');
  if (!Number.isFinite(number) || vanished) return cellKind.specialNumber;
  if (exponentForm.test(value)) return cellKind.exponentCode | notCanonical;
  const digits = value.replace(/^[+-]/, '');
  if (/^\d+$/.test(digits)) return digitsKind(digits, 0, digits.charCodeAt(0)) | notCanonical;
  if (/^0\d/.test(digits)) return cellKind.text;
  return String(number) === value ? cellKind.decimal : cellKind.decimal | notCanonical;
}

function groupedKind(value: string): number | null {
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(value)) return cellKind.commaGroup;
  if (/^[+-]?(\d+|),\d+$/.test(value)) return cellKind.commaDecimal;
  if (/^[+-]?[1-9]\d{0,2}((,\d{3})+\.\d+|(,\d{3}){2,})$/.test(value)) return cellKind.commaThousands;
  if (/^[+-]?[1-9]\d{0,2}((\.\d{3})+,\d+|(\.\d{3}){2,})$/.test(value)) return cellKind.dotThousands;
  return null;
}

function dateKind(value: string): number {
  const match = dateForm.exec(value);
  if (!match) return cellKind.text;
  const [, first = '', separator, second = '', third = '', hour, minute, seconds, half, zone] = match;
  const timed = hour !== undefined;
  if (half !== undefined && (Number(hour) < 1 || Number(hour) > 12)) return cellKind.text;
  if (timed && (Number(hour) > 23 || Number(minute) > 59 || Number(seconds ?? 0) > 59)) return cellKind.invalidDatetime;
  if (first.length === 4 && third.length <= 2) {
    if (!isDay(Number(first), Number(second), Number(third))) return timed ? cellKind.invalidDatetime : cellKind.invalidDate;
    if (timed) return cellKind.ymdDatetime | notCanonical;
    return separator === '-' && second.length === 2 && third.length === 2 ? cellKind.ymdDate : cellKind.ymdDate | notCanonical;
  }
  if (first.length > 2 || zone !== undefined) return cellKind.text;
  if (third.length === 2 && !timed) return Number(first) > 31 ? cellKind.text : cellKind.twoDigitYear | notCanonical;
  if (third.length !== 4) return cellKind.text;
  return dayFirstOrLast(Number(first), Number(second), Number(third), timed) | notCanonical;
}

function dayFirstOrLast(first: number, second: number, year: number, timed: boolean): number {
  const asDmy = isDay(year, second, first);
  const asMdy = isDay(year, first, second);
  if (asDmy && asMdy) return timed ? cellKind.eitherDatetime : cellKind.eitherDate;
  if (asDmy) return timed ? cellKind.dmyDatetime : cellKind.dmyDate;
  if (asMdy) return timed ? cellKind.mdyDatetime : cellKind.mdyDate;
  return timed ? cellKind.invalidDatetime : cellKind.invalidDate;
}

/** True where the Gregorian calendar has that day. */
export function isDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}
