/**
 * Which part of a long base a segment is compared with. Rows that were put in, left out or made longer move everything
 * behind them, so the part is found by lines the two have in common: a sample of lines, the same on both sides because
 * their own text decides, is looked up by the hash of their first and of their last bytes.
 */
import type { ByteSource } from './byteSource';

export interface BaseWindow {
  readonly at: number;
  readonly bytes: number;
}

/** A base up to this size is compared whole. */
export const windowBytes = 64 << 20;
const pieceBytes = 8 << 20;
const markBytes = 24;
/** One line in so many is remembered. */
const sampling = 64;
const mostAnchors = 1 << 20;
const newline = 10;

/** Places of the sampled lines by the hash of one of their ends. */
export type Anchors = ReadonlyMap<number, number>;

export async function findAnchors(base: ByteSource): Promise<Anchors> {
  const anchors = new Map<number, number>();
  for (let at = 0; at < base.sizeBytes && anchors.size < mostAnchors; at += pieceBytes) {
    const piece = await base.read(at, Math.min(pieceBytes, base.sizeBytes - at));
    for (const [hash, place] of sampledLines(piece)) anchors.set(hash, at + place);
  }
  return anchors;
}

/** The window that holds most of the lines the segment shares with the base; where it shares none, the one at the same share of the way. */
export function chooseWindow(baseBytes: number, anchors: Anchors, segment: Uint8Array, share: number): BaseWindow {
  if (baseBytes <= windowBytes) return { at: 0, bytes: baseBytes };
  const last = baseBytes - windowBytes;
  const places = [...sampledLines(segment)].flatMap(([hash]) => anchors.get(hash) ?? []).sort((a, b) => a - b);
  let [best, most] = [share * baseBytes - windowBytes / 2, 0];
  for (let from = 0, to = 0; from < places.length; from++) {
    while (to < places.length && places[to]! - places[from]! < windowBytes / 2) to++;
    if (to - from > most) [best, most] = [(places[from]! + places[to - 1]!) / 2 - windowBytes / 2, to - from];
  }
  return { at: Math.max(0, Math.min(last, Math.round(best))), bytes: windowBytes };
}

function* sampledLines(bytes: Uint8Array): Generator<readonly [hash: number, place: number]> {
  for (let start = bytes.indexOf(newline) + 1; start > 0 && start + markBytes <= bytes.length; ) {
    const end = bytes.indexOf(newline, start);
    if (end < 0) return;
    if (end - start >= markBytes) {
      for (const from of [start, end - markBytes]) {
        const hash = hashMark(bytes, from);
        if (hash % sampling === 0) yield [hash, from];
      }
    }
    start = end + 1;
  }
}

/** Fowler, Noll and Vo's hash, 32 bits. */
function hashMark(bytes: Uint8Array, from: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < from + markBytes; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return (hash ^ (hash >>> 16)) >>> 0;
}
