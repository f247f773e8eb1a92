/** Writes a Parquet file group by group from columns that come coded by dictionaries already, which no library takes. */
import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { mostGroupRows, type ColumnChunk, type Field } from './columns';
import { compressChunk, type CompressedChunk } from './compressedChunk';
import { encodeChunk, type EncodedChunk } from './encodedChunk';
import { writeFooter, type ChunkFacts, type GroupFacts } from './footer';
import { encodings } from './physicalTypes';

export { missingCode, mostGroupRows, type ColumnChunk, type Dictionary, type Field, type FieldKind } from './columns';

const magic = Buffer.from('PAR1');

/** An error of the disk reaches the caller as it is, and any later call as well: what is left to do then is `abandon`. */
export interface ParquetFile {
  /**
   * One row group of at most 20,480 rows; chunks in the order of the fields. Their arrays may be used again as soon as the call
   * returns. The promise is kept when the group is written: whoever waits for it holds the pages of one group in memory. Rejects
   * with a RangeError or TypeError, and writes nothing, where a chunk does not suit its field.
   */
  writeGroup(chunks: readonly ColumnChunk[], rows: number): Promise<void>;
  /** Writes the footer and closes; does not sync. */
  finish(): Promise<void>;
  /** Closes and removes what was written. */
  abandon(): Promise<void>;
}

/** The same fields and groups give the same bytes. Rejects where something stands at the path. */
export async function createParquetFile(path: string, fields: readonly Field[]): Promise<ParquetFile> {
  const handle = await open(path, 'wx');
  const groups: GroupFacts[] = [];
  let writtenBytes = 0;
  let written = Promise.resolve();

  /** After all that was to be written before. */
  function append(parts: () => Promise<readonly Uint8Array[]>): Promise<void> {
    written = written.then(async () => {
      const bytes = Buffer.concat(await parts());
      await handle.writeFile(bytes);
      writtenBytes += bytes.length;
    });
    return written;
  }

  async function abandon(): Promise<void> {
    await handle.close();
    rmSync(path, { force: true });
  }

  try {
    await append(() => Promise.resolve([magic]));
  } catch (error) {
    await abandon();
    throw error;
  }

  return {
    async writeGroup(chunks, rows) {
      if (chunks.length !== fields.length) throw new RangeError(`${chunks.length} columns were given for ${fields.length} fields.`);
      if (rows > mostGroupRows) throw new RangeError(`A group has at most ${mostGroupRows} rows, and ${rows} were given.`);
      if (rows === 0) return;
      const encoded = fields.map((field, index) => encodeChunk(field, chunks[index]!, rows));
      const compressing = Promise.all(encoded.map(compressChunk));
      await append(async () => {
        const compressed = await compressing;
        groups.push({ rows, chunks: placed(writtenBytes, encoded, compressed) });
        return compressed.flatMap(({ parts }) => parts);
      });
    },
    async finish() {
      await append(() => {
        const footer = writeFooter(fields, groups);
        const length = Buffer.alloc(4);
        length.writeUInt32LE(footer.length);
        return Promise.resolve([footer, length, magic]);
      });
      await handle.close();
    },
    abandon,
  };
}

/** Chunks lie in the file one behind the other. */
function placed(start: number, encoded: readonly EncodedChunk[], compressed: readonly CompressedChunk[]): ChunkFacts[] {
  let next = start;
  return compressed.map(({ stored }, index) => {
    const { pages, missing, range } = encoded[index]!;
    const at = next;
    next += stored.storedBytes;
    return { ...stored, at, encodings: [encodings.rle, ...new Set(pages.map(({ encoding }) => encoding))], missing, range };
  });
}
