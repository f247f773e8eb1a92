/** Python's regular expressions and ours: what RE2 cannot match is told apart, and where a pattern must match is written into it. */

export interface PlacedPattern {
  readonly pattern: string;
  readonly where: 'whole' | 'start' | 'anywhere';
}

/** Looking around, going back to a group, keeping what was matched: no part of RE2. */
const beyondRe2 = /\\.|\(\?(?:[=!>]|<[=!]|P=|\()|[*+?}]\+/g;

/** Letters by Unicode class, quoted stretches, POSIX classes: no part of Python's patterns. */
const beyondPython = /\\[pPQC]|\[\[:/;
/** Makes digits, letters and blanks those of ASCII, as they are in RE2. */
const ascii = '(?a)';
const classes = /\\[dDwWsSbB]/;

/** Null where RE2 has no equal. `\Z` is the end of the text, as `\z` is in RE2. */
export function readPattern(given: string): PlacedPattern | null {
  const regex = given.startsWith(ascii) ? given.slice(ascii.length) : given;
  const foreign = (regex.match(beyondRe2) ?? []).some((part) => !part.startsWith('\\') || /^\\[1-9]/.test(part));
  if (foreign) return null;
  const whole = innerGroup(regex, '^', '\\Z');
  if (whole !== null) return { pattern: whole, where: 'whole' };
  const start = innerGroup(regex, '^', '');
  if (start !== null) return { pattern: start, where: 'start' };
  return { pattern: ended(regex, '\\Z', '\\z') || '(?:)', where: 'anywhere' };
}

/** Null where Python has no equal. */
export function writePattern({ pattern, where }: PlacedPattern): string | null {
  if (beyondPython.test(pattern)) return null;
  const python = ended(pattern, '\\z', '\\Z');
  return (classes.test(pattern) ? ascii : '') + { whole: `^(?:${python})\\Z`, start: `^(?:${python})`, anywhere: python }[where];
}

/** What stands in the one group between the ends; null where that is not the form. */
function innerGroup(regex: string, before: string, after: string): string | null {
  const [open, close] = [`${before}(?:`, `)${after}`];
  if (!regex.startsWith(open) || !regex.endsWith(close) || regex.length < open.length + close.length) return null;
  const inner = regex.slice(open.length, regex.length - close.length);
  return isBalanced(inner) ? ended(inner, '\\Z', '\\z') || '(?:)' : null;
}

/** No group closes that was not opened within, and none stays open. */
function isBalanced(pattern: string): boolean {
  let depth = 0;
  for (const part of pattern.match(/\\[\s\S]|\[(?:\\[\s\S]|[^\]])*\]|[()]/g) ?? []) {
    if (part === '(') depth++;
    if (part === ')' && --depth < 0) return false;
  }
  return depth === 0 && !/(^|[^\\])(\\\\)*\\$/.test(pattern);
}

/** The sign for the end of a text, in the spelling of the other side. */
function ended(pattern: string, from: string, to: string): string {
  return pattern.replaceAll(/\\[\s\S]/g, (escape) => (escape === from ? to : escape));
}
