/** Line ends: which one a file uses, and one form for files that mix them outside quoted cells. */
import type { ByteSurvey } from './byteSurvey';
import type { Encoding } from '@shared/areas/datasets';

export type Newline = '\n' | '\r\n' | '\r';

/** The one line end of the file, or null where several occur or the bytes are no single-byte text. */
export function singleNewline({ lf, cr, crlf }: ByteSurvey['lineEnds'], encoding: Encoding): Newline | null {
  if (encoding.startsWith('utf-16')) return null;
  if (cr === 0) return '\n';
  if (lf === 0) return '\r';
  return crlf === lf && crlf === cr ? '\r\n' : null;
}

export interface LineEndCounts {
  lf: number;
  cr: number;
  crlf: number;
}

export interface LineEndNormaliser {
  /** Record ends of any form become \n; text inside quotes stays as it is. */
  push(text: string, last: boolean): string;
  /** Record ends seen so far. */
  readonly counts: Readonly<LineEndCounts>;
}

const lineFeed = 10;
const carriageReturn = 13;

/** Follows quotes the way the reader does: a quote opens a cell only as its first character. */
export function createLineEndNormaliser(delimiter: string, quote: string, escape: string | undefined): LineEndNormaliser {
  const counts: LineEndCounts = { lf: 0, cr: 0, crlf: 0 };
  const delimiterCode = delimiter.charCodeAt(0);
  const quoteCode = quote.charCodeAt(0);
  const escapeCode = escape?.charCodeAt(0) ?? -1;
  let atCellStart = true;
  let inQuotes = false;
  let held = '';

  function push(piece: string, last: boolean): string {
    const text = held + piece;
    held = '';
    const parts: string[] = [];
    let from = 0;
    let i = 0;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (inQuotes) {
        // Whether a quote closes depends on what follows it; an escape on what it escapes.
        if ((code === quoteCode || code === escapeCode) && i + 1 === text.length && !last) break;
        if (code === escapeCode) i++;
        else if (code === quoteCode) {
          if (escapeCode === -1 && text.charCodeAt(i + 1) === quoteCode) i++;
          else inQuotes = false;
        }
        continue;
      }
      if (code === quoteCode && atCellStart) {
        inQuotes = true;
        atCellStart = false;
      } else if (code === lineFeed) {
        counts.lf++;
        atCellStart = true;
      } else if (code === carriageReturn) {
        if (i + 1 === text.length && !last) break;
        parts.push(text.slice(from, i), '\n');
        if (text.charCodeAt(i + 1) === lineFeed) {
          counts.crlf++;
          i++;
        } else counts.cr++;
        from = i + 1;
        atCellStart = true;
      } else atCellStart = code === delimiterCode;
    }
    held = text.slice(Math.max(i, from));
    parts.push(text.slice(from, Math.max(i, from)));
    return parts.join('');
  }
  return { push, counts };
}
