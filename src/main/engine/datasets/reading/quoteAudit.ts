/** Finds quote characters inside cells that were not quoted: legal to keep, but worth a word. */

export interface StrayQuotes {
  readonly count: number;
  /** Place of the first one in the text, -1 where there is none. */
  readonly first: number;
}

/** `text` holds whole records that the reader accepted, so every quoted cell closes properly. Jumps from quote to quote. */
export function findStrayQuotes(text: string, delimiter: string, quote: string, newline: string, escape: string | undefined): StrayQuotes {
  let count = 0;
  let first = -1;
  let at = text.indexOf(quote);
  while (at !== -1) {
    const opens = at === 0 || text[at - 1] === delimiter || text.startsWith(newline, at - newline.length);
    if (opens) at = endOfQuoted(text, at + 1, quote, escape);
    else {
      if (count === 0) first = at;
      count++;
      at++;
    }
    at = text.indexOf(quote, at);
  }
  return { count, first };
}

/** The place after the closing quote. */
function endOfQuoted(text: string, from: number, quote: string, escape: string | undefined): number {
  let at = text.indexOf(quote, from);
  while (at !== -1) {
    if (escape !== undefined && isEscaped(text, at, from, escape)) at = text.indexOf(quote, at + 1);
    else if (escape === undefined && text[at + 1] === quote) at = text.indexOf(quote, at + 2);
    else return at + 1;
  }
  return text.length;
}

function isEscaped(text: string, at: number, from: number, escape: string): boolean {
  let escapes = 0;
  while (at - escapes > from && text[at - escapes - 1] === escape) escapes++;
  return escapes % 2 === 1;
}
