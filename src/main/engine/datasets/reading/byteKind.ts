/** The kind of a cell from its UTF-8 bytes, for the common forms; what it does not know, `classifyCell` tells from the text. */
import { cellKind, isDay, mayStartToken, notCanonical } from './cellKind';

export const undecided = -1;

/** No word for a missing value, a boolean or an infinity is longer. */
const longestWord = 8;
const longestNumber = 40;
const minus = 45;
const point = 46;
const zero = 48;

/** The cell is `bytes` from `start` up to `end`. Where the answer is not `undecided`, it is that of `classifyCell`. */
export function classifyBytes(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return cellKind.missing;
  const first = bytes[start]!;
  const digits = first === minus ? start + 1 : start;
  const lead = digits < end ? bytes[digits]! : 0;
  if (!isDigit(lead)) return first > 64 ? wordKind(first, bytes[end - 1]!, end - start) : undecided;
  let i = digits + 1;
  while (i < end && isDigit(bytes[i]!)) i++;
  if (end - start > longestNumber) return i < end && endsNumber(bytes, i, end) ? cellKind.text : undecided;
  if (i === end) return wholeKind(end - digits, lead, digits > start);
  if (bytes[i] === point) return decimalKind(bytes, digits, i, end, start);
  if (bytes[i] === minus && i - start === 4 && first !== minus) return dateKind(bytes, start, end);
  return endsNumber(bytes, i, end) ? cellKind.text : undecided;
}

/** After leading digits: a letter or a sign that is in no number and no date, such as in "2020 Summer". */
function endsNumber(bytes: Uint8Array, at: number, end: number): boolean {
  const byte = bytes[at] === space && at + 1 < end ? bytes[at + 1]! : bytes[at]!;
  if (byte <= space || byte >= 127) return false;
  return bytes[at] === space || !inNumbers.has(byte);
}

const space = 32;
const inNumbers = new Set([...'.,-/_+%eExX:'].map((sign) => sign.charCodeAt(0)));

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

/** White space at the end, also that beyond ASCII, may hide a word. */
function wordKind(first: number, last: number, length: number): number {
  if (!mayStartToken(first)) return cellKind.text;
  return length > longestWord && last > 32 && last < 127 ? cellKind.text : undecided;
}

function wholeKind(digits: number, lead: number, negative: boolean): number {
  if (lead === zero) return digits > 1 ? cellKind.leadingZeros : negative ? cellKind.integer | notCanonical : cellKind.integer;
  return digits < 16 ? cellKind.integer : digits === 16 ? undecided : cellKind.bigInteger;
}

function decimalKind(bytes: Uint8Array, digits: number, dot: number, end: number, start: number): number {
  for (let i = dot + 1; i < end; i++) if (!isDigit(bytes[i]!)) return undecided;
  if (dot + 1 === end) return undecided;
  const whole = dot - digits;
  const startsWithZero = bytes[digits] === zero;
  if (startsWithZero && whole > 1) return cellKind.text;
  const kind = whole <= 3 && !startsWithZero && end - dot === 4 ? cellKind.dotGroup : cellKind.decimal;
  // No number is printed with a zero at the end of its fraction.
  if (bytes[end - 1] === zero) return kind | notCanonical;
  // Long ones, and those below a millionth, may be printed in another way: the text decides.
  return end - start <= 16 && !(startsWithZero && fiveZeros(bytes, dot + 1)) ? kind : undecided;
}

function fiveZeros(bytes: Uint8Array, from: number): boolean {
  for (let i = from; i < from + 5; i++) if (bytes[i] !== zero) return false;
  return true;
}

function dateKind(bytes: Uint8Array, start: number, end: number): number {
  if (end - start !== 10 || bytes[start + 7] !== minus) return undecided;
  const day = twoDigits(bytes, start + 8);
  const month = twoDigits(bytes, start + 5);
  const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
  return day > 0 && month > 0 && isDay(year, month, day) ? cellKind.ymdDate : undecided;
}

/** NaN where they are no digits, which is no day. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]!;
  const ones = bytes[at + 1]!;
  return isDigit(tens) && isDigit(ones) ? (tens - zero) * 10 + ones - zero : Number.NaN;
}
