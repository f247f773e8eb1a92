/** ISO 8601 dates and times, read as strictly as dateutil 2.9's isoparse: calendar, week and ordinal dates, 24:00 as the next day. */
import { checkedParts, dayNumber, dayOfNumber, daysInMonth, weekdayOf, type DateParts } from './dateParts';

type Day = Pick<DateParts, 'year' | 'month' | 'day'>;
type Time = Omit<DateParts, 'year' | 'month' | 'day'>;

const midnight: Time = { hour: 0, minute: 0, second: 0, microsecond: 0, offsetSeconds: null };

export function parseIso(text: string): DateParts | null {
  const date = readDay(text);
  if (date === null) return null;
  const { day, length } = date;
  if (text.length === length) return checkedParts({ ...day, ...midnight });
  // Any one sign may stand between the day and the time.
  const time = parseIsoTime(text.slice(length + 1));
  if (time === null) return null;
  if (time.hour !== 24) return checkedParts({ ...day, ...time });
  if (time.minute !== 0 || time.second !== 0 || time.microsecond !== 0 || checkedParts({ ...day, ...midnight }) === null) return null;
  return checkedParts({ ...dayOfNumber(dayNumber(day.year, day.month, day.day) + 1), ...time, hour: 0 });
}

function readDay(text: string): { readonly day: Day; readonly length: number } | null {
  const calendar = /^(\d{4})(?:(-)(\d\d)(?:-(\d\d)|$)|(\d\d)(\d\d)|$)/.exec(text);
  if (calendar) {
    const [all, year, , month, day, shortMonth, shortDay] = calendar;
    return { day: { year: Number(year), month: Number(month ?? shortMonth ?? 1), day: Number(day ?? shortDay ?? 1) }, length: all.length };
  }
  const week = /^(\d{4})(-?)W(\d\d)(?:\2(\d))?/.exec(text);
  if (week) return weekDay(Number(week[1]), Number(week[3]), Number(week[4] ?? 1), week[0].length);
  const ordinal = /^(\d{4})-?(\d{3})/.exec(text);
  if (!ordinal) return null;
  const [year, dayOfYear] = [Number(ordinal[1]), Number(ordinal[2])];
  if (year < 1 || dayOfYear < 1 || dayOfYear > 337 + daysInMonth(year, 2)) return null;
  return { day: dayOfNumber(dayNumber(year, 1, 1) + dayOfYear - 1), length: ordinal[0].length };
}

function weekDay(year: number, week: number, weekday: number, length: number): { readonly day: Day; readonly length: number } | null {
  if (year < 1 || week < 1 || week > 53 || weekday < 1 || weekday > 7) return null;
  const fourth = dayNumber(year, 1, 4);
  return { day: dayOfNumber(fourth - weekdayOf(fourth) + (week - 1) * 7 + weekday - 1), length };
}

function parseIsoTime(text: string): Time | null {
  const parts = /^(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?|(\d\d)(?:(\d\d)(?:[.,](\d+))?)?)?(Z|z|[+-]\d\d(?::?\d\d)?)?$/.exec(text);
  if (!parts) return null;
  const [, hour, minute, second, fraction, shortMinute, shortSecond, shortFraction, zone] = parts;
  const offsetSeconds = zone === undefined ? null : readZone(zone);
  if (offsetSeconds === undefined) return null;
  const digits = (fraction ?? shortFraction ?? '').slice(0, 6);
  return { hour: Number(hour), minute: Number(minute ?? shortMinute ?? 0), second: Number(second ?? shortSecond ?? 0), microsecond: Number(digits.padEnd(6, '0')), offsetSeconds };
}

/** Undefined where the offset is none. */
function readZone(zone: string): number | undefined {
  if (/^z$/i.test(zone)) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', '') || 0)];
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60) + 0;
}
