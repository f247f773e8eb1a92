/** The one place where papaparse is used: it says what the cells are. Records come as arrays, with the line each starts on. */
import Papa from 'papaparse';
import { z } from 'zod';
import type { Newline } from './lineEnds';

export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape?: string | undefined;
  readonly newline: Newline;
}

export interface RecordBatch {
  readonly records: string[][];
  /** Line in the file where each record starts, from 1. */
  readonly lines: readonly number[];
  /** The text these records were read from. */
  readonly text: string;
}

export interface QuoteProblem {
  readonly code: 'unclosed-quote' | 'text-after-quote' | 'record-too-long';
  readonly line: number;
  /** Character of the line where the cell begins, from 1. */
  readonly column: number;
  /** The text around the problem, to see what went wrong. */
  readonly near: string;
}

/** Thrown where quotes cannot be understood: what follows would be guessed. */
export class UnreadableQuotes extends Error {
  constructor(
    readonly problem: QuoteProblem,
    /** Records of the same piece of text that stand before the problem. */
    readonly before: Pick<RecordBatch, 'records' | 'lines'> = { records: [], lines: [] },
  ) {
    super(problem.code);
  }
}

/** A record longer than this is a quote that never closes, or no table. */
export const longestRecord = 8 << 20;

// The parser's own class is used so that pieces of text can be fed as they come; its result is checked here, once a piece.
const parsedSchema = z.object({
  data: z.custom<string[][]>(Array.isArray),
  errors: z.array(z.object({ code: z.string(), row: z.number(), index: z.number() })),
  meta: z.object({ cursor: z.number() }),
});
type Parsed = z.infer<typeof parsedSchema>;

function createParser(dialect: Dialect): (text: string, more: boolean) => Parsed {
  const parser = new Papa.Parser({
    delimiter: dialect.delimiter,
    quoteChar: dialect.quote,
    ...(dialect.escape === undefined ? {} : { escapeChar: dialect.escape }),
    newline: dialect.newline,
  });
  return (text, more) => {
    const parsed = parsedSchema.parse(parser.parse(text, 0, more));
    // The last record of a piece is read again with the next piece, so its errors do not count yet.
    return more ? { ...parsed, errors: parsed.errors.filter(({ row }) => row < parsed.data.length) } : parsed;
  };
}

export async function* readRecords(pieces: AsyncIterable<string>, dialect: Dialect, firstLine: number): AsyncGenerator<RecordBatch> {
  const parse = createParser(dialect);
  let rest = '';
  let line = firstLine;
  for await (const piece of pieces) {
    const text = rest + piece;
    const parsed = parse(text, true);
    rest = text.slice(parsed.meta.cursor);
    const batch = toBatch(parsed, text.slice(0, parsed.meta.cursor), line, dialect);
    line = batch.nextLine;
    if (rest.length > longestRecord) throw new UnreadableQuotes({ code: 'record-too-long', line, column: 1, near: rest.slice(0, 60) });
    if (batch.records.length > 0) yield batch;
  }
  if (rest === '') return;
  yield toBatch(parse(rest, false), rest, line, dialect);
}

export interface SampleRecords {
  readonly records: string[][];
  readonly lines: readonly number[];
  /** The text of these records; empty where there is a problem. */
  readonly text: string;
  /** Where it stands, `records` are those before it. */
  readonly problem: QuoteProblem | null;
}

/** The records of a short text. `whole` false: the last record may be cut off and is left out. */
export function readSample(text: string, dialect: Dialect, whole: boolean): SampleRecords {
  const parse = createParser(dialect);
  let read: Pick<RecordBatch, 'records' | 'lines'> = { records: [], lines: [] };
  try {
    const head = parse(text, true);
    const rest = text.slice(head.meta.cursor);
    const first = toBatch(head, text.slice(0, head.meta.cursor), 1, dialect);
    read = first;
    if (rest === '' || !whole) return { records: first.records, lines: first.lines, text: first.text, problem: null };
    const last = toBatch(parse(rest, false), rest, first.nextLine, dialect);
    return { records: [...first.records, ...last.records], lines: [...first.lines, ...last.lines], text, problem: null };
  } catch (error) {
    if (!(error instanceof UnreadableQuotes)) throw error;
    const { problem } = error;
    return { records: [...read.records, ...error.before.records], lines: [...read.lines, ...error.before.lines], text: '', problem };
  }
}

function toBatch(parsed: Parsed, text: string, firstLine: number, dialect: Dialect): RecordBatch & { nextLine: number } {
  const records = parsed.data;
  const { lines, nextLine } = startLines(records, text, firstLine, dialect.newline);
  const error = parsed.errors[0];
  if (error) {
    const code = error.code === 'MissingQuotes' ? 'unclosed-quote' : 'text-after-quote';
    // The parser stands behind the quote that opens the cell.
    const at = Math.max(0, error.index - 1);
    const above = text.slice(0, at).split(anyLineEnd);
    const before = { records: records.slice(0, error.row), lines: lines.slice(0, error.row) };
    throw new UnreadableQuotes({ code, line: firstLine + above.length - 1, column: [...(above.at(-1) ?? '')].length + 1, near: text.slice(at, at + 61) }, before);
  }
  return { records, lines, text, nextLine };
}

const anyLineEnd = /\r\n|\r|\n/g;

function startLines(records: readonly string[][], text: string, firstLine: number, newline: Newline): { lines: number[]; nextLine: number } {
  const lines = new Array<number>(records.length);
  let line = firstLine;
  if (countOf(text, newline) === records.length && (newline !== '\n' || !text.includes('\r'))) {
    for (let i = 0; i < records.length; i++) lines[i] = line++;
    return { lines, nextLine: line };
  }
  for (const [i, record] of records.entries()) {
    lines[i] = line++;
    for (const cell of record) {
      if (cell.includes('\n') || cell.includes('\r')) line += cell.match(anyLineEnd)?.length ?? 0;
    }
  }
  return { lines, nextLine: line };
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) count++;
  return count;
}
