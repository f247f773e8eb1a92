/** SQL that makes dates of text that is not three numbers: months in words, also with a time behind, months, quarters, ISO weeks, eight digits. It gives what `calendarText` gives. */
import { monthNames } from '@shared/cells/months';
import { literal } from '../storage/tableSession';
import { timeExpression } from './timeExpression';
import { cellKind, type CellKind } from './reading/cellKind';

/** `text` has no white space around it and only cells of these kinds; a year of two digits up to `pivot` belongs to this century. */
export function calendarExpression(text: string, kinds: readonly CellKind[], pivot: number): string {
  const has = (kind: CellKind): boolean => kinds.includes(kind);
  const number = (n: number): string => `cast(regexp_extract_all(${text}, '\\d+')[${n}] as integer)`;
  const length = (n: number): string => `length(regexp_extract_all(${text}, '\\d+')[${n}])`;
  if (has(cellKind.integer)) return dayOfDigits(`regexp_extract(${text}, '\\d{8}')`);
  if (has(cellKind.isoWeek)) return weekExpression(text, number(1));
  const yearIsFirst = `${length(1)} = 4`;
  const year = `case when ${yearIsFirst} then ${number(1)} else ${number(2)} end`;
  const other = `case when ${yearIsFirst} then ${number(2)} else ${number(1)} end`;
  if (has(cellKind.quarter)) return `make_date(${year}, 3 * (${other}) - 2, 1)`;
  const full = (value: string): string => `(case when ${value} > 99 then ${value} when ${value} <= ${pivot} then 2000 + ${value} else 1900 + ${value} end)`;
  if (has(cellKind.month) || has(cellKind.shortYearMonth)) return `case when ${isYearMonth(text)} then make_date(cast(substr(${text}, 1, 4) as integer), cast(substr(${text}, 6, 2) as integer), 1) when regexp_matches(${text}, '\\p{L}') then make_date(${full(number(1))}, ${monthNumber(text)}, 1) else make_date(${year}, ${other}, 1) end`;
  const day = `make_date(${full(`(${year})`)}, ${monthNumber(text)}, ${other})`;
  return has(cellKind.namedDatetime) ? `${day} + ${timeExpression(text)}` : day;
}

/** 2024-01, by far the most frequent form, without the slow search for patterns. */
function isYearMonth(text: string): string {
  return `length(${text}) = 7 and substr(${text}, 5, 1) in ('-', '/', '.')`;
}

function dayOfDigits(digits: string): string {
  const part = (from: number, length: number): string => `cast(substr(${digits}, ${from}, ${length}) as integer)`;
  return `make_date(${part(1, 4)}, ${part(5, 2)}, ${part(7, 2)})`;
}

function monthNumber(text: string): string {
  const names = monthNames.map(([name]) => literal(name)).join(', ');
  const months = monthNames.map(([, month]) => String(month)).join(', ');
  return `list_extract([${months}], cast(list_position([${names}], lower(regexp_extract(${text}, '\\p{L}{3,}'))) as integer))`;
}

/** Monday of week 1 is that of the week with 4 January. */
function weekExpression(text: string, year: string): string {
  const fourth = `make_date(${year}, 1, 4)`;
  const week = `regexp_extract(${text}, '[Ww](\\d{2})', 1)`;
  const day = `coalesce(nullif(regexp_extract(${text}, '[Ww]\\d{2}-?(\\d)$', 1), ''), '1')`;
  return `${fourth} - cast(isodow(${fourth}) - 1 as integer) + (cast(${week} as integer) - 1) * 7 + (cast(${day} as integer) - 1)`;
}
