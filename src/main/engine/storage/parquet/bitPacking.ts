/** Parquet's bit packing: values lie in the bytes from the lowest bit up. */

/** Fewest bits that hold every number up to `largest` (below 2^32). */
export function bitWidth(largest: number): number {
  return 32 - Math.clz32(largest);
}

/**
 * Packs `values[from .. to)`, each below 2^width, 0 <= width <= 32, and fills the last byte with zeros.
 * Returns the place behind it: `at + ceil((to - from) * width / 8)`.
 */
export function packBits(values: Uint16Array | Uint32Array, from: number, to: number, width: number, out: Uint8Array, at: number): number {
  if (width === 0) return at;
  if (width > 16) return packWide(values, from, to, width, out, at);
  let place = at;
  // Never more than 15 bits wait, so that 16 more always fit in 32.
  let waiting = 0;
  let bits = 0;
  for (let i = from; i < to; i++) {
    waiting |= values[i]! << bits;
    bits += width;
    if (bits >= 16) {
      out[place] = waiting;
      out[place + 1] = waiting >>> 8;
      place += 2;
      waiting >>>= 16;
      bits -= 16;
    }
  }
  for (; bits > 0; bits -= 8) {
    out[place++] = waiting;
    waiting >>>= 8;
  }
  return place;
}

/** Byte by byte: what waits and a whole value can be more than 32 bits. */
function packWide(values: Uint16Array | Uint32Array, from: number, to: number, width: number, out: Uint8Array, at: number): number {
  let place = at;
  let waiting = 0;
  let bits = 0;
  for (let i = from; i < to; i++) {
    for (let taken = 0; taken < width; ) {
      const more = Math.min(8 - bits, width - taken);
      waiting |= ((values[i]! >>> taken) & ((1 << more) - 1)) << bits;
      bits += more;
      taken += more;
      if (bits === 8) {
        out[place++] = waiting;
        waiting = 0;
        bits = 0;
      }
    }
  }
  if (bits > 0) out[place++] = waiting;
  return place;
}
