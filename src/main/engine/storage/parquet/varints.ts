/** Numbers of variable length: seven bits in a byte, the lowest first (LEB128), as Thrift and Parquet's encodings have them. */

/** What one of the numbers below takes at the most. */
export const longestVarint = 8;

/** A whole number from 0 to 2^53; returns the place behind it. */
export function writeVarint(value: number, out: Uint8Array, at: number): number {
  let place = at;
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) out[place++] = (rest % 128) | 128;
  out[place++] = rest;
  return place;
}

/** A whole number of either sign up to 2^53, zigzag: the lowest bit says which sign. Twice the number would not be exact. */
export function writeSignedVarint(value: number, out: Uint8Array, at: number): number {
  const size = value < 0 ? -(value + 1) : value;
  const lowest = 2 * (size % 64) + (value < 0 ? 1 : 0);
  if (size < 64) {
    out[at] = lowest;
    return at + 1;
  }
  out[at] = lowest | 128;
  return writeVarint(Math.floor(size / 64), out, at + 1);
}
