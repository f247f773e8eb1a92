/** The kind of a cell from its UTF-8 bytes, for the common forms; what it does not know, `classifyCell` tells from the text. */
import { currencySigns } from '@shared/cells/currencies';
import { monthNames } from '@shared/cells/months';
import { cellKind, dayDigits, isDay, mayStartToken, notCanonical } from './cellKind';

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
  if (!isDigit(lead)) return first <= 64 ? undecided : endsInLetter(bytes[end - 1]!) && (end - start > longestWord || !mayStartToken(first)) && !mayEndInClock(bytes, start, end) ? cellKind.text : wordKind(bytes, start, end);
  let i = digits + 1;
  while (i < end && isDigit(bytes[i]!)) i++;
  if (end - start > longestNumber) return i < end && endsNumber(bytes, i, end) ? cellKind.text : undecided;
  if (i === end) return i - start === 8 && lead !== zero && digits === start && namesDay(bytes, start) ? cellKind.integer | dayDigits : wholeKind(end - digits, lead, digits > start);
  if (bytes[i] === point) return decimalKind(bytes, digits, i, end, start);
  if (bytes[i] === minus && i - start === 4 && first !== minus) return dateKind(bytes, start, end);
  return endsNumber(bytes, i, end) ? cellKind.text : undecided;
}

/** After leading digits: a letter or a sign that is in no number and no date, such as in "2020 Summer". */
function endsNumber(bytes: Uint8Array, at: number, end: number): boolean {
  const spaced = bytes[at] === space && at + 1 < end;
  const next = spaced ? at + 1 : at;
  const byte = bytes[next]!;
  if (byte <= space || byte >= 127) return false;
  if (spaced ? isDigit(byte) || behindSpace.has(byte) : inNumbers.has(byte)) return false;
  return !mayBeginWord(bytes, next, end);
}

const space = 32;
const dollar = 36;
const inNumbers = new Set([..."'$.,-/_+%eExX:"].map((sign) => sign.charCodeAt(0)));
const behindSpace = new Set([...'$%-/.'].map((sign) => sign.charCodeAt(0)));

const foreign = -1;

/** Up to three letters of each word that stands in a number or a date, as one number. */
const wordStarts = new Set(['q', 'w', 'de', 'st', 'nd', 'rd', 'th', ...currencySigns, ...monthNames.map(([name]) => name)].map((word) => startOf(Buffer.from(word), 0, 3)));

/** False where the letters here begin none of the words known. */
function mayBeginWord(bytes: Uint8Array, at: number, end: number): boolean {
  const start = startOf(bytes, at, Math.min(end, at + 3));
  return start === foreign || wordStarts.has(start);
}

/** The first letters in lower case; `foreign` where one is beyond ASCII, or a dollar sign follows. */
function startOf(bytes: Uint8Array, from: number, to: number): number {
  let start = 0;
  for (let i = from; i < to && i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte >= 128 || byte === dollar) return foreign;
    const letter = byte | 32;
    if (letter < 97 || letter > 122) break;
    start = start * 256 + letter;
  }
  return start;
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

/** Or in one of the signs behind the digits: no number and no date ends so that begins with a letter. */
function endsInLetter(last: number): boolean {
  return last > 57 && last < 127;
}

/** White space at the end, also that beyond ASCII, may hide a word. */
function wordKind(bytes: Uint8Array, start: number, end: number): number {
  const last = bytes[end - 1]!;
  if (mayStartToken(bytes[start]!) && (end - start <= longestWord || last <= space || last >= 127)) return undecided;
  if (!isDigit(last) && last !== parenthesis && last !== minus && last > space && !(last >= 128 && endsInSign(bytes, start, end)) && !mayEndInClock(bytes, start, end)) return cellKind.text;
  return mayBeginWord(bytes, start, end) ? undecided : cellKind.text;
}

const parenthesis = 41;

/** In AM or PM behind a digit or a blank, in Z behind a digit, in UTC or GMT. */
function mayEndInClock(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start <= longestWord) return false;
  const [third, second, last] = [bytes[end - 3]!, bytes[end - 2]!, bytes[end - 1]!];
  if (last === 77 || last === 109) return (isDigit(third) || third === space || third >= 128) && ((second | 32) === 97 || (second | 32) === 112);
  if (last === 90) return isDigit(second) || second === space || (second | 32) === 109;
  return (last === 67 && second === 84 && third === 85) || (last === 84 && second === 77 && third === 71);
}

/** The bytes of a no-break space, or of a narrow one, or of a dash that is no hyphen. */
function endsInSign(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start > 2 && (bytes[end - 2] === 0xc2 || bytes[end - 3] === 0xe2);
}

function namesDay(bytes: Uint8Array, start: number): boolean {
  const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
  return year >= 1900 && year <= 2100 && isDay(year, twoDigits(bytes, start + 4), twoDigits(bytes, start + 6));
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
