/** Parquet's delta packing of whole numbers (parquet-format, Encodings.md, DELTA_BINARY_PACKED = 5): the way to a next number, packed block by block. */
import { bitWidth, packBits } from './bitPacking';
import { longestVarint, writeSignedVarint, writeVarint } from './varints';

export interface DeltaShape {
  /** The format asks for a multiple of 128. */
  readonly blockValues: number;
  /** The format asks for 32, or a multiple, in each. */
  readonly miniblocks: number;
}

const usualShape: DeltaShape = { blockValues: 1024, miniblocks: 8 };

/** Highest less lowest value must be below this: then ways, and how they differ, are exact in 32 bits. */
export const deltaSpan = 2 ** 31;

export function encodeDelta(values: Float64Array, count: number, { blockValues, miniblocks }: DeltaShape = usualShape): Uint8Array {
  const blocks = Math.ceil(Math.max(0, count - 1) / blockValues);
  const out = new Uint8Array(4 * longestVarint + blocks * (longestVarint + miniblocks + 4 * blockValues));
  let place = writeVarint(blockValues, out, 0);
  place = writeVarint(miniblocks, out, place);
  place = writeVarint(count, out, place);
  place = writeSignedVarint(count > 0 ? values[0]! : 0, out, place);

  const miniblockValues = blockValues / miniblocks;
  const steps = new Float64Array(blockValues);
  // Zeros stand where the last values end before the last miniblock does.
  const above = new Uint32Array(blockValues);
  for (let from = 1; from < count; from += blockValues) {
    const used = Math.min(blockValues, count - from);
    let least = Infinity;
    for (let i = 0; i < used; i++) {
      const step = values[from + i]! - values[from + i - 1]!;
      steps[i] = step;
      if (step < least) least = step;
    }
    place = writeSignedVarint(least, out, place);
    above.fill(0);
    for (let i = 0; i < used; i++) above[i] = steps[i]! - least;
    const widths = place;
    place += miniblocks;
    for (let index = 0; index < miniblocks; index++) {
      const start = index * miniblockValues;
      if (start >= used) break;
      let any = 0;
      for (let i = start; i < start + miniblockValues; i++) any |= above[i]!;
      const width = bitWidth(any);
      out[widths + index] = width;
      place = packBits(above, start, start + miniblockValues, width, out, place);
    }
  }
  return out.subarray(0, place);
}
