/** The text of a suite as Python writes it: JSON with Infinity and -Infinity as bare words. */

import { replaceBareNumbers } from '../../quality';

/** No text of a suite begins with it. */
const mark = '\0';

/** Stands for a number that becomes a bare word. */
export function bareNumber(word: 'Infinity' | '-Infinity'): string {
  return `${mark}${word}`;
}

export function writeSuiteText(suite: unknown): string {
  return `${JSON.stringify(suite, null, 2).replaceAll(/"\\u0000(-?Infinity)"/g, '$1')}\n`;
}

/** Infinities as texts, so that any reader of JSON takes it; NaN means nothing in a suite and stays. */
export function asPlainJson(text: string): string {
  return replaceBareNumbers(text, (word) => (word === 'NaN' ? word : `"${word}"`));
}
