/** Cuts the text of a formula into names, numbers, texts and signs. */
import { expressionsMessages } from '../messages/expressions';
import { ExpressionError } from './expressionError';

export interface Token {
  readonly kind: 'name' | 'quoted-name' | 'number' | 'text' | 'sign' | 'end';
  /** Without quotes and escapes. */
  readonly value: string;
  readonly at: number;
}

const says = expressionsMessages.syntax;
const blank = /\s+/uy;
const name = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const wholeName = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy;
const sign = /\*\*|==|!=|<>|<=|>=|&&|\|\||[-+*/%=<>&|~!()[\],.]/uy;
const anyCharacter = /./suy;
/** Other escapes keep their backslash, so that a pattern such as "\d" needs no second one. */
const escapes: Readonly<Record<string, string>> = { '\\': '\\', "'": "'", '"': '"', n: '\n', t: '\t', r: '\r' };
const reasons: Readonly<Record<string, string>> = { '^': says.power, '@': says.variable, '“': says.curlyQuote, '”': says.curlyQuote, '„': says.curlyQuote, '‘': says.curlyQuote, '’': says.curlyQuote };

/** True for names that need no backticks, save the words of formulas. */
export function isPlainName(text: string): boolean {
  return wholeName.test(text);
}

/** Ends with a token of kind `end`. Throws `ExpressionError`. */
export function tokenize(text: string): Token[] {
  const unkept = text.indexOf('\0');
  if (unkept >= 0) throw new ExpressionError(says.noCharacter, unkept);
  const tokens: Token[] = [];
  for (let at = text.search(/\S|$/u); at < text.length; ) {
    const [token, end] = tokenAt(text, at);
    tokens.push(token);
    at = end + (taken(blank, text, end)?.length ?? 0);
  }
  tokens.push({ kind: 'end', value: '', at: text.length });
  return tokens;
}

/** A token and where it ends. */
function tokenAt(text: string, at: number): readonly [Token, number] {
  const first = text.charAt(at);
  if (first === '"' || first === "'") return textAt(text, at, first);
  if (first === '`') return quotedNameAt(text, at);
  const word = taken(name, text, at);
  if (word !== null) return [{ kind: 'name', value: word, at }, at + word.length];
  const digits = taken(number, text, at);
  if (digits !== null) return [numberToken(text, digits, at), at + digits.length];
  if (text.startsWith('//', at)) throw new ExpressionError(says.wholeDivision, at);
  const found = taken(sign, text, at);
  if (found !== null) return [{ kind: 'sign', value: found, at }, at + found.length];
  const character = taken(anyCharacter, text, at) ?? first;
  throw new ExpressionError(reasons[character] ?? says.unknownSign(character), at);
}

function numberToken(text: string, digits: string, at: number): Token {
  const tail = taken(name, text, at + digits.length);
  if (tail !== null) throw new ExpressionError(says.numberTail(digits + tail), at);
  if (!Number.isFinite(Number(digits))) throw new ExpressionError(says.numberTooLarge(digits), at);
  return { kind: 'number', value: digits, at };
}

/** A quote inside is doubled or stands behind a backslash. */
function textAt(text: string, at: number, quote: string): readonly [Token, number] {
  let value = '';
  for (let i = at + 1; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '\\') {
      const next = text.charAt(i + 1);
      value += escapes[next] ?? `\\${next}`;
      i++;
    } else if (character !== quote) value += character;
    else if (text.charAt(i + 1) === quote) {
      value += quote;
      i++;
    } else return [{ kind: 'text', value, at }, i + 1];
  }
  throw new ExpressionError(says.openText, at);
}

function quotedNameAt(text: string, at: number): readonly [Token, number] {
  let value = '';
  for (let i = at + 1; i < text.length; i++) {
    if (text.charAt(i) !== '`') value += text.charAt(i);
    else if (text.charAt(i + 1) === '`') {
      value += '`';
      i++;
    } else if (value === '') throw new ExpressionError(says.emptyName, at);
    else return [{ kind: 'quoted-name', value, at }, i + 1];
  }
  throw new ExpressionError(says.openName, at);
}

function taken(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
