/** Parquet's bit packing: values lie in the bytes from the lowest bit up. */

/** 32 values end with a whole word, whatever their width: so does each piece. */
const pieceValues = 1024;
const words = new Uint32Array(pieceValues);
const wordBytes = new Uint8Array(words.buffer);

/** Fewest bits that hold every number up to `largest` (below 2^32). */
export function bitWidth(largest: number): number {
  return 32 - Math.clz32(largest);
}

/**
 * Packs `values[from .. to)`, each below 2^width, 0 <= width <= 32, and fills the last byte with zeros.
 * Returns the place behind it: `at + ceil((to - from) * width / 8)`.
 */
export function packBits(values: Uint16Array | Uint32Array, from: number, to: number, width: number, out: Uint8Array, at: number): number {
  let place = at;
  for (let start = from; start < to; start += pieceValues) {
    const end = Math.min(to, start + pieceValues);
    const size = Math.ceil(((end - start) * width) / 8);
    packWords(values, start, end, width);
    out.set(wordBytes.subarray(0, size), place);
    place += size;
  }
  return place;
}

function packWords(values: Uint16Array | Uint32Array, from: number, to: number, width: number): void {
  let word = 0;
  let waiting = 0;
  let bits = 0;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    waiting |= value << bits;
    bits += width;
    if (bits >= 32) {
      words[word++] = waiting;
      bits -= 32;
      // What of the value did not fit. (A shift by 32 would shift by nothing.)
      waiting = bits === 0 ? 0 : value >>> (width - bits);
    }
  }
  if (bits > 0) words[word] = waiting;
}
