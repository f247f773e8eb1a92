/**
 * A stored file in packed form: its bytes in segments, each a zstd frame, of the bytes themselves or of what they have not
 * in common with a part of an earlier file (the base); behind them a JSON list of the segments, its length, and the mark.
 */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { z } from 'zod';
import { chooseWindow, findAnchors, windowBytes, type Anchors, type BaseWindow } from './baseWindow';
import { openFileBytes, type ByteSource } from './byteSource';
import { applyDelta, findDelta, indexBase, type BaseIndex } from './delta';

const mark = Buffer.from('ALMANAC1');
const tailBytes = 4 + mark.length;
const segmentBytes = 32 << 20;
const largestListBytes = 4 << 20;
const outputPieceBytes = 4 << 20;
const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
const whole = z.number().int().nonnegative();

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
const listSchema = z.object({
  sha256: hashSchema,
  sizeBytes: whole,
  base: hashSchema.nullable(),
  segments: z.array(z.object({ bytes: whole.max(segmentBytes), storedBytes: whole, window: z.object({ at: whole, bytes: whole.max(windowBytes) }).nullable() })),
});
export type PackedList = z.infer<typeof listSchema>;
type Segment = PackedList['segments'][number];

export interface PackInput {
  readonly sha256: string;
  readonly source: ByteSource;
  readonly base: { readonly sha256: string; readonly source: ByteSource } | null;
  readonly signal: AbortSignal;
}

/** Writes the packed form, not synced. False where a base was given and less than half of the bytes are in it: then what was written is of no use. */
export async function writePacked(path: string, { sha256, source, base, signal }: PackInput): Promise<boolean> {
  const handle = await open(path, 'wx');
  try {
    const compare = base && (await comparer(base.source));
    const segments: Segment[] = [];
    let fresh = 0;
    for (let at = 0; at < source.sizeBytes; at += segmentBytes) {
      signal.throwIfAborted();
      const bytes = await source.read(at, Math.min(segmentBytes, source.sizeBytes - at));
      const found = compare && (await compare(bytes, at / source.sizeBytes));
      fresh += found ? found.fresh : bytes.length;
      if (compare && fresh > source.sizeBytes / 2) return false;
      const frame = await compress(found ? found.payload : bytes, { chunkSize: outputPieceBytes, params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 } });
      await handle.writeFile(frame);
      segments.push({ bytes: bytes.length, storedBytes: frame.length, window: found ? found.window : null });
    }
    const list = Buffer.from(JSON.stringify({ sha256, sizeBytes: source.sizeBytes, base: base && base.sha256, segments } satisfies PackedList));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(list.length);
    await handle.writeFile(Buffer.concat([list, length, mark]));
    return true;
  } finally {
    await handle.close();
  }
}

interface Found {
  readonly payload: Uint8Array;
  readonly fresh: number;
  readonly window: BaseWindow;
}

async function comparer(base: ByteSource): Promise<(segment: Uint8Array, share: number) => Promise<Found | null>> {
  const anchors: Anchors = base.sizeBytes <= windowBytes ? new Map() : await findAnchors(base);
  let current: { readonly window: BaseWindow; readonly index: BaseIndex } | null = null;
  return async (segment, share) => {
    const window = chooseWindow(base.sizeBytes, anchors, segment, share);
    if (current?.window.at !== window.at) current = { window, index: indexBase(await base.read(window.at, window.bytes)) };
    const delta = await findDelta(current.index, segment, () => setImmediate());
    if (!delta) return null;
    const stepBytes = Buffer.alloc(4);
    stepBytes.writeUInt32LE(delta.steps.length);
    return { payload: Buffer.concat([stepBytes, delta.steps, delta.literals]), fresh: delta.literals.length, window };
  };
}

/** Throws where the file is not a packed one or its list is damaged. */
export function readPackedList(path: string): PackedList {
  const handle = openSync(path, 'r');
  try {
    const { size } = fstatSync(handle);
    const tail = readExactly(handle, size - tailBytes, tailBytes);
    const length = tail.readUInt32LE(0);
    if (!tail.subarray(4).equals(mark) || length > largestListBytes) throw new RangeError('The file is not a packed one.');
    return listSchema.parse(JSON.parse(readExactly(handle, size - tailBytes - length, length).toString('utf8')));
  } finally {
    closeSync(handle);
  }
}

function readExactly(handle: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  if (at < 0 || readSync(handle, bytes, 0, length, at) !== length) throw new RangeError('The file is not a packed one.');
  return bytes;
}

/** The bytes as they were before packing. `base` is needed where the list names one. Throws where they cannot be had. */
export async function openPacked(path: string, list: PackedList, base: ByteSource | null): Promise<ByteSource> {
  const stored = await openFileBytes(path);
  const places = placesOf(list.segments);
  let lastWindow: { readonly window: BaseWindow; readonly bytes: Uint8Array } | null = null;
  let last: { readonly index: number; readonly bytes: Uint8Array } | null = null;

  async function segment(index: number): Promise<Uint8Array> {
    if (last?.index === index) return last.bytes;
    const { bytes: size, storedBytes, window } = list.segments[index]!;
    const payload = await decompress(await stored.read(places[index]!.storedAt, storedBytes), { chunkSize: outputPieceBytes, maxOutputLength: 2 * segmentBytes });
    const bytes = window === null ? payload : await fromBase(payload, window, size);
    if (bytes.length !== size) throw new RangeError('A segment has another size.');
    last = { index, bytes };
    return bytes;
  }

  async function fromBase(payload: Buffer, window: BaseWindow, size: number): Promise<Uint8Array> {
    if (!base) throw new RangeError('The base is not there.');
    if (lastWindow?.window.at !== window.at || lastWindow.window.bytes !== window.bytes) lastWindow = { window, bytes: await base.read(window.at, window.bytes) };
    const stepsEnd = 4 + payload.readUInt32LE(0);
    return applyDelta(lastWindow.bytes, { steps: payload.subarray(4, stepsEnd), literals: payload.subarray(stepsEnd) }, size);
  }

  return {
    sizeBytes: list.sizeBytes,
    async read(at, length) {
      const parts: Uint8Array[] = [];
      for (const [index, { at: start, end }] of places.entries()) {
        if (end > at && start < at + length) parts.push((await segment(index)).subarray(Math.max(0, at - start), at + length - start));
      }
      const [only] = parts;
      return parts.length === 1 && only ? only : Buffer.concat(parts, length);
    },
    close: () => stored.close(),
  };
}

function placesOf(segments: readonly Segment[]): { readonly at: number; readonly end: number; readonly storedAt: number }[] {
  let [at, storedAt] = [0, 0];
  return segments.map(({ bytes, storedBytes }) => {
    const place = { at, end: at + bytes, storedAt };
    at += bytes;
    storedAt += storedBytes;
    return place;
  });
}

/** Hands the bytes on in pieces and gives their SHA-256. */
export async function passBytes(source: ByteSource, take: (bytes: Uint8Array) => Promise<void>): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < source.sizeBytes; at += outputPieceBytes) {
    const piece = await source.read(at, Math.min(outputPieceBytes, source.sizeBytes - at));
    hash.update(piece);
    await take(piece);
  }
  return hash.digest('hex');
}
