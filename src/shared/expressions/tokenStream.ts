/** The tokens of a formula as a parser goes through them, with what it may accept and the limits it keeps. */
import { expressionsMessages } from '../messages/expressions';
import { partsOf, type Expression } from './expression';
import { ExpressionError } from './expressionError';
import { tokenize, type Token } from './tokenize';

const mostCharacters = 4000;
const deepestNesting = 100;
const mostParts = 1000;

/** A chain such as a + b + c is flat to read; each step of it counts as this much of a level. */
const chainStep = 0.1;

const says = expressionsMessages.syntax;

export class TokenStream {
  private readonly tokens: readonly Token[];
  private readonly depths = new WeakMap<Expression, number>();
  private position = 0;
  private nesting = 0;
  private parts = 0;

  /** Throws `ExpressionError` where the text is too long or holds what is no token. */
  constructor(text: string) {
    if (text.length > mostCharacters) throw new ExpressionError(says.tooLong(text.length, mostCharacters), mostCharacters);
    this.tokens = tokenize(text);
  }

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.position + ahead, this.tokens.length - 1)] ?? { kind: 'end', value: '', at: 0 };
  }

  next(): Token {
    const token = this.peek();
    this.position++;
    return token;
  }

  isSign(value: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'sign' && token.value === value;
  }

  /** Words of formulas are the same in upper and lower case. */
  isWord(value: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'name' && token.value.toLowerCase() === value;
  }

  /** Takes the sign or word if it is the next one. */
  takes(...values: readonly string[]): boolean {
    const found = values.some((value) => this.isSign(value) || this.isWord(value));
    if (found) this.position++;
    return found;
  }

  expect(value: string): void {
    if (!this.takes(value)) throw this.error(says.wants(value, describeToken(this.peek())));
  }

  error(message: string, token: Token = this.peek()): ExpressionError {
    return new ExpressionError(message, token.at);
  }

  /** Reads what lies one level deeper. */
  deeper<T>(read: () => T): T {
    if (++this.nesting > deepestNesting) throw this.error(says.tooDeep(deepestNesting));
    const result = read();
    this.nesting--;
    return result;
  }

  /** Counts a part that was read. */
  made<T extends Expression>(part: T): T {
    if (++this.parts > mostParts) throw new ExpressionError(says.tooMany(mostParts), part.at ?? 0);
    const depth = this.depthOf(part);
    if (depth > deepestNesting) throw new ExpressionError(says.tooDeep(deepestNesting), part.at ?? 0);
    this.depths.set(part, depth);
    return part;
  }

  private depthOf(part: Expression): number {
    const levels = partsOf(part).map((each, i) => (this.depths.get(each) ?? 0) + (i === 0 && isChain(part, each) ? chainStep : 1));
    return Math.max(0, ...levels);
  }
}

function isChain(part: Expression, first: Expression): boolean {
  return part.kind === 'arithmetic' && first.kind === 'arithmetic' && isChained(part.operator) && isChained(first.operator);
}

function isChained(operator: string): boolean {
  return operator === '+' || operator === '-' || operator === '*';
}

export function describeToken({ kind, value }: Token): string {
  const { found } = expressionsMessages;
  if (kind === 'end') return found.end;
  if (kind === 'text') return found.text;
  return kind === 'number' ? found.number(value) : found.other(value);
}
