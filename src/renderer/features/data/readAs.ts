/**
 * How one text of the preview reads under a type, for the eye of the analyst; the engine reads the whole file itself.
 * Numbers follow the decimal sign of the file, dates its order; what does not fit comes back as such.
 */
import type { ColumnType } from '@shared/areas/common';
import type { Reading } from '@shared/areas/datasets';
import { calendarText } from '@shared/cells/calendarText';
import { dressedValue } from '@shared/cells/dressedNumber';
import { formatCell } from '../../ui';

export type ReadValue = { readonly kind: 'value'; readonly text: string; readonly numeric: boolean } | { readonly kind: 'missing' } | { readonly kind: 'no-fit' };

type Signs = Pick<Reading, 'decimal' | 'dateOrder' | 'nullTokens' | 'twoDigitYears'>;

export function readAs(raw: string, type: ColumnType, reading: Signs): ReadValue {
  const text = raw.trim();
  if (raw === '' || reading.nullTokens.includes(text)) return { kind: 'missing' };
  switch (type) {
    case 'integer':
    case 'decimal': {
      const number = readNumber(text, reading.decimal) ?? dressedValue(text, reading.decimal);
      if (number === null || (type === 'integer' && !Number.isInteger(number))) return { kind: 'no-fit' };
      return { kind: 'value', text: formatCell(number, type), numeric: true };
    }
    case 'boolean': {
      const lower = text.toLowerCase();
      if (lower === 'true' || lower === '1') return { kind: 'value', text: 'yes', numeric: false };
      if (lower === 'false' || lower === '0') return { kind: 'value', text: 'no', numeric: false };
      return { kind: 'no-fit' };
    }
    case 'date':
    case 'datetime': {
      const date = readDate(text, reading);
      return date === null ? { kind: 'no-fit' } : { kind: 'value', text: date, numeric: false };
    }
    case 'category':
    case 'text':
    case 'id':
      return { kind: 'value', text: raw, numeric: false };
  }
}

/** The reading a cell would have had if the file were taken the other way. */
export function otherwise<R extends Pick<Reading, 'decimal' | 'dateOrder'>>(reading: R): R {
  return { ...reading, decimal: reading.decimal === '.' ? ',' : '.', dateOrder: reading.dateOrder === 'mdy' ? 'dmy' : 'mdy' };
}

function readNumber(text: string, decimal: '.' | ','): number | null {
  const thousands = decimal === '.' ? ',' : '.';
  const grouped = new RegExp(`^[+-]?(\\d+|\\d{1,3}(\\${thousands}\\d{3})+)?(\\${decimal}\\d+)?([eE][+-]?\\d+)?$`);
  if (!grouped.test(text)) return null;
  const number = Number(text.replaceAll(thousands, '').replace(decimal, '.'));
  return Number.isFinite(number) ? number : null;
}

/** The day as ISO text, with the clock behind it where there is one. */
function readDate(text: string, { dateOrder: order, twoDigitYears }: Signs): string | null {
  const worded = calendarText(text);
  if (worded !== null) return worded.form.endsWith('short-year') ? inCentury(worded.date, twoDigitYears) : worded.date === null || worded.time === null ? worded.date : `${worded.date} ${worded.time}`;
  const match = /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[T ](\d{1,2}:\d{2}(?::\d{2})?).*)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!match) return null;
  const [, a = '', b = '', c = '', clock] = match;
  const [year, month, day] = a.length === 4 ? [a, b, c] : order === 'mdy' ? [c, a, b] : [c, b, a];
  if (year.length === 2 && clock === undefined) return inCentury(readDate(`20${year}-${month}-${day}`, { decimal: '.', dateOrder: 'ymd', nullTokens: [] }), twoDigitYears);
  if (year.length !== 4) return null;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const iso = new Date(time).toISOString().slice(0, 10);
  if (Number(iso.slice(5, 7)) !== Number(month) || Number(iso.slice(8, 10)) !== Number(day)) return null;
  return clock === undefined ? iso : `${iso} ${clock}`;
}

/** With two digits the year was taken to be one of this century; from the answer on it may be of the last. */
function inCentury(date: string | null, twoDigitYears: Reading['twoDigitYears']): string | null {
  const last = twoDigitYears === 'to-2029' ? 2029 : 2068;
  return date === null || Number(date.slice(0, 4)) <= last ? date : `19${date.slice(2)}`;
}
