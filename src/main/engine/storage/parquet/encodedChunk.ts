/** A column's rows of one group as Parquet pages, not yet compressed: by dictionary where that is smaller, else value by value. */
import { bitWidth } from './bitPacking';
import { missingCode, type ColumnChunk, type Field } from './columns';
import { createDictionaryValues, type DictionaryValues } from './dictionaryValues';
import { deltaSpan, encodeDelta } from './deltaBinaryPacked';
import { encodeHybrid, encodeRun, hybridBound } from './hybridRuns';
import { encodings, pageTypes } from './physicalTypes';
import { plainNumbers } from './plainValues';
import { extremesOf, rangeOfNumbers, type ValueRange } from './valueRange';

export interface Page {
  readonly type: number;
  /** Rows of a data page, entries of a dictionary. */
  readonly count: number;
  readonly encoding: number;
  readonly bytes: Uint8Array;
}

export interface EncodedChunk {
  readonly pages: readonly Page[];
  readonly missing: number;
  /** Null where statistics would say nothing: texts, missing values only, or a decimal that is not a number. */
  readonly range: ValueRange | null;
}

/** A dictionary must leave less than this share of the bytes, since zstd finds repeated values as well. */
const worthwhileShare = 3 / 4;
/** With so many rows to an entry, no other form is smaller. */
const clearlyManyRows = 4;
/** Levels stand behind their size, which takes so many bytes. */
const sizeBytes = 4;

/** Everything is copied: the chunk's arrays may be used again. Throws where values or codes do not suit the field. */
export function encodeChunk(field: Field, chunk: ColumnChunk, rows: number): EncodedChunk {
  const given = chunk.kind === 'coded' ? chunk.codes : chunk.values;
  if (given.length < rows) throw new RangeError(`Column ${field.name} has ${given.length} values for ${rows} rows.`);
  return chunk.kind === 'coded' ? encodeCoded(field, createDictionaryValues(field, chunk.dictionary), chunk.codes.subarray(0, rows)) : encodeCounting(field, chunk.values.subarray(0, rows));
}

function encodeCoded(field: Field, dictionary: DictionaryValues, codes: Uint16Array): EncodedChunk {
  const missing = countMissing(field, codes, dictionary.entries);
  const levels = field.required ? null : definitionLevels(codes.length, missing, codes);
  const present = missing === 0 ? codes : presentCodes(codes, missing);
  const byDictionary = field.kind !== 'boolean' && isWorthwhile(dictionary, present);
  const range = present.length > 0 ? dictionary.range() : null;
  if (!byDictionary) return { pages: [dataPage(codes.length, encodings.plain, levels, dictionary.plain(present))], missing, range };
  const entries: Page = { type: pageTypes.dictionary, count: dictionary.entries, encoding: encodings.plain, bytes: dictionary.plain(null) };
  return { pages: [entries, dataPage(codes.length, encodings.rleDictionary, levels, codedValues(present, dictionary.entries))], missing, range };
}

/** Packed by their steps where these are exact, as those of row and line numbers are. */
function encodeCounting(field: Field, values: Float64Array): EncodedChunk {
  if (field.kind !== 'integer') throw new TypeError(`Column ${field.name} is of kind ${field.kind}, and only integers are counted.`);
  const extremes = extremesOf(values);
  if (!extremes || !values.every(Number.isInteger)) throw new RangeError(`Column ${field.name} has a value that is no whole number.`);
  const packed = extremes[1] - extremes[0] < deltaSpan;
  const levels = field.required ? null : definitionLevels(values.length, 0, null);
  const data = dataPage(values.length, packed ? encodings.deltaBinaryPacked : encodings.plain, levels, packed ? encodeDelta(values, values.length) : plainNumbers('int64', values, null));
  return { pages: [data], missing: 0, range: rangeOfNumbers('int64', values) };
}

function countMissing(field: Field, codes: Uint16Array, entries: number): number {
  let missing = 0;
  let highest = -1;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code === missingCode) missing++;
    else if (code > highest) highest = code;
  }
  if (highest >= entries) throw new RangeError(`Column ${field.name} has code ${highest}, but only ${entries} entries.`);
  if (missing > 0 && field.required) throw new RangeError(`Column ${field.name} is required, but ${missing} of its values are missing.`);
  return missing;
}

/** 1 or 0 by arithmetic: where values are missing here and there, a branch for each row would take longer than all the rest. */
function isPresent(code: number): number {
  return ((code + 1) >>> 16) ^ 1;
}

function presentCodes(codes: Uint16Array, missing: number): Uint16Array {
  const present = new Uint16Array(codes.length);
  let count = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    present[count] = code;
    count += isPresent(code);
  }
  return present.subarray(0, codes.length - missing);
}

function presence(codes: Uint16Array): Uint16Array {
  const levels = new Uint16Array(codes.length);
  for (let row = 0; row < codes.length; row++) levels[row] = isPresent(codes[row]!);
  return levels;
}

/** One for each row with a value, else zero. Codes are needed only where some rows have one and some not. */
function definitionLevels(rows: number, missing: number, codes: Uint16Array | null): Uint8Array {
  const mixed = codes && missing > 0 && missing < rows;
  const out = new Uint8Array(sizeBytes + hybridBound(mixed ? rows : 0, 1));
  const end = mixed ? encodeHybrid(presence(codes), 1, out, sizeBytes) : encodeRun(missing === 0 ? 1 : 0, rows, 1, out, sizeBytes);
  new DataView(out.buffer).setUint32(0, end - sizeBytes, true);
  return out.subarray(0, end);
}

function isWorthwhile(dictionary: DictionaryValues, present: Uint16Array): boolean {
  if (present.length === 0) return false;
  if (dictionary.entries * clearlyManyRows <= present.length) return true;
  const coded = dictionary.plainBytes(null) + (present.length * bitWidth(dictionary.entries - 1)) / 8;
  return coded < worthwhileShare * dictionary.plainBytes(present);
}

/** The bit width, then the codes. */
function codedValues(codes: Uint16Array, entries: number): Uint8Array {
  const width = bitWidth(entries - 1);
  const out = new Uint8Array(1 + hybridBound(codes.length, width));
  out[0] = width;
  return out.subarray(0, encodeHybrid(codes, width, out, 1));
}

function dataPage(rows: number, encoding: number, levels: Uint8Array | null, values: Uint8Array): Page {
  return { type: pageTypes.data, count: rows, encoding, bytes: levels ? Buffer.concat([levels, values]) : values };
}
