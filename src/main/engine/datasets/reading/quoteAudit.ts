/** Finds what the reader took in its stride at quotes and is worth a word: quotes inside cells that were not quoted, white space after a closing quote. */

export interface QuoteFindings {
  readonly strays: Finding;
  readonly spaces: Finding;
}

export interface Finding {
  count: number;
  /** Place of the first one in the text, -1 where there is none. */
  first: number;
}

/** A quick look whether white space may stand after a closing quote. */
export function mayHoldSpacesAfterQuotes(text: string, quote: string): boolean {
  return text.includes(`${quote} `) || text.includes(`${quote}\t`) || text.includes(`${quote}\u00a0`);
}

/** `text` holds whole records that the reader accepted, so every quoted cell closes properly. Jumps from quote to quote. */
export function auditQuotes(text: string, delimiter: string, quote: string, newline: string, escape: string | undefined): QuoteFindings {
  const found: QuoteFindings = { strays: { count: 0, first: -1 }, spaces: { count: 0, first: -1 } };
  let at = text.indexOf(quote);
  while (at !== -1) {
    const opens = at === 0 || text[at - 1] === delimiter || text.startsWith(newline, at - newline.length);
    if (opens) {
      at = endOfQuoted(text, at + 1, quote, escape);
      if (at < text.length && text[at] !== delimiter && !text.startsWith(newline, at)) note(found.spaces, at);
    } else note(found.strays, at++);
    at = text.indexOf(quote, at);
  }
  return found;
}

function note(finding: Finding, at: number): void {
  if (finding.count === 0) finding.first = at;
  finding.count++;
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
