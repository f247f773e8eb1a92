/** What a table is written from: the plain copy that the reader made, or codes by column where the text is regular. */
import type { CodedCells } from '../coded/codedCells';

export interface PlainText {
  readonly kind: 'plain';
  /** Each line begins with the row number and the line in the source. */
  readonly path: string;
  /** In bytes. */
  readonly longestRecord: number;
}

export interface CodedText {
  readonly kind: 'coded';
  /** Holds the cells. */
  readonly path: string;
  readonly cells: CodedCells;
  /** Line of the first row. */
  readonly firstLine: number;
  readonly lineBreaks: LineBreaks;
  /** Some rows as they were read, which the stored table must give back. */
  readonly witnesses: readonly Witness[];
}

export interface Witness {
  readonly row: number;
  readonly cells: readonly string[];
}

export type TableText = PlainText | CodedText;

/** Rows with line ends inside their cells, from 1 and rising, and how many each: without them a row's line follows from its number. */
export interface LineBreaks {
  readonly rows: readonly number[];
  readonly counts: readonly number[];
}
