/**
 * Regular expressions of Python's `re` in the spelling of RE2 and of JavaScript, so that they mean the same there: `$` also
 * before a last line end, `\Z` the very end, `\d \w \s` over all of Unicode, named groups and comments in Python's form.
 */
import { EngineError } from '@shared/contract/errors';
import { panderaMessages as words } from '@shared/messages/pandera';

export interface TranslatedPattern {
  /** Null where it needs what RE2 does not have: looking around, referring back, word borders beyond ASCII, atomic groups, long repetition. */
  readonly re2: string | null;
  /** As written, where RE2 reads that: all but `$` before a last line end and classes beyond ASCII mean the same. */
  readonly plain: string | null;
  /** Null where JavaScript cannot say it: atomic groups, possessive repetition, a condition on a group. */
  readonly javascript: string | null;
  readonly flags: string;
}

/** Parts of a pattern, longest form first. */
const tokens = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|0[0-7]{0,2}|[1-9]\d?|[\s\S])|\(\?P<\w+>|\(\?P=\w+\)|\(\?#[^)]*\)|\(\?<[=!]|\(\?[=!:>]|\(\?\(\w+\)|\(\?[aiLmsux]+\)|\(\?[aiLmsux]*-?[imsx]*:|\{\d*,?\d*\}|[*+?]\+|[\s\S]/gu;
const spaces = '\\t\\n\\v\\f\\r \\x1c-\\x1f\\x85\\p{Z}';
const classes: Readonly<Record<string, { readonly re2: string; readonly javascript: string }>> = {
  d: { re2: '\\p{Nd}', javascript: '\\p{Nd}' },
  w: { re2: '\\p{L}\\p{N}_', javascript: '\\p{L}\\p{N}_' },
  s: { re2: spaces, javascript: spaces },
};
/** RE2 repeats at most so often. */
const mostRepeats = 1000;

/** Throws `invalid-input` where Python refuses the pattern too. */
export function translatePattern(pattern: string): TranslatedPattern {
  const out = { re2: '', javascript: '', plain: '' };
  let [isRe2, isPlain, isJavascript] = [true, true, true];
  const onlyJavascript = (): void => {
    [isRe2, isPlain] = [false, false];
  };
  let inside: 'class' | 'class-start' | null = null;
  let flags = '';
  const write = (re2: string, javascript = re2): void => {
    out.re2 += re2;
    out.javascript += javascript;
  };
  for (const [token] of pattern.matchAll(tokens)) {
    out.plain += token === '\\Z' ? '\\z' : token.startsWith('(?#') ? '' : token;
    if (inside !== null) {
      if (token === ']' && inside === 'class') {
        inside = null;
        write(']');
      } else if (token === '^' && inside === 'class-start' && out.re2.endsWith('[')) {
        write('^');
        continue;
      } else if (token === ']') write('\\]');
      else write(...inClass(token));
      if (inside !== null) inside = 'class';
      continue;
    }
    if (token === '[') {
      inside = 'class-start';
      write('[');
    } else if (token === '$') {
      write('(?:\\n?\\z)', '(?=\\n?(?![\\s\\S]))');
      // As it looks ahead there, so a match may go on after it only in JavaScript.
      if (!pattern.endsWith('$') && !/\$[)|]*$/.test(pattern)) isRe2 = false;
    } else if (token === '\\Z') write('\\z', '(?![\\s\\S])');
    else if (token === '\\A') write('\\A', '(?<![\\s\\S])');
    else if (token === '^') write('\\A', '(?<![\\s\\S])');
    else if (token === '.') write(flags.includes('s') ? '(?s:.)' : '[^\\n]', flags.includes('s') ? '[\\s\\S]' : '[^\\n]');
    else if (token === '\\b' || token === '\\B') {
      // RE2's word border knows ASCII only.
      const word = '[\\p{L}\\p{N}_]';
      write(token, token === '\\b' ? `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))` : `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`);
      isRe2 = false;
    } else if (/^\\[dws]$/i.test(token)) {
      const set = classes[token[1]?.toLowerCase() ?? ''];
      const negated = token[1] === token[1]?.toUpperCase() ? '^' : '';
      write(`[${negated}${set?.re2 ?? ''}]`, `[${negated}${set?.javascript ?? ''}]`);
    } else if (/^\\[1-9]/.test(token)) {
      write(token);
      onlyJavascript();
    } else if (token.startsWith('\\')) write(...escaped(token));
    else if (token.startsWith('(?P<')) write(token, `(?<${token.slice(4)}`);
    else if (token.startsWith('(?P=')) {
      write(token, `\\k<${token.slice(4, -1)}>`);
      onlyJavascript();
    } else if (token.startsWith('(?#')) continue;
    else if (/^\(\?(?:<?[=!])$/.test(token)) {
      write(token);
      onlyJavascript();
    } else if (/^\(\?[aiLmsux]+\)$/.test(token)) {
      flags += token.slice(2, -1);
      if (out.re2.length > 0) throw new EngineError('invalid-input', words.refused.pattern(pattern, words.refused.lateFlags), { pattern });
    } else if (token === '(?:' || token === '(') write(token);
    else if (token.startsWith('(?') || /^[*+?]\+$/.test(token)) {
      // Atomic groups, conditions, possessive repetition, flags within.
      onlyJavascript();
      isJavascript = false;
      write(token);
    } else if (/^\{\d*,?\d*\}$/.test(token)) writeRepeats(token);
    else write(token, /^[{}\]]$/.test(token) ? `\\${token}` : token);
  }
  if (/[mxLa]/.test(flags)) [isRe2, isPlain, isJavascript] = [false, false, false];
  const ignoreCase = flags.includes('i');
  const javascript = isJavascript ? out.javascript : null;
  assertCompiles(pattern, out.javascript, isJavascript);
  return { re2: isRe2 ? `${ignoreCase ? '(?i)' : ''}${out.re2}` : null, plain: isPlain ? out.plain : null, javascript, flags: ignoreCase ? 'iu' : 'u' };

  function writeRepeats(token: string): void {
    const [, low = '', comma = '', high = ''] = /^\{(\d*)(,?)(\d*)\}$/.exec(token) ?? [];
    if (low === '' && high === '') {
      // Python takes {} and {,} as text where nothing can be repeated so.
      if (token === '{,}') write('*');
      else write('\\{\\}');
      return;
    }
    write(`{${low === '' ? '0' : low}${comma}${high}}`);
    if (Math.max(Number(low), Number(high)) > mostRepeats) onlyJavascript();
  }
}

function inClass(token: string): [string, string] {
  const named = /^\\([dws])$/.exec(token)?.[1];
  if (named !== undefined) return [classes[named]?.re2 ?? '', classes[named]?.javascript ?? ''];
  if (token === '\\D') return ['\\P{Nd}', '\\P{Nd}'];
  // Beyond ASCII these two differ: a class cannot hold what another leaves out.
  if (token === '\\W' || token === '\\S') return [token, token];
  if (token === '\\b') return ['\\x08', '\\x08'];
  if (token.startsWith('\\')) return escaped(token);
  return token === '[' ? ['\\[', '\\['] : [token, token];
}

/** One character, however it is escaped. */
function escaped(token: string): [string, string] {
  const code = /^\\(?:x|u|U)([0-9a-fA-F]+)$/.exec(token)?.[1];
  const octal = /^\\(0[0-7]{0,2})$/.exec(token)?.[1];
  const controls: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
  const letter = token.slice(1);
  const point = code !== undefined ? Number.parseInt(code, 16) : octal !== undefined ? Number.parseInt(octal, 8) : Object.hasOwn(controls, letter) ? controls[letter] : letter.codePointAt(0);
  if (code === undefined && octal === undefined && !Object.hasOwn(controls, letter) && /[a-zA-Z]/.test(letter)) throw new EngineError('invalid-input', words.refused.pattern(token, words.refused.badEscape(token)), { pattern: token });
  const hex = (point ?? 0).toString(16);
  return [`\\x{${hex}}`, `\\u{${hex}}`];
}

function assertCompiles(pattern: string, javascript: string, isJavascript: boolean): void {
  if (!isJavascript) return;
  try {
    new RegExp(javascript, 'u');
  } catch (error) {
    throw new EngineError('invalid-input', words.refused.pattern(pattern, error instanceof Error ? error.message.replace(/^.*: /, '') : String(error)), { pattern }, { cause: error });
  }
}
