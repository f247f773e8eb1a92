/** Reads what stands between operators: constants, columns with their methods, functions, parentheses. */
import { expressionsMessages } from '../messages/expressions';
import type { Expression } from './expression';
import { arityOf, functionNames, isFunctionName, type FunctionName } from './functions';
import { nearestName } from './nearestName';
import { readDay } from './readDay';
import { describeToken, type TokenStream } from './tokenStream';
import type { Token } from './tokenize';

const says = expressionsMessages.syntax;

/** The ways back to whole formulas. */
export interface Inner {
  any(tokens: TokenStream): Expression;
  list(tokens: TokenStream): Expression[];
  until(tokens: TokenStream, close: string): Expression[];
}

export const operatorWords: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'is', 'between']);
export const constantWords: ReadonlySet<string> = new Set(['true', 'false', 'null', 'none']);
const clocks = new Set(['today', 'now', 'current_date', 'current_timestamp']);
const mostPlaces = 15;

export function parseOperand(tokens: TokenStream, inner: Inner): Expression {
  let operand = parsePlain(tokens, inner);
  while (tokens.isSign('.')) operand = parseMethod(tokens, operand, inner);
  return operand;
}

function parsePlain(tokens: TokenStream, inner: Inner): Expression {
  const token = tokens.peek();
  const { kind, value, at } = token;
  switch (kind) {
    case 'number':
      tokens.next();
      return tokens.made({ kind: 'number', value: Number(value), at });
    case 'text':
      tokens.next();
      return tokens.made({ kind: 'text', value, at });
    case 'quoted-name':
      tokens.next();
      return tokens.made({ kind: 'column', name: value, at });
    case 'name':
      return parseNamed(tokens, inner);
    default: {
      if (!tokens.takes('(')) throw tokens.error(says.wantsValue(describeToken(token)));
      const expression = tokens.deeper(() => inner.any(tokens));
      tokens.expect(')');
      return expression;
    }
  }
}

function parseNamed(tokens: TokenStream, inner: Inner): Expression {
  const token = tokens.next();
  const word = token.value.toLowerCase();
  const { at } = token;
  if (operatorWords.has(word)) throw tokens.error(says.reserved(token.value), token);
  if (word === 'true' || word === 'false') return tokens.made({ kind: 'boolean', value: word === 'true', at });
  if (constantWords.has(word)) return tokens.made({ kind: 'missing', at });
  if (!tokens.isSign('(')) return tokens.made({ kind: 'column', name: token.value, at });
  if (word === 'col') return tokens.made({ kind: 'column', name: parseQuoted(tokens, 'col').value, at });
  if (word === 'date' || word === 'datetime') return parseDay(tokens, word, token);
  if (clocks.has(word)) throw tokens.error(says.clock(word), token);
  if (!isFunctionName(word)) throw tokens.error(says.noFunction(token.value, nearestName(word, functionNames)), token);
  tokens.next();
  const operands = tokens.deeper(() => inner.until(tokens, ')'));
  assertArguments(tokens, word, operands, token);
  return tokens.made({ kind: 'call', name: word, operands, at });
}

/** The one text in parentheses behind a name. */
function parseQuoted(tokens: TokenStream, name: string): Token {
  tokens.expect('(');
  const token = tokens.next();
  if (token.kind !== 'text' || token.value === '') throw tokens.error(says.wantsText(name), token);
  tokens.expect(')');
  return token;
}

function parseDay(tokens: TokenStream, word: 'date' | 'datetime', { at }: Token): Expression {
  const token = parseQuoted(tokens, word);
  const day = readDay(token.value);
  if (!day) throw tokens.error(says.noDay(token.value), token);
  if (word === 'date') return tokens.made({ kind: 'date', value: day.value.slice(0, 10), at });
  return tokens.made({ kind: 'datetime', value: day.kind === 'date' ? `${day.value} 00:00:00` : day.value, at });
}

function assertArguments(tokens: TokenStream, name: FunctionName, operands: readonly Expression[], token: Token): void {
  const { fewest, most } = arityOf(name);
  if (operands.length < fewest || (most !== null && operands.length > most)) throw tokens.error(says.argumentCount(name, says.arguments(fewest, most), operands.length), token);
  const second = operands[1];
  if (name === 'matches' && second?.kind !== 'text') throw tokens.error(says.pattern, token);
  if (name === 'round' && second && !(second.kind === 'number' && Number.isInteger(second.value) && second.value <= mostPlaces)) throw tokens.error(says.digits, token);
}

/** The methods of a pandas column that row conditions use. */
function parseMethod(tokens: TokenStream, operand: Expression, inner: Inner): Expression {
  tokens.next();
  const token = tokens.next();
  const { at } = operand;
  const method = token.kind === 'name' && tokens.isSign('(') ? token.value.toLowerCase() : '';
  switch (method) {
    case 'isnull':
    case 'isna':
    case 'notnull':
    case 'notna': {
      tokens.next();
      tokens.expect(')');
      const missing = tokens.made({ kind: 'is-missing', operand, at });
      return method.startsWith('not') ? tokens.made({ kind: 'not', operand: missing, at }) : missing;
    }
    case 'isin': {
      tokens.next();
      const values = inner.list(tokens);
      tokens.expect(')');
      return tokens.made({ kind: 'in', operand, values, at });
    }
    case 'between': {
      tokens.next();
      const bounds = tokens.deeper(() => inner.until(tokens, ')'));
      const [low, high] = bounds;
      if (!low || !high || bounds.length > 2) throw tokens.error(says.argumentCount('.between', says.arguments(2, 2), bounds.length), token);
      return tokens.made({ kind: 'between', operand, low, high, at });
    }
    default:
      throw tokens.error(says.noMethod(token.value), token);
  }
}
