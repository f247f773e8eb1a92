/** What a number in a freely written date is, seen from its neighbours: a clock time, a part of the day, or both run together. */
import type { FreeDay } from './freeDay';
import { clockUnitNamed, clockUnits, halfNamed, isFiller, monthNamed, type ClockUnit } from './freeWords';

export interface FreeClock {
  hour?: number;
  minute?: number;
  second?: number;
  microsecond?: number;
}

/** Index of the last token used, or null where the number fits nowhere. Fills in `day` and `clock`. */
export function readNumber(tokens: readonly string[], at: number, day: FreeDay, clock: FreeClock): number | null {
  const text = tokens[at] ?? '';
  const [next, afterNext] = [tokens[at + 1], tokens[at + 2]];
  const value = Number(text);
  const isDigits = /^\d+$/.test(text);
  if (!/^\d+(\.\d*)?$|^\.\d+$/.test(text)) return null;

  if (day.size === 3 && (text.length === 2 || text.length === 4) && clock.hour === undefined && (next === undefined || (next !== ':' && clockUnitNamed(next) === null))) {
    if (!isDigits) return null;
    clock.hour = Number(text.slice(0, 2));
    if (text.length === 4) clock.minute = Number(text.slice(2));
    return at;
  }
  if (text.length === 6 || (text.length > 6 && text.indexOf('.') === 6)) {
    if (day.size === 0 && isDigits) return addAll(day, [text.slice(0, 2), text.slice(2, 4), text.slice(4)]) ? at : null;
    if (!/^\d{4}/.test(text)) return null;
    Object.assign(clock, { hour: Number(text.slice(0, 2)), minute: Number(text.slice(2, 4)) });
    return setSeconds(clock, text.slice(4)) ? at : null;
  }
  if (text.length === 8 || text.length === 12 || text.length === 14) {
    if (!isDigits || !day.add(text.slice(0, 4), 'year') || !addAll(day, [text.slice(4, 6), text.slice(6, 8)])) return null;
    if (text.length > 8) Object.assign(clock, { hour: Number(text.slice(8, 10)), minute: Number(text.slice(10, 12)) });
    if (text.length > 12) clock.second = Number(text.slice(12));
    return at;
  }
  const unit = findUnit(tokens, at);
  if (unit !== null) return unit.name === undefined || setUnit(clock, text, unit.name) ? unit.last : null;
  if (next === ':' && afterNext !== undefined) return readClock(tokens, at, clock, value);
  if (next === '-' || next === '/' || next === '.') return readSeparated(tokens, at, day);
  if (next === undefined || isFiller(next)) {
    const half = afterNext === undefined || next === undefined ? null : halfNamed(afterNext);
    if (half === null) return addValue(day, text) ? at + 1 : null;
    clock.hour = toFullDay(Math.trunc(value), half);
    return at + 2;
  }
  const half = halfNamed(next);
  if (half !== null && value < 24) {
    clock.hour = toFullDay(Math.trunc(value), half);
    return at + 1;
  }
  return day.couldBeDay(value) && addValue(day, text) ? at : null;
}

/** Hours of a half day as hours of the whole one. */
export function toFullDay(hour: number, half: 'am' | 'pm'): number {
  if (half === 'pm') return hour < 12 ? hour + 12 : hour;
  return hour === 12 ? 0 : hour;
}

/** 10:36, 10:36:28.5, 10:36.5 (half a minute). */
function readClock(tokens: readonly string[], at: number, clock: FreeClock, hour: number): number | null {
  clock.hour = Math.trunc(hour);
  if (!setUnit(clock, tokens[at + 2] ?? '', 'minute')) return null;
  const seconds = tokens[at + 4];
  if (tokens[at + 3] !== ':' || seconds === undefined) return at + 2;
  return setSeconds(clock, seconds) ? at + 4 : null;
}

/** 2003-09-25, 25/Sep/2003, 10.03. */
function readSeparated(tokens: readonly string[], at: number, day: FreeDay): number | null {
  const sign = tokens[at + 1];
  const [second, third] = [tokens[at + 2], tokens[at + 4]];
  if (!addDigits(day, tokens[at])) return null;
  if (second === undefined || isFiller(second)) return at + 1;
  if (!addDigitsOrMonth(day, second)) return null;
  if (tokens[at + 3] !== sign) return at + 2;
  return third !== undefined && addDigitsOrMonth(day, third) ? at + 4 : null;
}

function addDigitsOrMonth(day: FreeDay, token: string): boolean {
  const month = monthNamed(token);
  return month === null ? addDigits(day, token) : day.add(String(month), 'month');
}

function addDigits(day: FreeDay, token: string | undefined): boolean {
  return token !== undefined && /^\d+$/.test(token) && day.add(token);
}

/** A number on its own counts by its size, not by its digits. */
function addValue(day: FreeDay, text: string): boolean {
  const value = Number(text);
  return value > 100 ? day.add(String(Math.trunc(value)).padStart(3, '0')) : day.add(String(Math.trunc(value)));
}

function addAll(day: FreeDay, parts: readonly string[]): boolean {
  return parts.every((part) => day.add(part));
}

/** The unit written after or before a number; before it, the number is of the next smaller unit, which there may be none of. */
function findUnit(tokens: readonly string[], at: number): { readonly name: ClockUnit | undefined; readonly last: number } | null {
  const after = [at + 1, ...(tokens[at + 1] === ' ' ? [at + 2] : [])].find((place) => clockUnitNamed(tokens[place] ?? '') !== null);
  if (after !== undefined) return { name: clockUnitNamed(tokens[after] ?? '') ?? undefined, last: after };
  const isLast = at > 1 && at === tokens.length - 1 && tokens[at - 1] === ' ';
  const before = [at - 1, ...(isLast ? [at - 2] : [])].map((place) => clockUnitNamed(tokens[place] ?? '')).find((unit) => unit !== null);
  return before ? { name: clockUnits[clockUnits.indexOf(before) + 1], last: at } : null;
}

function setUnit(clock: FreeClock, text: string, unit: ClockUnit): boolean {
  if (unit === 'second') return setSeconds(clock, text);
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return false;
  const rest = value % 1;
  if (unit === 'hour') {
    clock.hour = Math.trunc(value);
    if (rest > 0) clock.minute = Math.trunc(60 * rest);
  } else {
    clock.minute = Math.trunc(value);
    if (rest > 0) clock.second = Math.trunc(60 * rest);
    else delete clock.second;
  }
  return true;
}

function setSeconds(clock: FreeClock, text: string): boolean {
  const parts = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (!parts) return false;
  clock.second = Number(parts[1]);
  clock.microsecond = Number((parts[2] ?? '').slice(0, 6).padEnd(6, '0'));
  return true;
}
