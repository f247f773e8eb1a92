/** What a cell of a workbook says as text: numbers as their shortest exact decimals, dates by the format of the cell. */

/** How a number is meant, by the cell's number format. */
export type NumberMeaning = 'number' | 'date' | 'datetime' | 'time' | 'duration';

/** ECMA-376 Part 1, 18.8.30: formats that every workbook knows, with those of East Asian Excel. */
const builtIn = new Map<number, NumberMeaning>([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, 'date'] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map((id) => [id, 'time'] as const),
  [22, 'datetime'],
  [46, 'duration'],
]);

/** `code` is the format as written, such as `yyyy\-mm\-dd`; undefined for a built-in one. */
export function meaningOf(formatId: number, code: string | undefined): NumberMeaning {
  if (code === undefined) return builtIn.get(formatId) ?? 'number';
  // Only the section for positive numbers counts; quoted text, escaped letters, colours and conditions say nothing.
  const section = code.split(';')[0] ?? '';
  const bare = section.replaceAll(/"[^"]*"|\\.|_.|\*./g, '');
  if (/\[(h+|m+|s+)\]/i.test(bare)) return 'duration';
  const letters = bare.replaceAll(/\[[^\]]*\]/g, '').replaceAll(/general|am\/pm|a\/p/gi, '').toLowerCase();
  const day = /[yd]/.test(letters) || /m/.test(letters.replaceAll(/h+[^a-z]*m+|m+[^a-z]*s+/g, ''));
  const clock = /[hs]/.test(letters);
  return day ? (clock ? 'datetime' : 'date') : clock ? 'time' : 'number';
}

const dayMs = 86_400_000;
/** Day 0 of the two calendars of Excel. The first believes in 29 February 1900, day 60. */
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) };
/** 31 December 9999. */
const lastDay = 2_958_465;

export function numberText(raw: string, meaning: NumberMeaning, date1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (meaning === 'number' || value < 0 || value > lastDay) return shortest(raw, value);
  if (meaning === 'duration') return clockText(Math.round(value * dayMs));
  const day = Math.floor(value);
  if (meaning === 'time' && day === 0) return clockText(Math.round(value * dayMs));
  if (!date1904 && day === 60) return shortest(raw, value);
  const early = !date1904 && day < 60 ? 1 : 0;
  // A serial holds a millisecond only with an error; it is rounded to the millisecond that was meant.
  const moment = new Date((date1904 ? epochs[1904] : epochs[1900]) + (day + early) * dayMs + Math.round((value - day) * dayMs));
  const iso = moment.toISOString();
  if (meaning === 'date' && iso.endsWith('T00:00:00.000Z')) return iso.slice(0, 10);
  return iso.replace('T', ' ').replace(/(\.000)?Z$/, '');
}

/** A whole number of up to 15 digits stays as written; anything else is the shortest text that gives the same number. */
function shortest(raw: string, value: number): string {
  return /^-?\d{1,15}$/.test(raw) ? raw : String(value);
}

function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  const rest = ms % 1000;
  return parts.join(':') + (rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`);
}

/** Excel writes characters that XML does not allow as _x000D_. */
export function unescaped(text: string): string {
  return text.includes('_x') ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;
}

/** Column of an address such as AB12, from 0; null where it is none. */
export function columnOf(address: string): number | null {
  let column = 0;
  let i = 0;
  for (; i < address.length && i < 4; i++) {
    const code = address.charCodeAt(i);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return i === 0 ? null : column - 1;
}

/** The address of a cell, from 0-based column and 1-based row. */
export function addressOf(column: number, row: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters + String(row);
}
