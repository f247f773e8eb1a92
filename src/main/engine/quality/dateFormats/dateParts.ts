/** A date and time in parts, as Python's datetime holds them, and how it is written in ISO 8601. */

export interface DateParts {
  /** 1 to 9999. */
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  /** Seconds east of UTC; null where the text names no zone. */
  readonly offsetSeconds: number | null;
}

const secondsPerDay = 86_400;

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Null where there is no such day, time or offset. */
export function checkedParts(parts: DateParts): DateParts | null {
  const { year, month, day, hour, minute, second, offsetSeconds } = parts;
  const isDay = isWithin(year, 1, 9999) && isWithin(month, 1, 12) && isWithin(day, 1, daysInMonth(year, month));
  const isTime = isWithin(hour, 0, 23) && isWithin(minute, 0, 59) && isWithin(second, 0, 59);
  return isDay && isTime && (offsetSeconds === null || Math.abs(offsetSeconds) < secondsPerDay) ? parts : null;
}

export function isoDate({ year, month, day }: Pick<DateParts, 'year' | 'month' | 'day'>): string {
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

/** hh:mm:ss, with six decimals where there is a fraction, and the offset where there is one. */
export function isoTime({ hour, minute, second, microsecond, offsetSeconds }: DateParts): string {
  const fraction = microsecond === 0 ? '' : `.${padded(microsecond, 6)}`;
  return `${padded(hour, 2)}:${padded(minute, 2)}:${padded(second, 2)}${fraction}${isoOffset(offsetSeconds)}`;
}

export function isoDateTime(parts: DateParts): string {
  return `${isoDate(parts)}T${isoTime(parts)}`;
}

/** Days since the first of January of year 1. */
export function dayNumber(year: number, month: number, day: number): number {
  return Math.round((utcOf(year, month, day) - utcOf(1, 1, 1)) / (secondsPerDay * 1000));
}

export function dayOfNumber(days: number): Pick<DateParts, 'year' | 'month' | 'day'> {
  const date = new Date(utcOf(1, 1, 1) + days * secondsPerDay * 1000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 0 is Monday. */
export function weekdayOf(days: number): number {
  return ((days % 7) + 7) % 7;
}

function utcOf(year: number, month: number, day: number): number {
  // Date.UTC reads years below 100 as 1900 and more.
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

function isoOffset(offsetSeconds: number | null): string {
  if (offsetSeconds === null) return '';
  const size = Math.abs(offsetSeconds);
  const seconds = size % 60 === 0 ? '' : `:${padded(size % 60, 2)}`;
  return `${offsetSeconds < 0 ? '-' : '+'}${padded(Math.floor(size / 3600), 2)}:${padded(Math.floor(size / 60) % 60, 2)}${seconds}`;
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

function isWithin(value: number, lowest: number, highest: number): boolean {
  return value >= lowest && value <= highest;
}
