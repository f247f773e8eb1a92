/** The footer of a Parquet file (parquet.thrift, FileMetaData): its columns, where each chunk lies, and what is known of it. */
import type { Field } from './columns';
import type { StoredChunk } from './compressedChunk';
import type { EncodedChunk } from './encodedChunk';
import { kindFacts, physicalNumbers } from './physicalTypes';
import { ThriftWriter } from './thriftCompact';

const formatVersion = 2;
const createdBy = 'Almanac';
const repetition = { required: 0, optional: 1 } as const;

export interface ChunkFacts extends StoredChunk {
  /** Where the chunk begins in the file. */
  readonly at: number;
  readonly encodings: readonly number[];
  readonly missing: number;
  readonly range: EncodedChunk['range'];
}

export interface GroupFacts {
  readonly rows: number;
  readonly chunks: readonly ChunkFacts[];
}

export function writeFooter(fields: readonly Field[], groups: readonly GroupFacts[]): Uint8Array {
  const footer = new ThriftWriter();
  footer.int32(1, formatVersion);
  footer.structs(2, [null, ...fields], (field) => (field ? writeField(footer, field) : writeRoot(footer, fields.length)));
  footer.int64(3, groups.reduce((sum, { rows }) => sum + rows, 0));
  footer.structs(4, groups, (group) => writeGroup(footer, fields, group));
  footer.text(6, createdBy);
  // Every column is ordered as its type says.
  footer.structs(7, fields, () => footer.struct(1, () => undefined));
  return footer.finish();
}

function writeRoot(footer: ThriftWriter, children: number): void {
  footer.text(4, 'schema');
  footer.int32(5, children);
}

function writeField(footer: ThriftWriter, { name, kind, required }: Field): void {
  const { physical, logical } = kindFacts[kind];
  footer.int32(1, physicalNumbers[physical]);
  footer.int32(3, required ? repetition.required : repetition.optional);
  footer.text(4, name);
  if (!logical) return;
  footer.int32(6, logical.converted);
  footer.struct(10, () => footer.struct(logical.member, () => logical.fill?.(footer)));
}

function writeGroup(footer: ThriftWriter, fields: readonly Field[], { rows, chunks }: GroupFacts): void {
  footer.structs(1, chunks, (chunk, index) => {
    footer.int64(2, 0);
    footer.struct(3, () => writeChunk(footer, fields[index]!, rows, chunk));
  });
  footer.int64(2, chunks.reduce((sum, { plainBytes }) => sum + plainBytes, 0));
  footer.int64(3, rows);
  footer.int64(5, chunks[0]?.at ?? 0);
  footer.int64(6, chunks.reduce((sum, { storedBytes }) => sum + storedBytes, 0));
}

function writeChunk(footer: ThriftWriter, { name, kind }: Field, rows: number, chunk: ChunkFacts): void {
  footer.int32(1, physicalNumbers[kindFacts[kind].physical]);
  footer.int32s(2, chunk.encodings);
  footer.texts(3, [name]);
  footer.int32(4, chunk.codec);
  footer.int64(5, rows);
  footer.int64(6, chunk.plainBytes);
  footer.int64(7, chunk.storedBytes);
  footer.int64(9, chunk.at + chunk.dictionaryBytes);
  if (chunk.dictionaryBytes > 0) footer.int64(11, chunk.at);
  footer.struct(12, () => {
    footer.int64(3, chunk.missing);
    if (!chunk.range) return;
    footer.binary(5, chunk.range.highest);
    footer.binary(6, chunk.range.lowest);
    // A range is given only where every decimal is a number.
    if (kind === 'decimal') footer.int64(9, 0);
  });
}
