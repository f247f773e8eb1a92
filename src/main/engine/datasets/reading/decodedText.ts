/** The file's text in pieces. Nothing is replaced in silence: bytes the encoding does not know end the reading. */
import { open } from 'node:fs/promises';
import type { Encoding } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';

const chunkBytes = 1 << 19;

/** Thrown where a byte cannot be decoded; the import turns it into a refusal that names the place. */
export class UndecodableBytes extends Error {
  constructor(readonly offset: number) {
    super(`bytes from ${offset} on cannot be decoded`);
  }
}

export interface DecodeOptions {
  /** Leave out the last byte: the old end-of-file mark. */
  readonly endBytes: number;
  readonly signal?: AbortSignal;
  readonly onBytes?: (done: number) => void;
}

export async function* decodeFile(path: string, encoding: Encoding, options: DecodeOptions): AsyncGenerator<string> {
  const file = await open(path, 'r');
  try {
    const decoder = createDecoder(encoding);
    // The line that the piece before did not end: where a byte does not decode, the decoder begins there again.
    const wide = encoding === 'utf-16-le' || encoding === 'utf-16-be';
    let begun: Uint8Array = Buffer.alloc(0);
    const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, options.endBytes));
    let position = 0;
    while (position < options.endBytes) {
      if (options.signal?.aborted) throw new EngineError('cancelled', datasetsMessages.refused.cancelled);
      const { bytesRead } = await file.read(buffer, 0, Math.min(chunkBytes, options.endBytes - position), position);
      if (bytesRead === 0) break;
      const piece = buffer.subarray(0, bytesRead);
      yield decodePiece(decoder, piece, position, true, () => firstUndecodable(encoding, begun, piece, position));
      const lineEnd = piece.lastIndexOf(10);
      // Characters of two bytes begin where pieces begin.
      begun = wide ? Buffer.alloc(0) : lineEnd === -1 ? Buffer.concat([begun, piece]).subarray(-chunkBytes) : Buffer.from(piece.subarray(lineEnd + 1));
      position += bytesRead;
      options.onBytes?.(position);
    }
    const last = decodePiece(decoder, Buffer.alloc(0), position, false);
    if (last !== '') yield last;
  } finally {
    await file.close();
  }
}

/** Text of bytes that may stop anywhere: an unfinished last character is left out. */
export function decodeHead(bytes: Uint8Array, encoding: Encoding, complete: boolean): string {
  return decodePiece(createDecoder(encoding), bytes, 0, !complete, () => firstUndecodable(encoding, Buffer.alloc(0), bytes, 0));
}

/** A byte at a time, from the beginning of a line, which is no half of a character in any encoding. */
function firstUndecodable(encoding: Encoding, begun: Uint8Array, piece: Uint8Array, position: number): number {
  if (encoding === 'utf-16-le' || encoding === 'utf-16-be') return position + loneSurrogate(piece, encoding === 'utf-16-le' ? 1 : 0, position > 0);
  const decoder = createDecoder(encoding);
  const bytes = Buffer.concat([begun, piece]);
  for (let at = 0; at < bytes.length; at++) {
    try {
      decoder.decode(bytes.subarray(at, at + 1), { stream: true });
    } catch {
      return position - begun.length + at;
    }
  }
  return position + piece.length;
}

/** Where half a character pair of UTF-16 stands; `high` is the place of the more significant byte in a code unit. The first unit may end a pair of the piece before. */
function loneSurrogate(bytes: Uint8Array, high: 0 | 1, continues: boolean): number {
  const isHalf = (at: number, kind: number): boolean => at + 1 < bytes.length && (bytes[at + high]! & 0xfc) === kind;
  let at = continues && isHalf(0, 0xdc) ? 2 : 0;
  while (at + 1 < bytes.length) {
    if (isHalf(at, 0xd8) && isHalf(at + 2, 0xdc)) at += 4;
    else if (isHalf(at, 0xd8) || isHalf(at, 0xdc)) return at;
    else at += 2;
  }
  return at;
}

interface Decoder {
  decode(bytes: Uint8Array, options: { stream: boolean }): string;
}

function decodePiece(decoder: Decoder, bytes: Uint8Array, position: number, more: boolean, findByte: () => number = () => position): string {
  try {
    return decoder.decode(bytes, { stream: more });
  } catch {
    throw new UndecodableBytes(findByte());
  }
}

function createDecoder(encoding: Encoding): Decoder {
  // The web standard reads the label iso-8859-1 as Windows-1252, so true Latin-1 is decoded byte by byte.
  if (encoding === 'iso-8859-1') return { decode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1') };
  const label = encoding === 'utf-16-le' ? 'utf-16le' : encoding === 'utf-16-be' ? 'utf-16be' : encoding;
  return new TextDecoder(label, { fatal: true });
}
