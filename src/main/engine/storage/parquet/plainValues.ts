/** Values as PLAIN lays them out (parquet-format, Encodings.md): little-endian, as every machine this runs on holds typed arrays. */
import { packBits } from './bitPacking';
import type { Dictionary } from './columns';
import type { PhysicalType } from './physicalTypes';

export type NumberType = Exclude<PhysicalType, 'bytes'>;

/** Each text stands behind its length. */
const lengthBytes = 4;
/** Up to here a loop copies quicker than a call does. */
const shortText = 48;
/** The format counts a page's bytes in 31 bits; some are left for levels. */
const largestPage = 2 ** 31 - 2 ** 16;
const two32 = 2 ** 32;
/** Beyond it not every whole number has a double of its own. */
const largestWhole = 2 ** 53;

/** Texts in the order of the dictionary or, given codes, that of the codes; a copy. Throws where they are more than one page may hold. */
export function plainTexts({ bytes, ends }: Extract<Dictionary, { kind: 'text' }>, codes: Uint16Array | null): Uint8Array {
  const count = codes ? codes.length : ends.length;
  const size = plainTextBytes(ends, codes);
  if (size > largestPage) throw new RangeError('The texts of one group of rows are more than a Parquet page can hold.');
  const out = Buffer.allocUnsafe(size);
  let place = 0;
  for (let i = 0; i < count; i++) {
    const entry = codes ? codes[i]! : i;
    const start = entry > 0 ? ends[entry - 1]! : 0;
    const end = ends[entry]!;
    const length = end - start;
    out[place] = length;
    out[place + 1] = length >>> 8;
    out[place + 2] = length >>> 16;
    out[place + 3] = length >>> 24;
    place += lengthBytes;
    if (length > shortText) {
      out.set(bytes.subarray(start, end), place);
      place += length;
    } else for (let at = start; at < end; at++) out[place++] = bytes[at]!;
  }
  return out;
}

/** What `plainTexts` takes. */
export function plainTextBytes(ends: Uint32Array, codes: Uint16Array | null): number {
  if (!codes) return lengthBytes * ends.length + (ends.at(-1) ?? 0);
  let size = lengthBytes * codes.length;
  for (const code of codes) size += ends[code]! - (code > 0 ? ends[code - 1]! : 0);
  return size;
}

/** Entries in their order or, given codes, that of the codes; a copy. Throws where a number is not one of the type. */
export function plainNumbers(type: NumberType, values: Float64Array, codes: Uint16Array | null): Uint8Array {
  const wanted = codes ? numbersOf(values, codes) : values;
  switch (type) {
    case 'double':
      return bytesOf(codes ? wanted : wanted.slice());
    case 'int64':
      return bytesOf(wideWords(wanted));
    case 'int32':
      return bytesOf(narrowWords(wanted));
    case 'boolean':
      return bitsOf(wanted);
  }
}

/** As `plainNumbers` does. */
export function plainLongs(values: BigInt64Array, codes: Uint16Array | null): Uint8Array {
  if (!codes) return bytesOf(values.slice());
  const wanted = new BigInt64Array(codes.length);
  for (let i = 0; i < codes.length; i++) wanted[i] = values[codes[i]!]!;
  return bytesOf(wanted);
}

function numbersOf(values: Float64Array, codes: Uint16Array): Float64Array {
  const wanted = new Float64Array(codes.length);
  for (let i = 0; i < codes.length; i++) wanted[i] = values[codes[i]!]!;
  return wanted;
}

/** Two words for each number, the lower first. */
function wideWords(values: Float64Array): Int32Array {
  const words = new Int32Array(2 * values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const high = Math.floor(value / two32);
    if (Math.floor(value) !== value || value > largestWhole || value < -largestWhole) refuse(value);
    words[2 * i] = value - high * two32;
    words[2 * i + 1] = high;
  }
  return words;
}

function narrowWords(values: Float64Array): Int32Array {
  const words = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if ((value | 0) !== value) refuse(value);
    words[i] = value;
  }
  return words;
}

function bitsOf(values: Float64Array): Uint8Array {
  const bits = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value !== 0 && value !== 1) refuse(value);
    bits[i] = value;
  }
  const out = new Uint8Array(Math.ceil(values.length / 8));
  packBits(bits, 0, values.length, 1, out, 0);
  return out;
}

function refuse(value: number): never {
  throw new RangeError(`${value} is not a number of this type.`);
}

function bytesOf(array: Float64Array | BigInt64Array | Int32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
