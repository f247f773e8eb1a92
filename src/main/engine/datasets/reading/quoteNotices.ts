/** Gathers what stands oddly at quotes, over all pieces of a text, and says where the first of each is. */
import { datasetsMessages } from '@shared/messages/datasets';
import type { Newline } from './lineEnds';
import type { Layout } from './dialect';
import type { Notice } from './notices';
import { auditQuotes, type Finding } from './quoteAudit';

interface LocatedFinding {
  count: number;
  /** Line and character of the first one. */
  line: number;
  column: number;
}

export interface QuoteCounts {
  readonly strays: LocatedFinding;
  readonly spaces: LocatedFinding;
}

export function createQuoteCounts(): QuoteCounts {
  return { strays: { count: 0, line: 0, column: 1 }, spaces: { count: 0, line: 0, column: 1 } };
}

/** `text` holds whole records that the reader accepted and begins on `firstLine`. */
export function countQuotes(counts: QuoteCounts, text: string, firstLine: number, { delimiter, quote, escape }: Pick<Layout, 'delimiter' | 'quote' | 'escape'>, newline: Newline): void {
  const { strays, spaces } = auditQuotes(text, delimiter, quote, newline, escape);
  const add = (sum: LocatedFinding, { count, first }: Finding): void => {
    if (count > 0 && sum.count === 0) {
      const above = text.slice(0, first).split(/\r\n|\r|\n/);
      sum.line = firstLine + above.length - 1;
      sum.column = [...(above.at(-1) ?? '')].length + 1;
    }
    sum.count += count;
  };
  add(counts.strays, strays);
  add(counts.spaces, spaces);
}

export function quoteNotices({ strays, spaces }: QuoteCounts): Notice[] {
  const words = datasetsMessages.warnings;
  const notices: Notice[] = [];
  if (strays.count > 0) notices.push({ code: 'stray-quotes', message: words.strayQuotes(strays.line), line: strays.line, column: strays.column, count: strays.count });
  if (spaces.count > 0) notices.push({ code: 'spaces-after-quotes', message: words.spacesAfterQuotes(spaces.line), line: spaces.line, column: spaces.column, count: spaces.count });
  return notices;
}
