/** Finds quote characters inside cells that were not quoted: legal to keep, but worth a word. */

export interface StrayQuotes {
  readonly count: number;
  /** Which record of the text holds the first one, from 0. */
  readonly firstRecord: number;
}

/** `text` holds whole records that the reader accepted, so every quoted cell closes properly. */
export function findStrayQuotes(text: string, delimiter: string, quote: string, newline: string, escape: string | undefined): StrayQuotes {
  let record = 0;
  let count = 0;
  let firstRecord = -1;
  let i = 0;
  while (i < text.length) {
    if (text[i] === quote) {
      i = endOfQuoted(text, i + 1, quote, escape);
      while (i < text.length && text[i] !== delimiter && !text.startsWith(newline, i)) i++;
    } else {
      while (i < text.length && text[i] !== delimiter && !text.startsWith(newline, i)) {
        if (text[i] === quote) {
          if (count === 0) firstRecord = record;
          count++;
        }
        i++;
      }
    }
    if (i >= text.length) break;
    if (text[i] === delimiter) i++;
    else {
      record++;
      i += newline.length;
    }
  }
  return { count, firstRecord };
}

function endOfQuoted(text: string, from: number, quote: string, escape: string | undefined): number {
  let i = from;
  while (i < text.length) {
    if (escape !== undefined && text[i] === escape) i += 2;
    else if (text[i] !== quote) i++;
    else if (escape === undefined && text[i + 1] === quote) i += 2;
    else return i + 1;
  }
  return i;
}
