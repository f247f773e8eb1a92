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
    const buffer = Buffer.allocUnsafe(chunkBytes);
    let position = 0;
    while (position < options.endBytes) {
      if (options.signal?.aborted) throw new EngineError('cancelled', datasetsMessages.refused.cancelled);
      const { bytesRead } = await file.read(buffer, 0, Math.min(chunkBytes, options.endBytes - position), position);
      if (bytesRead === 0) break;
      yield decodePiece(decoder, buffer.subarray(0, bytesRead), position, true);
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
  return decodePiece(createDecoder(encoding), bytes, 0, !complete);
}

interface Decoder {
  decode(bytes: Uint8Array, options: { stream: boolean }): string;
}

function decodePiece(decoder: Decoder, bytes: Uint8Array, position: number, more: boolean): string {
  try {
    return decoder.decode(bytes, { stream: more });
  } catch {
    throw new UndecodableBytes(position);
  }
}

function createDecoder(encoding: Encoding): Decoder {
  // The web standard reads the label iso-8859-1 as Windows-1252, so true Latin-1 is decoded byte by byte.
  if (encoding === 'iso-8859-1') return { decode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1') };
  const label = encoding === 'utf-16-le' ? 'utf-16le' : encoding === 'utf-16-be' ? 'utf-16be' : encoding;
  return new TextDecoder(label, { fatal: true });
}
