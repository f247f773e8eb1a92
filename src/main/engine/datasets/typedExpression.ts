/** SQL that turns a cell's text into its typed value, by the form decided for its column. */
import type { Reading } from '@shared/areas/datasets';
import { literal } from '../storage/tableSession';
import { calendarExpression } from './calendarExpression';
import { cellKind } from './reading/cellKind';
import type { ColumnForm } from './reading/columnForm';
import { tokensOf } from './reading/missingTokens';
import { timeExpression } from './timeExpression';

/** `raw` is the SQL of the text. */
export function typedExpression(form: ColumnForm, raw: string, reading: Reading): string {
  const missing = tokensOf(reading, form.name) ?? [];
  const tokens = missing.length === 0 ? raw : `case when ${raw} in (${missing.map(literal).join(', ')}) then null else ${raw} end`;
  switch (form.storage) {
    case 'text':
      return tokens;
    case 'boolean':
      return `cast(lower(${trimmed(tokens)}) as boolean)`;
    case 'integer':
      return `cast(${form.keepsText ? numberText(tokens, form, reading) : tokens} as bigint)`;
    case 'decimal':
      return `cast(${form.keepsText ? numberText(tokens, form, reading) : tokens} as double)`;
    case 'date':
      return form.keepsText ? dateExpression(tokens, form, reading) : `cast(${tokens} as date)`;
    case 'datetime':
      return form.calendar.length > 0 ? `cast((${dateExpression(tokens, form, reading)}) as timestamp)` : datetimeExpression(tokens, form, reading);
  }
}

/** All white space that the reader leaves out around a value; by itself DuckDB only knows the space. */
const whiteSpace = literal('\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff');

export function trimmed(text: string): string {
  // DuckDB 1.5 takes a microsecond to trim by a set; almost every cell begins and ends with a visible sign.
  return `(case when regexp_matches(${text}, '(?s)^[!-~](.*[!-~])?$') then ${text} else trim(${text}, ${whiteSpace}) end)`;
}

function numberText(text: string, form: ColumnForm, reading: Reading): string {
  return form.dressed ? dressedText(text, reading) : bareText(text, reading);
}

/** Only digits and marks are left of a number in dress; a minus anywhere, or parentheses, make it negative. The cells were all found to be numbers before. */
function dressedText(text: string, reading: Reading): string {
  const digits = `regexp_replace(regexp_replace(${text}, '\\p{L}+\\.?', '', 'g'), '[^0-9.,]', '', 'g')`;
  const plain = reading.decimal === '.' ? `replace(${digits}, ',', '')` : `replace(replace(${digits}, '.', ''), ',', '.')`;
  const power = `regexp_matches(${text}, '[0-9.,][eE][+-]?[0-9]')`;
  // A dash in place of the cents, as in 5.–, is no minus.
  const minus = `regexp_matches(regexp_replace(${text}, '([0-9][.,])[-−–—]+', '\\1'), '[-−–(]')`;
  return `case when ${power} then ${bareText(text, reading)} when ${minus} then '-' || ${plain} else ${plain} end`;
}

/** Digits, point and sign as DuckDB reads them: no separator between thousands, minus for accounting's parentheses. */
function bareText(text: string, { decimal, parentheses }: Reading): string {
  const bare = trimmed(text);
  const plain = decimal === '.' ? `replace(${bare}, ',', '')` : `replace(replace(${bare}, '.', ''), ',', '.')`;
  return parentheses === 'negative' ? `case when ${bare} like '(%' then '-' || replace(replace(${plain}, '(', ''), ')', '') else ${plain} end` : plain;
}

function dateExpression(text: string, form: ColumnForm, reading: Reading): string {
  if (form.dayNumbers) return `date '1899-12-30' + cast(${trimmed(text)} as integer)`;
  const calendar = form.calendar.length > 0 ? calendarExpression(trimmed(text), form.calendar, pivotOf(reading)) : null;
  if (calendar !== null && !form.calendar.some((kind) => namedKinds.has(kind))) return calendar;
  const numeric = numericDate(text, form, reading);
  return calendar === null ? numeric : `case when regexp_matches(${text}, '\\p{L}') then ${calendar} else ${numeric} end`;
}

const namedKinds = new Set<number>([cellKind.namedDate, cellKind.namedShortYear]);

function pivotOf({ twoDigitYears }: Reading): number {
  return twoDigitYears === 'to-2029' ? 29 : 68;
}

function numericDate(text: string, form: ColumnForm, reading: Reading): string {
  return dateOf(`regexp_replace(${trimmed(text)}, '[./]', '-', 'g')`, form, reading);
}

/** `parts` is three numbers with hyphens; a first part of four digits is the year. */
function dateOf(parts: string, { dateOrder }: ColumnForm, reading: Reading): string {
  const part = (n: number): string => `cast(split_part(${parts}, '-', ${n}) as integer)`;
  const pivot = pivotOf(reading);
  const year = `(case when length(split_part(${parts}, '-', 3)) = 2 then (case when ${part(3)} <= ${pivot} then 2000 else 1900 end) + ${part(3)} else ${part(3)} end)`;
  const other = dateOrder === 'mdy' ? `make_date(${year}, ${part(1)}, ${part(2)})` : `make_date(${year}, ${part(2)}, ${part(1)})`;
  return `case when length(split_part(${parts}, '-', 1)) = 4 then make_date(${part(1)}, ${part(2)}, ${part(3)}) else ${other} end`;
}

function datetimeExpression(text: string, form: ColumnForm, reading: Reading): string {
  const bare = trimmed(text);
  const day = `regexp_replace(regexp_extract(${bare}, '^[^T ]+'), '[./]', '-', 'g')`;
  return `case when ${text} is null then null else (${dateOf(day, form, reading)}) + ${timeExpression(bare)} end`;
}
