/**
 * Numbers, dates, durations and sizes as the analyst reads them. Grouping and dates follow the system's language or the
 * choice in Settings, words are English. Times are milliseconds since 1970; shares are 0 to 1.
 */
import type { Cell, ColumnType } from '@shared/areas/common';

/** Locales by the way they write 1573.5; `system` is the language of the system. */
export const numberFormats = ['system', 'en-GB', 'de-DE', 'fr-FR', 'de-CH', 'en-IN'] as const;
/** Day first, month first, or year first; the names of months and days are English. */
export const dateFormats = ['system', 'en-GB', 'en-US', 'iso'] as const;

const systemLocale = typeof navigator === 'undefined' ? 'en-GB' : navigator.language;
let numberLocale = systemLocale;
let wordLocale = systemLocale.startsWith('en') ? systemLocale : 'en-GB';
let isoDates = false;

/** From the next call on, everything is written this way; what is drawn must be drawn anew. */
export function setFormats(chosen: { readonly numbers: (typeof numberFormats)[number]; readonly dates: (typeof dateFormats)[number] }): void {
  numberLocale = chosen.numbers === 'system' ? systemLocale : chosen.numbers;
  wordLocale = chosen.dates === 'en-GB' || chosen.dates === 'en-US' ? chosen.dates : systemLocale.startsWith('en') ? systemLocale : 'en-GB';
  isoDates = chosen.dates === 'iso';
  numberWriters.clear();
}

/** 1573.5 as each format writes it, for the choice. */
export function exampleNumber(format: (typeof numberFormats)[number]): string {
  return new Intl.NumberFormat(format === 'system' ? systemLocale : format, { minimumFractionDigits: 1 }).format(1_234_573.5);
}

const minus = '−';
const fixedSpace = '\u00a0';
/** What stands where a value is missing or undefined. */
export const absent = '–';

const numberWriters = new Map<string, Intl.NumberFormat>();
function numberFormat(minimum: number, maximum: number, grouping = true): Intl.NumberFormat {
  const key = `${minimum}:${maximum}:${grouping}`;
  const known = numberWriters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(numberLocale, { minimumFractionDigits: minimum, maximumFractionDigits: maximum, useGrouping: grouping });
  numberWriters.set(key, made);
  return made;
}

function signed(text: string): string {
  return text.replace(/^-/, minus);
}

/** 1573 -> "1,573". */
export function formatInteger(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return absent;
  return signed(numberFormat(0, 0).format(value));
}

/** With `decimals` the same number of places down a column; without, as many as carry meaning (up to 4). */
export function formatNumber(value: number | null | undefined, decimals?: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return absent;
  if (decimals !== undefined) return signed(numberFormat(decimals, decimals).format(value));
  const size = Math.abs(value);
  const places = size >= 1000 || Number.isInteger(value) ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
  return signed(numberFormat(0, places).format(value));
}

/** With a sign always: "+0.016", "−0.386". */
export function formatSigned(value: number | null | undefined, decimals = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return absent;
  return value > 0 ? `+${formatNumber(value, decimals)}` : formatNumber(value, decimals);
}

/** 0.775 -> "77.5 %". */
export function formatPercent(share: number | null | undefined, decimals = 1): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return absent;
  return `${formatNumber(share * 100, decimals)}${fixedSpace}%`;
}

/** 1 and "row", "rows" -> "1 row"; 1573 -> "1,573 rows". */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatInteger(count)} ${count === 1 ? one : many}`;
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${formatNumber(size, unit === 0 || size >= 100 ? 0 : 1)} ${units[unit] ?? 'B'}`;
}

/** How long something took: "820 ms", "41 s", "3 min 20 s", "2 h 5 min". */
export function formatDuration(durationMs: number | null | undefined): string {
  if (durationMs === null || durationMs === undefined || !Number.isFinite(durationMs)) return absent;
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  const seconds = durationMs / 1000;
  if (seconds < 10) return `${formatNumber(seconds, 1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 < 1 ? `${minutes} min` : `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** What is left of a job, rounded as honestly as it is known: "about 50 seconds left". */
export function formatTimeLeft(etaMs: number | null): string {
  if (etaMs === null || !Number.isFinite(etaMs)) return '';
  const seconds = etaMs / 1000;
  if (seconds < 3) return 'a moment left';
  if (seconds < 20) return `about ${Math.round(seconds)} seconds left`;
  if (seconds < 90) return `about ${Math.round(seconds / 10) * 10} seconds left`;
  return `about ${Math.round(seconds / 60)} minutes left`;
}

/** "Tuesday, 25 August". */
export function formatLongDay(time: number): string {
  return new Intl.DateTimeFormat(wordLocale, { weekday: 'long', day: 'numeric', month: 'long' }).format(time);
}

/** "25 Aug 2026, 09:14". */
export function formatDateTime(time: number): string {
  if (isoDates) return `${isoDay(time)} ${clockOf(time)}`;
  return new Intl.DateTimeFormat(wordLocale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time);
}

/** Short and near: "09:14" today, "Mon 09:14" this week, else "24 Aug". */
export function formatWhen(time: number, now: number = Date.now()): string {
  const clock = clockOf(time);
  const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
  const days = Math.round((dayOf(now) - dayOf(time)) / 86_400_000);
  if (days === 0) return clock;
  if (days > 0 && days < 7) return `${new Intl.DateTimeFormat(wordLocale, { weekday: 'short' }).format(time)} ${clock}`;
  if (isoDates) return isoDay(time);
  const sameYear = new Date(now).getFullYear() === new Date(time).getFullYear();
  return new Intl.DateTimeFormat(wordLocale, sameYear ? { day: 'numeric', month: 'short' } : { day: 'numeric', month: 'short', year: 'numeric' }).format(time);
}

function clockOf(time: number): string {
  return new Intl.DateTimeFormat(wordLocale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time);
}

/** The local day; this locale writes it year first. */
function isoDay(time: number): string {
  return new Intl.DateTimeFormat('sv-SE').format(time);
}

/** One cell of a table; `decimals` keeps a column's numbers alike. Full precision belongs into the hover text. */
export function formatCell(cell: Cell | undefined, type?: ColumnType, decimals?: number): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'string') return cell;
  if (type === 'id' || type === 'category' || type === 'text') return String(cell);
  if (decimals !== undefined) return formatNumber(cell, decimals);
  return Number.isInteger(cell) ? formatInteger(cell) : signed(numberFormat(0, 4).format(cell));
}

/** Places that show every number of a column, at most 4, so that all of them get the same. */
export function decimalsOfColumn(cells: readonly Cell[]): number {
  return cells.reduce((most: number, cell) => {
    if (typeof cell !== 'number' || Number.isInteger(cell)) return most;
    return Math.max(most, String(Number(cell.toFixed(4))).split('.')[1]?.length ?? 0);
  }, 0);
}

export function isNumeric(type: ColumnType): boolean {
  return type === 'integer' || type === 'decimal';
}

/** The type in the words of the window. */
export const typeWords: Readonly<Record<ColumnType, string>> = {
  integer: 'whole number',
  decimal: 'number',
  boolean: 'yes / no',
  date: 'date',
  datetime: 'date and time',
  category: 'category',
  text: 'text',
  id: 'identifier',
};
