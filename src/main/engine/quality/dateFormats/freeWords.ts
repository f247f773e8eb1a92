/** Words a date written freely may hold, and what they stand for (dateutil 2.9's English list). */
import { monthNames, shortName, weekdayNames } from './names';

export type ClockUnit = 'hour' | 'minute' | 'second';
export const clockUnits: readonly ClockUnit[] = ['hour', 'minute', 'second'];

const fillers = new Set([' ', '.', ',', ';', '-', '/', "'", 'at', 'on', 'and', 'ad', 'm', 't', 'of', 'st', 'nd', 'rd', 'th']);
const utcNames = new Set(['UTC', 'GMT', 'Z', 'z']);

export function isFiller(token: string): boolean {
  return fillers.has(token.toLowerCase());
}

/** 0 is Monday; null where the token is none. */
export function weekdayNamed(token: string): number | null {
  return placeOf(token, weekdayNames);
}

/** 1 is January; null where the token is none. */
export function monthNamed(token: string): number | null {
  if (token.toLowerCase() === 'sept') return 9;
  const place = placeOf(token, monthNames);
  return place === null ? null : place + 1;
}

export function clockUnitNamed(token: string): ClockUnit | null {
  const word = token.toLowerCase();
  return clockUnits.find((unit) => word === unit || word === `${unit}s` || word === unit.charAt(0)) ?? null;
}

export function halfNamed(token: string): 'am' | 'pm' | null {
  const word = token.toLowerCase();
  return word === 'am' || word === 'a' ? 'am' : word === 'pm' || word === 'p' ? 'pm' : null;
}

export function isUtc(token: string): boolean {
  return utcNames.has(token);
}

export function looksLikeZone(token: string): boolean {
  return token.length <= 5 && (/^[A-Z]*$/.test(token) || isUtc(token));
}

function placeOf(token: string, names: readonly string[]): number | null {
  const word = token.toLowerCase();
  const place = names.findIndex((name) => name === word || shortName(name) === word);
  return place < 0 ? null : place;
}
