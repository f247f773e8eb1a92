/**
 * Parquet's hybrid of run lengths and bit packing (parquet-format, Encodings.md, RLE = 3): codes of a dictionary and
 * definition levels. A value that repeats becomes a run, what stands between runs is packed.
 */
import { packBits } from './bitPacking';
import { writeVarint } from './varints';

/** A length and the header of the packed values behind it: bytes that a run costs besides its value. */
const runHeaderBytes = 4;

/** Bytes that `encodeHybrid` takes at the most: all values packed, or less. That of 0 values suffices for a single run. */
export function hybridBound(count: number, width: number): number {
  return Math.ceil(count / 8) * width + 16;
}

/** Writes the values, each below 2^width (at most 16); returns the place behind them. */
export function encodeHybrid(values: Uint16Array, width: number, out: Uint8Array, at: number): number {
  const count = values.length;
  // Only runs that save more than they cost, so that the bound of the packed form holds for every mixture.
  const shortestRun = width === 0 ? 1 : Math.max(8, Math.ceil((8 * (valueBytes(width) + runHeaderBytes)) / width));
  let place = at;
  let packedFrom = 0;
  let start = 0;
  let value = values[0] ?? 0;
  for (let end = 1; end <= count; end++) {
    const next = end < count ? values[end]! : -1;
    if (next === value) continue;
    if (end - start >= shortestRun) {
      // Packed values come by eights: the beginning of the run fills up what is open.
      const filled = start + ((packedFrom - start) & 7);
      if (end - filled >= shortestRun) {
        place = writePacked(values, packedFrom, filled, width, out, place);
        place = encodeRun(value, end - filled, width, out, place);
        packedFrom = end;
      }
    }
    start = end;
    value = next;
  }
  return writePacked(values, packedFrom, count, width, out, place);
}

/** Writes one value `count` times; returns the place behind it. */
export function encodeRun(value: number, count: number, width: number, out: Uint8Array, at: number): number {
  let place = writeVarint(2 * count, out, at);
  for (let byte = 0; byte < valueBytes(width); byte++) out[place++] = value >>> (8 * byte);
  return place;
}

function valueBytes(width: number): number {
  return Math.ceil(width / 8);
}

function writePacked(values: Uint16Array, from: number, to: number, width: number, out: Uint8Array, at: number): number {
  if (from === to) return at;
  const eights = Math.ceil((to - from) / 8);
  const start = writeVarint(2 * eights + 1, out, at);
  const end = start + eights * width;
  out.fill(0, packBits(values, from, to, width, out, start), end);
  return end;
}
