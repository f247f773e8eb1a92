/** Lines that were quoted whole, "a,b,c" in place of a,b,c: finds them, and gives the text inside. */
import type { ReadingRequest } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import { longestRecord } from './csvReader';
import { guessDelimiter } from './delimiter';
import type { Notice, Question } from './notices';
import { commonWidth, isBlank, isTyped, readLoosely } from './sampleRecords';

/** Thrown where a line is more or less than one quoted text. */
export class UnquotedLine extends Error {
  constructor(
    /** In the file, from 1. */
    readonly line: number,
  ) {
    super('unquoted-line');
  }
}

/** Takes the quotes from around each line, a piece of text at a time; blank lines stay. Throws `UnquotedLine`. */
export function createLineUnwrapper(quote: string, firstLine: number): (text: string, last: boolean) => string {
  let line = firstLine;
  let held = '';
  return (piece, last) => {
    const text = held + piece;
    const parts: string[] = [];
    let at = 0;
    while (at < text.length) {
      if (isLineEnd(text[at])) {
        // A carriage return at the end may be half of a pair.
        if (text[at] === '\r' && at + 1 === text.length && !last) break;
        const end = text.startsWith('\r\n', at) ? '\r\n' : text.charAt(at);
        parts.push(end);
        line++;
        at += end.length;
        continue;
      }
      if (text[at] !== quote) throw new UnquotedLine(line);
      const close = closingQuote(text, at + 1, quote);
      // What follows the quote may be its double.
      if ((close === -1 || close + 1 === text.length) && !last && text.length - at <= longestRecord) break;
      if (close === -1 || (close + 1 < text.length && !isLineEnd(text[close + 1]))) throw new UnquotedLine(line);
      const inner = text.slice(at + 1, close);
      parts.push(inner.replaceAll(quote + quote, quote));
      line += inner.match(/\r\n|\r|\n/g)?.length ?? 0;
      at = close + 1;
    }
    held = text.slice(at);
    return parts.join('');
  };
}

export async function* unwrapLines(pieces: AsyncIterable<string>, quote: string, firstLine: number): AsyncGenerator<string> {
  const unwrap = createLineUnwrapper(quote, firstLine);
  for await (const piece of pieces) yield unwrap(piece, false);
  yield unwrap('', true);
}

export function unquotedLineNotice({ line }: UnquotedLine): Notice {
  return { code: 'unquoted-line', message: datasetsMessages.refused.unquotedLine(line), line };
}

/** A column inside the quotes is none of the file's. */
export function withoutColumns(notices: readonly Notice[]): Notice[] {
  return notices.map(({ column: _column, ...notice }) => notice);
}

export interface QuotedLines {
  /** The text to go on with. */
  readonly text: string;
  /** The table is inside the quotes of each line. */
  readonly inside: boolean;
  readonly questions: readonly Question[];
  readonly warnings: readonly Notice[];
}

/** Asks where lines quoted whole hold a table; where a delimiter is chosen that divides none of them, it is told. `made` text was written by Almanac itself. */
export function examineQuotedLines(text: string, whole: boolean, quote: string, { quotedLines, delimiter, escape }: ReadingRequest, firstLine: number, made: boolean): QuotedLines {
  const asItIs = { text, inside: false, questions: [], warnings: [] };
  if (made || escape !== undefined) return asItIs;
  const inside = insideOf(text, whole, quote);
  if (quotedLines === 'table') return { ...asItIs, text: inside ?? text, inside: true };
  if (inside === null) return asItIs;
  const divided = guessDelimiter(inside, whole, quote, undefined).delimiter;
  const records = readLoosely(inside, whole, { delimiter: divided, quote, escape: undefined }).records.filter((record) => !isBlank(record));
  const { width, share } = commonWidth(records);
  const [first] = records;
  if (width < 2 || share < 1 || records.length < 2 || first === undefined || isColumnOfValues(inside)) return asItIs;
  if (delimiter !== undefined) return { ...asItIs, warnings: [{ code: 'quoted-lines', message: datasetsMessages.warnings.quotedLines(firstLine, width), line: firstLine, count: records.length }] };
  const words = datasetsMessages.questions;
  return {
    ...asItIs,
    questions: [
      {
        code: 'quoted-lines',
        message: words.quotedLines(firstLine, first.join(divided)),
        options: [
          { label: words.quotedLinesTable(first), apply: { quotedLines: 'table' } },
          { label: words.quotedLinesText, apply: { delimiter: ',' } },
        ],
      },
    ],
  };
}

/** A column that was quoted because its values hold a comma themselves: "Dec 8, 2022" or "[1, 2]"; the first may be its name. */
function isColumnOfValues(inside: string): boolean {
  const [, ...cells] = inside.split(/\r\n|\r|\n/).filter((line) => line !== '');
  return cells.every((cell) => isTyped(cell) || /^(\[.*\]|\{.*\})$/.test(cell));
}

function insideOf(text: string, whole: boolean, quote: string): string | null {
  try {
    return createLineUnwrapper(quote, 1)(text, whole);
  } catch (error) {
    if (error instanceof UnquotedLine) return null;
    throw error;
  }
}

function closingQuote(text: string, from: number, quote: string): number {
  let at = text.indexOf(quote, from);
  while (at !== -1 && text[at + 1] === quote) at = text.indexOf(quote, at + 2);
  return at;
}

function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}
