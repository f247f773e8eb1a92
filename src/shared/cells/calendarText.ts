/** Days and periods that are not written as three numbers: a month in words, also with a time, a month alone, a quarter, a week of ISO 8601. */
import { monthOf } from './months';

export type CalendarForm = 'named-day' | 'named-time' | 'named-day-short-year' | 'month' | 'month-short-year' | 'quarter' | 'week';

export interface CalendarText {
  readonly form: CalendarForm;
  /** As ISO text the day, or the first day of the period; with a year of two digits that of 2000 to 2099. Null where there is no such day. */
  readonly date: string | null;
  /** The time behind a day, of 24 hours, in the zone that the text names; null where it has none. */
  readonly time: string | null;
}

const blank = '[ \\u00a0]';
const word = '(\\p{L}{3,12}\\.?)';
const year = '([12]\\d{3}|\\d{2})';
/** 3 Mar 2024, 3. März 2024, 3-Mar-24, 3 de marzo de 2024, 3rd March 2024. */
const dayMonthYear = new RegExp(`^(\\d{1,2})(?:\\.|st|nd|rd|th)?(?:${blank}?[-/. ]${blank}?|${blank}de${blank})${word}(?:${blank}?[-/ ]${blank}?|,${blank}?|${blank}de${blank})${year}$`, 'iu');
/** Mar 3, 2024 and March 3rd 2024. */
const monthDayYear = new RegExp(`^${word}[ -](\\d{1,2})(?:st|nd|rd|th)?(?:,${blank}?|[ -])${year}$`, 'iu');
/** 2024-Mar-03. */
const yearMonthDay = new RegExp(`^([12]\\d{3})[-/ ]${word}[-/ ](\\d{1,2})$`, 'iu');
/** Mar 2024, Mar-24, März '24. */
const monthYear = new RegExp(`^${word}(?:[-/ ]|${blank}de${blank})'?${year}$`, 'iu');
const yearMonthWord = new RegExp(`^([12]\\d{3})[-/ ]${word}$`, 'iu');
const yearMonth = /^((?:19|20)\d\d)[-/](0[1-9]|1[0-2])$/;
const monthOfYear = /^(0?[1-9]|1[0-2])[-/]((?:19|20)\d\d)$/;
const quarter = /^((?:19|20)\d\d)[-/ ]?Q([1-4])$/i;
const quarterFirst = /^Q([1-4])[-/ ]?((?:19|20)\d\d)$/i;
const week = /^([12]\d{3})-?W(\d{2})(?:-?([1-7]))?$/i;

/** A time behind a day: 10:11, at 10:11:12 AM, 10:11 UTC, 10:11:12.5 +02:00. */
const dayAndTime = new RegExp(`^(.+?\\d),?(?:${blank}at)?${blank}(\\d{1,2}):(\\d{2})(:(\\d{2})(?:\\.\\d{1,6})?)?(?:[ \\u00a0\\u202f]?([AaPp])[Mm])?(?: ?(?:Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?))?$`, 'u');

/** Null where the text is none of these. */
export function calendarText(text: string): CalendarText | null {
  return (text.includes(':') ? timedText(text) : (dayText(text) ?? periodText(text)));
}

function timedText(text: string): CalendarText | null {
  const [, dayPart = '', hourText = '', minute = '', seconds = '', second = '0', half] = dayAndTime.exec(text) ?? [];
  const day = dayText(dayPart);
  if (day?.form !== 'named-day' || (half !== undefined && (Number(hourText) < 1 || Number(hourText) > 12))) return null;
  const hour = half === undefined ? Number(hourText) : (Number(hourText) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const exists = hour <= 23 && Number(minute) <= 59 && Number(second) <= 59;
  return { form: 'named-time', date: exists ? day.date : null, time: `${String(hour).padStart(2, '0')}:${minute}${seconds}` };
}

function dayText(text: string): CalendarText | null {
  let found = dayMonthYear.exec(text);
  if (found) return named(found[3], found[2], found[1]);
  found = monthDayYear.exec(text);
  if (found) return named(found[3], found[1], found[2]);
  found = yearMonthDay.exec(text);
  return found ? named(found[1], found[2], found[3]) : null;
}

function periodText(text: string): CalendarText | null {
  let found = monthYear.exec(text);
  if (found) return namedMonth(found[2], found[1]);
  found = yearMonthWord.exec(text);
  if (found) return namedMonth(found[1], found[2]);
  found = yearMonth.exec(text);
  if (found) return untimed('month', isoDay(Number(found[1]), Number(found[2]), 1));
  found = monthOfYear.exec(text);
  if (found) return untimed('month', isoDay(Number(found[2]), Number(found[1]), 1));
  found = quarter.exec(text);
  if (found) return untimed('quarter', isoDay(Number(found[1]), 3 * Number(found[2]) - 2, 1));
  found = quarterFirst.exec(text);
  if (found) return untimed('quarter', isoDay(Number(found[2]), 3 * Number(found[1]) - 2, 1));
  found = week.exec(text);
  return found ? untimed('week', isoWeekDay(Number(found[1]), Number(found[2]), Number(found[3] ?? 1))) : null;
}

function untimed(form: CalendarForm, date: string | null): CalendarText {
  return { form, date, time: null };
}

function named(yearText = '', monthText = '', dayOfMonth = ''): CalendarText | null {
  const month = monthOf(monthText);
  if (month === null) return null;
  const short = yearText.length === 2;
  return untimed(short ? 'named-day-short-year' : 'named-day', isoDay(fullYear(yearText), month, Number(dayOfMonth)));
}

function namedMonth(yearText = '', monthText = ''): CalendarText | null {
  const month = monthOf(monthText);
  if (month === null) return null;
  return untimed(yearText.length === 2 ? 'month-short-year' : 'month', isoDay(fullYear(yearText), month, 1));
}

function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function isoDay(yearNumber: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(yearNumber, month - 1, day);
  return yearNumber >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

/** Week 1 holds 4 January; null for week 53 of a year that has 52. */
function isoWeekDay(yearNumber: number, weekNumber: number, day: number): string | null {
  if (yearNumber < 1 || weekNumber < 1 || weekNumber > 53) return null;
  const fourth = Date.UTC(yearNumber < 100 ? 2000 + yearNumber : yearNumber, 0, 4);
  const monday = fourth + ((weekNumber - 1) * 7 - ((new Date(fourth).getUTCDay() + 6) % 7)) * 86_400_000;
  const thursday = new Date(monday + 3 * 86_400_000);
  return thursday.getUTCFullYear() === yearNumber ? new Date(monday + (day - 1) * 86_400_000).toISOString().slice(0, 10) : null;
}
