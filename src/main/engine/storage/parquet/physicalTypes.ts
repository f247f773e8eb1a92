/** How each kind of field lies in a Parquet file (parquet-format, parquet.thrift and LogicalTypes.md). */
import type { FieldKind } from './columns';
import type { ThriftWriter } from './thriftCompact';

export type PhysicalType = 'boolean' | 'int32' | 'int64' | 'double' | 'bytes';

/** The format's numbers. */
export const physicalNumbers: Readonly<Record<PhysicalType, number>> = { boolean: 0, int32: 1, int64: 2, double: 5, bytes: 6 };
export const encodings = { plain: 0, rle: 3, deltaBinaryPacked: 5, rleDictionary: 8 } as const;
export const codecs = { none: 0, zstd: 6 } as const;
export const pageTypes = { data: 0, dictionary: 2 } as const;

export interface LogicalType {
  /** What older readers know the type by. */
  readonly converted: number;
  /** Which member of the union LogicalType, and what it holds. */
  readonly member: number;
  readonly fill?: (writer: ThriftWriter) => void;
}

export interface KindFacts {
  readonly physical: PhysicalType;
  /** Null where the physical type says all. */
  readonly logical: LogicalType | null;
}

export const kindFacts: Readonly<Record<FieldKind, KindFacts>> = {
  text: { physical: 'bytes', logical: { converted: 0, member: 1 } },
  integer: { physical: 'int64', logical: null },
  decimal: { physical: 'double', logical: null },
  boolean: { physical: 'boolean', logical: null },
  date: { physical: 'int32', logical: { converted: 6, member: 6 } },
  datetime: {
    physical: 'int64',
    logical: {
      converted: 10,
      member: 8,
      fill(writer) {
        // Not adjusted to UTC: the clock's reading as it stands in the file, in no zone.
        writer.boolean(1, false);
        writer.struct(2, () => writer.struct(2, () => undefined));
      },
    },
  },
};
