/** What the Parquet writer is handed: fields, and their values column by column, coded by dictionaries. */

export type FieldKind = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'datetime';

export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  /** No value is missing: there are no definition levels, and a missing one is refused. */
  readonly required: boolean;
}

/** Code of a missing value. */
export const missingCode = 0xffff;
/** Rows of one group at the most: what codes of 16 bits, pages in memory and skipping of groups were made for. */
export const mostGroupRows = 20_480;

export type Dictionary =
  /** Text i is `bytes[ends[i - 1] ?? 0 .. ends[i])`, UTF-8. */
  | { readonly kind: 'text'; readonly bytes: Uint8Array; readonly ends: Uint32Array }
  /** Integers (safe whole numbers), decimals, booleans (0 and 1), dates (days since 1970-01-01), datetimes within 2^53. */
  | { readonly kind: 'number'; readonly values: Float64Array }
  /** Datetimes: microseconds since 1970 in UTC; integers as well. */
  | { readonly kind: 'long'; readonly values: BigInt64Array };

export type ColumnChunk =
  /** One code per row (what stands behind the last row is not looked at); equal values may stand in the dictionary more than once, in order of first use. */
  | { readonly kind: 'coded'; readonly dictionary: Dictionary; readonly codes: Uint16Array }
  /** Whole numbers of an integer field without a missing one, such as row and line numbers. */
  | { readonly kind: 'counting'; readonly values: Float64Array };
