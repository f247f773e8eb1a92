/** Characters that a valid file may hold and no table means: U+FFFD where text was lost before, control characters, and UTF-8 that was once read as Windows-1252. */
import { datasetsMessages } from '@shared/messages/datasets';
import type { Notice } from './notices';

export interface OddCharacters {
  readonly code: 'replacement-characters' | 'control-characters' | 'garbled-text';
  /** Source of a pattern that JavaScript and RE2 read alike. */
  readonly pattern: string;
}

// What the bytes 80 to 9F are in Windows-1252.
const windowsSigns = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

export const oddCharacters: readonly OddCharacters[] = [
  { code: 'replacement-characters', pattern: '\uFFFD' },
  { code: 'control-characters', pattern: '[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]' },
  { code: 'garbled-text', pattern: `Ã[\u0080-\u00BF${windowsSigns}]|â€[\u0080-\u00BF${windowsSigns}]|Â[\u00A0-\u00BF]` },
];

/** Any of these, or what a garbled text begins with: a quick look at each text. */
export const anyOddCharacter = '[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F\uFFFDÃÂâ]';

export interface OddPlace {
  readonly count: number;
  /** Line of the first, in the header or below. */
  readonly line: number;
  readonly column: string;
}

export function oddNotice(code: OddCharacters['code'], place: OddPlace): Notice {
  const { count, line } = place;
  return { code, message: datasetsMessages.warnings.oddCharacters[code](place), line, count };
}

/** What the cells of a short table hold, with the place of the first of each kind. */
export function oddInCells(names: readonly string[], rows: readonly (readonly string[])[], lines: readonly number[]): Notice[] {
  const found = new RegExp(anyOddCharacter);
  const odd = [names, ...rows].flatMap((cells, r) => cells.flatMap((text, c) => (found.test(text) ? [{ text, column: names[c] ?? '', line: r === 0 ? 1 : (lines[r - 1] ?? 0) }] : [])));
  const marked = rows.findIndex((cells) => cells.some((text) => text.includes('\uFEFF')));
  const marks: Notice[] = marked === -1 ? [] : [{ code: 'mark-in-data', message: datasetsMessages.warnings.markInData(lines[marked] ?? 0), line: lines[marked] ?? 0 }];
  return [...marks, ...oddCharacters.flatMap(({ code, pattern }) => {
    const form = new RegExp(pattern);
    const cells = odd.filter(({ text }) => form.test(text));
    const first = cells[0];
    return first ? [oddNotice(code, { count: cells.length, line: first.line, column: first.column })] : [];
  })];
}
