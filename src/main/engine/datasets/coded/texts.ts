/** Different texts of a column, in order of their first appearance. */
export interface Texts {
  /** UTF-8, one after the other. */
  readonly bytes: Uint8Array;
  /** Text i ends before this byte, where the next one begins. */
  readonly ends: Uint32Array;
}

export function textAt({ bytes, ends }: Texts, i: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', startOf(ends, i), ends[i]);
}

export function startOf(ends: Uint32Array, i: number): number {
  return i === 0 ? 0 : ends[i - 1]!;
}

/** A text of fewer bytes is copied quicker byte by byte. */
const shortBytes = 48;

/** The texts at the given places, in that order. */
export function pickTexts({ bytes, ends }: Texts, places: Uint32Array): Texts {
  const pickedEnds = new Uint32Array(places.length);
  let length = 0;
  for (let i = 0; i < places.length; i++) {
    const place = places[i]!;
    length += ends[place]! - startOf(ends, place);
    pickedEnds[i] = length;
  }
  const picked = new Uint8Array(length);
  let at = 0;
  for (let i = 0; i < places.length; i++) {
    const place = places[i]!;
    const from = startOf(ends, place);
    const to = ends[place]!;
    if (to - from < shortBytes) for (let b = from; b < to; b++) picked[at++] = bytes[b]!;
    else {
      picked.set(bytes.subarray(from, to), at);
      at += to - from;
    }
  }
  return { bytes: picked, ends: pickedEnds };
}
