/** The text DuckDB takes a table from: the plain copy that the reader wrote, or the source's own bytes where every reader agrees on them. */
import type { RegularDialect } from './regularCells';

export interface PlainText {
  readonly kind: 'plain';
  /** Each line begins with the row number and the line in the source. */
  readonly path: string;
  /** In bytes. */
  readonly longestRecord: number;
}

export interface RegularText {
  readonly kind: 'regular';
  readonly path: string;
  readonly dialect: RegularDialect;
  readonly hasHeader: boolean;
  /** In bytes. */
  readonly longestRecord: number;
  readonly lineBreaks: LineBreaks;
  /** Some rows as they were read, which the stored table must give back. */
  readonly witnesses: readonly Witness[];
}

export type TableText = PlainText | RegularText;

/** Rows with line ends inside their cells, from 1 and rising, and how many each: without them a row's line follows from its number. */
export interface LineBreaks {
  readonly rows: readonly number[];
  readonly counts: readonly number[];
}

export interface Witness {
  readonly row: number;
  readonly cells: readonly string[];
}
