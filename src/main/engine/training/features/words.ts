/** Normal forms of category spellings, words of a text and items of a comma list. All fits of a table ask them of the same cells. */
import { rememberTexts } from './rememberTexts';

/** Case, dots, dashes, underscores and white space do not make a new category: "Size-S." and "size s" are one. */
export const normaliseCategory: (text: string) => string = rememberTexts((text) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s._-]+/gu, ' ')
    .trim(),
);

/** Runs of letters and digits, lower case. Web addresses are no words. */
export const wordsOf: (text: string) => readonly string[] = rememberTexts((text) => {
  const plain = text.includes('://') ? text.split(/\s+/u).filter((part) => !part.includes('://')).join(' ') : text;
  return plain.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
});

/** Parts between commas, in normal form, without empty ones. */
export const itemsOf: (text: string) => readonly string[] = rememberTexts((text) => text.split(',').map(normaliseCategory).filter((item) => item !== ''));

/** Words of a column's name: "compPrice", "comp_price" and "Comp price" are the same two. */
export function nameWords(name: string): readonly string[] {
  return wordsOf(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll('_', ' '));
}
