/** Reads a date or time written in any common way, by the rules of dateutil 2.9's parser (English words, month first where open). */
import { checkedParts, dayNumber, dayOfNumber, daysInMonth, weekdayOf, type DateParts } from './dateParts';
import { createFreeDay, type FreeDay } from './freeDay';
import { readNumber, toFullDay, type FreeClock } from './freeNumber';
import { cutFreeText } from './freeTokens';
import { halfNamed, isFiller, isUtc, looksLikeZone, monthNamed, weekdayNamed } from './freeWords';

/** What the text leaves out is taken from here. */
export type Today = Pick<DateParts, 'year' | 'month' | 'day'>;

interface Reading {
  readonly tokens: string[];
  readonly day: FreeDay;
  readonly clock: FreeClock;
  weekday?: number;
  half?: 'am' | 'pm';
  zone?: string;
  offsetSeconds?: number;
}

/** Null where the text is no date; what it does not say is today's, at midnight. */
export function parseFreely(text: string, today: Today): DateParts | null {
  const reading: Reading = { tokens: cutFreeText(text), day: createFreeDay(), clock: {} };
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const last = readToken(reading, at, today);
    if (last === null) return null;
    at = last;
  }
  return settle(reading, today);
}

/** Index of the last token used, or null where the token fits nowhere. */
function readToken(reading: Reading, at: number, today: Today): number | null {
  const { tokens, day, clock } = reading;
  const token = tokens[at] ?? '';
  if (/^\d/.test(token)) return readNumber(tokens, at, day, clock);
  const weekday = weekdayNamed(token);
  if (weekday !== null) {
    reading.weekday = weekday;
    return at;
  }
  const month = monthNamed(token);
  if (month !== null) return readMonth(reading, at, month, today);
  const half = halfNamed(token);
  if (half !== null) {
    if (clock.hour === undefined || clock.hour > 12) return null;
    clock.hour = toFullDay(clock.hour, half);
    reading.half = half;
    return at;
  }
  if (clock.hour !== undefined && reading.zone === undefined && reading.offsetSeconds === undefined && looksLikeZone(token)) return readZone(reading, at, token);
  if (clock.hour !== undefined && (token === '+' || token === '-')) return readOffset(reading, at, token);
  return isFiller(token) ? at : null;
}

/** Sep-25-2003, September of 03. */
function readMonth({ tokens, day }: Reading, at: number, month: number, today: Today): number | null {
  if (!day.add(String(month), 'month')) return null;
  const [next, second, third, fourth] = tokens.slice(at + 1, at + 5);
  if (next === '-' || next === '/') {
    if (second === undefined || !addDigits(day, second)) return null;
    if (third !== next) return at + 2;
    return fourth !== undefined && addDigits(day, fourth) ? at + 4 : null;
  }
  if (next === ' ' && third === ' ' && second?.toLowerCase() === 'of' && fourth !== undefined) {
    if (/^\d+$/.test(fourth) && !day.add(String(fullYear(Number(fourth), today.year)), 'year')) return null;
    return at + 4;
  }
  return at;
}

function addDigits(day: FreeDay, token: string): boolean {
  return /^\d+$/.test(token) && day.add(token);
}

function readZone(reading: Reading, at: number, token: string): number {
  const { tokens } = reading;
  reading.zone = token;
  const isKnown = isUtc(token);
  if (isKnown) reading.offsetSeconds = 0;
  const sign = tokens[at + 1];
  if (sign === '+' || sign === '-') {
    // "GMT+3" is read as "my time plus 3 is GMT".
    tokens[at + 1] = sign === '+' ? '-' : '+';
    delete reading.offsetSeconds;
    if (isKnown) delete reading.zone;
  }
  return at;
}

function readOffset(reading: Reading, at: number, sign: string): number | null {
  const { tokens } = reading;
  const digits = tokens[at + 1];
  if (digits === undefined || !/^\d+$/.test(digits)) return null;
  let last = at + 1;
  let [hours, minutes] = [Number(digits.slice(0, 2)), 0];
  if (digits.length === 4) minutes = Number(digits.slice(2));
  else if (tokens[at + 2] === ':') {
    if (!/^\d+$/.test(tokens[at + 3] ?? '')) return null;
    [hours, minutes, last] = [Number(digits), Number(tokens[at + 3]), at + 3];
  } else if (digits.length > 2) return null;
  reading.offsetSeconds = (sign === '-' ? -1 : 1) * (hours * 3600 + minutes * 60) + 0;
  const [open, name = '', close] = tokens.slice(last + 2, last + 5);
  if (isFiller(tokens[last + 1] ?? '') && open === '(' && close === ')' && name.length >= 3 && reading.zone === undefined && looksLikeZone(name)) {
    reading.zone = name;
    last += 4;
  }
  return last;
}

function settle({ day, clock, weekday, zone, offsetSeconds }: Reading, today: Today): DateParts | null {
  const found = day.resolve();
  if (found === null) return null;
  if (Object.keys(found).length === 0 && Object.keys(clock).length === 0 && weekday === undefined && zone === undefined && offsetSeconds === undefined) return null;
  const year = found.year === undefined ? today.year : day.hasCentury ? found.year : fullYear(found.year, today.year);
  const month = found.month ?? today.month;
  const offset = isUtcZone(zone, offsetSeconds) ? 0 : (offsetSeconds ?? null);
  const time = { hour: clock.hour ?? 0, minute: clock.minute ?? 0, second: clock.second ?? 0, microsecond: clock.microsecond ?? 0, offsetSeconds: offset };
  const parts = checkedParts({ year, month, day: found.day ?? Math.min(today.day, daysInMonth(year, month)), ...time });
  if (parts === null || weekday === undefined || found.day !== undefined) return parts;
  // The next such weekday, today included.
  const days = dayNumber(parts.year, parts.month, parts.day);
  return checkedParts({ ...parts, ...dayOfNumber(days + ((weekday - weekdayOf(days) + 7) % 7)) });
}

function isUtcZone(zone: string | undefined, offsetSeconds: number | undefined): boolean {
  return zone !== undefined && isUtc(zone.toUpperCase()) && offsetSeconds !== undefined;
}

/** Two-digit years lie within fifty years of this one. */
function fullYear(year: number, thisYear: number): number {
  if (year >= 100) return year;
  const guess = year + Math.floor(thisYear / 100) * 100;
  if (guess >= thisYear + 50) return guess - 100;
  return guess < thisYear - 50 ? guess + 100 : guess;
}
