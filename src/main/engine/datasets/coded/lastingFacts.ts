/** Facts of a column from its different texts alone, where they last for the whole table: what `gatherFacts` would find in the stored one. */
import { listSeparators } from '@shared/cells/lists';
import type { Dictionary } from '../../storage/parquet/parquetFile';
import { longHexadecimal, type ColumnFacts } from '../columnFacts';
import type { ColumnForm } from '../reading/columnForm';
import { anyOddCharacter, oddCharacters, type OddCharacters } from '../reading/oddCharacters';
import type { LastingTexts } from './codedCells';
import { startOf, type Texts } from './texts';

export interface LastingFacts {
  readonly facts: ColumnFacts;
  /** Cells that a separator of lists could divide. */
  readonly divided: number;
  /** Cells with odd characters, by their code, and the line of the first. */
  readonly odd: ReadonlyMap<OddCharacters['code'], OddCells>;
}

export interface OddCells {
  readonly count: number;
  readonly line: number;
}

/** Null where only the stored table tells. `missing` has 1 for texts that mean a missing value. */
export function lastingFacts({ storage }: ColumnForm, { texts, counts, firstLines, whole }: LastingTexts, values: Dictionary, missing: Uint8Array | null, rows: number): LastingFacts | null {
  if (!whole) return null;
  const present = (i: number): boolean => missing === null || missing[i] === 0;
  if (storage === 'text') return textFacts(texts, counts, firstLines, present, rows);
  return values.kind === 'number' && (storage === 'integer' || storage === 'decimal') ? numberFacts(values.values, counts, present, rows) : null;
}

function numberFacts(values: Float64Array, counts: Uint32Array, present: (i: number) => boolean, rows: number): LastingFacts {
  const different = new Set<number>();
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (!present(i)) continue;
    different.add(values[i]!);
    count += counts[i]!;
  }
  let smallest: number | null = null;
  let largest: number | null = null;
  for (const value of different) {
    if (smallest === null || value < smallest) smallest = value;
    if (largest === null || value > largest) largest = value;
  }
  return { facts: { nulls: rows - count, distinct: different.size, smallest, largest, meanLength: 0, spacedShare: 0, hexadecimal: false, list: null, mayBeOdd: false }, divided: 0, odd: new Map() };
}

const hexadecimalForm = new RegExp(`^(?:${longHexadecimal})$`);
const shortestHexadecimal = 16;
const separators = Object.values(listSeparators);
const oddForm = new RegExp(anyOddCharacter);
const oddForms = oddCharacters.map(({ code, pattern }) => ({ code, form: new RegExp(pattern) }));

function textFacts({ bytes, ends }: Texts, counts: Uint32Array, firstLines: Uint32Array, present: (i: number) => boolean, rows: number): LastingFacts {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  let distinct = 0;
  let characters = 0;
  let spaced = 0;
  let divided = 0;
  let hexadecimal = true;
  const odd = new Map<OddCharacters['code'], OddCells>();
  for (let i = 0; i < ends.length; i++) {
    if (!present(i)) continue;
    const times = counts[i]!;
    const text = buffer.toString('utf8', startOf(ends, i), ends[i]);
    count += times;
    distinct++;
    characters += times * codePoints(bytes, startOf(ends, i), ends[i]!);
    if (/[\t\n\f\r ]/.test(text)) spaced += times;
    if (separators.some((separator) => text.includes(separator))) divided += times;
    hexadecimal &&= text.length >= shortestHexadecimal && hexadecimalForm.test(text);
    if (oddForm.test(text)) noteOdd(odd, text, times, firstLines[i]!);
  }
  const share = (sum: number): number => (count === 0 ? 0 : sum / count);
  return { facts: { nulls: rows - count, distinct, smallest: null, largest: null, meanLength: share(characters), spacedShare: share(spaced), hexadecimal: hexadecimal && distinct > 0, list: null, mayBeOdd: false }, divided, odd };
}

/** Texts come in the order of their first lines. */
function noteOdd(odd: Map<OddCharacters['code'], OddCells>, text: string, times: number, line: number): void {
  for (const { code, form } of oddForms) {
    if (!form.test(text)) continue;
    const known = odd.get(code);
    odd.set(code, { count: (known?.count ?? 0) + times, line: known?.line ?? line });
  }
}

/** Bytes that go on with a character are left out. */
function codePoints(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) if ((bytes[i]! & 0xc0) !== 0x80) count++;
  return count;
}
