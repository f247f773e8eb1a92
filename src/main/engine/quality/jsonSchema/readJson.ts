/** JSON as Python's json module reads it: besides the standard it knows NaN, Infinity and -Infinity. */

/** A number, text or structure; `null` for the JSON null. */
export type ReadJson = { readonly value: unknown } | null;

/** Null where the text is no JSON. */
export function readJson(text: string): ReadJson {
  return parsed(text) ?? parsed(withoutSpecialNumbers(text));
}

function parsed(text: string): ReadJson {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

/** Stands for a number that JSON cannot write; its value plays no part in any rule but the type. */
const stand = '1e308';

function withoutSpecialNumbers(text: string): string {
  return replaceBareNumbers(text, () => stand);
}

/** Texts, the last of which may stay open, so that every text is looked at once; and bare words for numbers. */
const textsAndWords = /"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|\\?$)|(?<![\w.+-])(?:NaN|-?Infinity)(?![\w.])/g;

/** NaN, Infinity and -Infinity outside of texts. */
export function replaceBareNumbers(text: string, replace: (word: string) => string): string {
  return text.replaceAll(textsAndWords, (part) => (part.startsWith('"') ? part : replace(part)));
}
