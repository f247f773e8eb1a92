/** Reads a text by a strftime format, as Python 3.11's datetime.strptime does: the whole text must match. */
import { checkedParts, dayNumber, dayOfNumber, weekdayOf, type DateParts } from './dateParts';
import { readFormat } from './formatPattern';
import { monthNames, shortName, weekdayNames } from './names';

type Found = ReadonlyMap<string, string>;
type Day = Pick<DateParts, 'year' | 'month' | 'day'>;

/** Two-digit years up to here belong to this century (POSIX). */
const pivotYear = 68;
/** Python's year where the format has none. */
const yearWithout = 1900;

/** Whether every directive is known. */
export function isFormat(format: string): boolean {
  return readFormat(format) !== null;
}

/** Null where the text does not follow the format, names no real moment, or the format itself is none. */
export function parseByFormat(text: string, format: string): DateParts | null {
  const known = readFormat(format);
  const match = known?.pattern.exec(text);
  if (!known || !match || match[0].length !== text.length) return null;
  const found: Found = new Map(known.directives.map((directive, i) => [directive, match[i + 1] ?? '']));
  const day = readDay(found);
  const offsetSeconds = readOffset(found.get('z'));
  if (day === null || offsetSeconds === undefined) return null;
  const fraction = found.get('f') ?? '';
  return checkedParts({ ...day, hour: readHour(found), minute: numberIn(found, 'M') ?? 0, second: numberIn(found, 'S') ?? 0, microsecond: Number(fraction.padEnd(6, '0')), offsetSeconds });
}

function readHour(found: Found): number {
  const [directive, text] = lastOf(found, ['H', 'I']) ?? ['H', '0'];
  return directive === 'H' ? Number(text) : (Number(text) % 12) + (found.get('p')?.toLowerCase() === 'pm' ? 12 : 0);
}

/** Null where there is none, undefined where the text's is not valid. */
function readOffset(text: string | undefined): number | null | undefined {
  if (text === undefined) return null;
  if (text === 'Z') return 0;
  const parts = /^([+-])(\d\d)(:?)(\d\d)(?:(:?)(\d\d)(?:\.\d+)?)?$/.exec(text);
  // A small z matches the pattern's letter, and colons go with all parts or none.
  if (!parts || (parts[6] !== undefined && parts[3] !== parts[5])) return undefined;
  const size = Number(parts[2]) * 3600 + Number(parts[4]) * 60 + Number(parts[6] ?? 0);
  return parts[1] === '-' ? -size : size;
}

function readDay(found: Found): Day | null {
  const [weekday, givenYear, week, dayOfYear] = [readWeekday(found), readYear(found), lastOf(found, ['U', 'W']), numberIn(found, 'j')];
  const [isoYear, isoWeek] = [numberIn(found, 'G'), numberIn(found, 'V')];
  if (givenYear === null && isoYear !== null) {
    if (isoWeek === null || weekday === null || dayOfYear !== null) return null;
    if (week === null) return isoDay(isoYear, isoWeek, weekday);
  } else if (week === null && isoWeek !== null) return null;
  const year = givenYear ?? yearWithout;
  if (year < 1) return null;
  if (dayOfYear !== null) return dayOfNumber(dayNumber(year, 1, 1) + dayOfYear - 1);
  if (week !== null && weekday !== null) return dayOfWeek(year, Number(week[1]), weekday, week[0] === 'W');
  return { year, month: readMonth(found) ?? 1, day: numberIn(found, 'd') ?? 1 };
}

function readYear(found: Found): number | null {
  const year = lastOf(found, ['Y', 'y']);
  if (year === null) return null;
  const value = Number(year[1]);
  return year[0] === 'Y' ? value : value + (value <= pivotYear ? 2000 : 1900);
}

function readMonth(found: Found): number | null {
  const month = lastOf(found, ['m', 'B', 'b']);
  if (month === null) return null;
  return month[0] === 'm' ? Number(month[1]) : 1 + placeOf(month[1], monthNames);
}

/** 0 is Monday. */
function readWeekday(found: Found): number | null {
  const weekday = lastOf(found, ['A', 'a', 'w', 'u']);
  if (weekday === null) return null;
  const [directive, text] = weekday;
  if (directive === 'w') return (Number(text) + 6) % 7;
  return directive === 'u' ? Number(text) - 1 : placeOf(text, weekdayNames);
}

function placeOf(text: string, names: readonly string[]): number {
  const word = text.toLowerCase();
  return names.findIndex((name) => name === word || shortName(name) === word);
}

/** Weeks of a year begin on its first Monday or Sunday; days before it are week 0. */
function dayOfWeek(year: number, week: number, weekday: number, startsMonday: boolean): Day {
  const first = dayNumber(year, 1, 1);
  const [firstWeekday, day] = startsMonday ? [weekdayOf(first), weekday] : [(weekdayOf(first) + 1) % 7, (weekday + 1) % 7];
  const weekZero = (7 - firstWeekday) % 7;
  return dayOfNumber(first + (week === 0 ? day - firstWeekday : weekZero + 7 * (week - 1) + day));
}

/** ISO 8601: week 1 holds the fourth of January. */
function isoDay(year: number, week: number, weekday: number): Day | null {
  if (year < 1 || week < 1) return null;
  const fourth = dayNumber(year, 1, 4);
  const monday = fourth - weekdayOf(fourth);
  const weeks = Math.round((dayNumber(year + 1, 1, 4) - weekdayOf(dayNumber(year + 1, 1, 4)) - monday) / 7);
  return week > weeks ? null : dayOfNumber(monday + (week - 1) * 7 + weekday);
}

function numberIn(found: Found, directive: string): number | null {
  const text = found.get(directive);
  return text === undefined ? null : Number(text);
}

/** Of directives that say the same thing, the one furthest right counts. */
function lastOf(found: Found, directives: readonly string[]): readonly [string, string] | null {
  return [...found].findLast(([directive]) => directives.includes(directive)) ?? null;
}
