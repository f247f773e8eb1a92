/** A chunk's pages as they stand in the file: each behind its header, compressed by zstd where that makes the chunk smaller. */
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import type { EncodedChunk, Page } from './encodedChunk';
import { codecs, encodings, pageTypes } from './physicalTypes';
import { ThriftWriter } from './thriftCompact';

const compress = promisify(zstdCompress);
/** Nearly as quick as level 1, and where values are all different about a tenth smaller. */
const level = 2;

/** Sizes are those of pages and headers together. */
export interface StoredChunk {
  readonly codec: number;
  /** 0 without a dictionary. */
  readonly dictionaryBytes: number;
  readonly plainBytes: number;
  readonly storedBytes: number;
}

export interface CompressedChunk {
  /** Headers and pages in turn. */
  readonly parts: readonly Uint8Array[];
  readonly stored: StoredChunk;
}

export async function compressChunk({ pages }: EncodedChunk): Promise<CompressedChunk> {
  const compressed = await Promise.all(pages.map(({ bytes }) => compressPage(bytes)));
  const isSmaller = bytesOf(compressed) < bytesOf(pages.map(({ bytes }) => bytes));
  const bodies = isSmaller ? compressed : pages.map(({ bytes }) => bytes);
  const headers = pages.map((page, index) => pageHeader(page, bodies[index]!.length));
  const parts = headers.flatMap((header, index) => [header, bodies[index]!]);
  return {
    parts,
    stored: {
      codec: isSmaller ? codecs.zstd : codecs.none,
      dictionaryBytes: pages.length > 1 ? bytesOf(parts.slice(0, 2)) : 0,
      plainBytes: bytesOf(headers) + bytesOf(pages.map(({ bytes }) => bytes)),
      storedBytes: bytesOf(parts),
    },
  };
}

/** In one piece: the frame cannot be larger than the room it is given, so the thread comes back once. */
function compressPage(bytes: Uint8Array): Promise<Buffer> {
  const bound = bytes.length + (bytes.length >>> 8) + 1024;
  // Known to Node 24, but not yet to its types: the size is told beforehand, so that the tables are no larger than the page asks for.
  const settings = { chunkSize: bound, pledgedSrcSize: bytes.length, params: { [constants.ZSTD_c_compressionLevel]: level } };
  return compress(bytes, settings);
}

function pageHeader({ type, count, encoding, bytes }: Page, storedBytes: number): Uint8Array {
  const header = new ThriftWriter();
  header.int32(1, type);
  header.int32(2, bytes.length);
  header.int32(3, storedBytes);
  header.struct(type === pageTypes.data ? 5 : 7, () => {
    header.int32(1, count);
    header.int32(2, encoding);
    if (type === pageTypes.data) {
      header.int32(3, encodings.rle);
      header.int32(4, encodings.rle);
    }
  });
  return header.finish();
}

function bytesOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}
