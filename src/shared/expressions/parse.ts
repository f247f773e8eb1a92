/** Reads a formula: operators by binding strength (Pratt 1973), spelled as in pandas, SQL or JavaScript. */
import { expressionsMessages } from '../messages/expressions';
import type { ArithmeticOperator, Comparator, ComparisonStep, Expression } from './expression';
import { parseOperand } from './parseOperand';
import { describeToken, TokenStream } from './tokenStream';

const says = expressionsMessages.syntax;

const comparators: Readonly<Record<string, Comparator>> = { '=': '=', '==': '=', '!=': '!=', '<>': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };
const additive: Readonly<Record<string, ArithmeticOperator>> = { '+': '+', '-': '-' };
const multiplicative: Readonly<Record<string, ArithmeticOperator>> = { '*': '*', '/': '/', '%': '%' };

/**
 * From the loosest: or |, and &, not, comparisons with in, is and between, + -, * / %, sign ~ !, **. `&` and `|` bind like `and` and `or`.
 * Throws `ExpressionError` with the place.
 */
export function parseExpression(text: string): Expression {
  const tokens = new TokenStream(text);
  if (tokens.peek().kind === 'end') throw tokens.error(says.empty);
  const expression = parseAny(tokens);
  if (tokens.peek().kind !== 'end') throw tokens.error(says.unexpected(describeToken(tokens.peek())));
  return expression;
}

function parseAny(tokens: TokenStream): Expression {
  return parseJoined(tokens, 'or', ['or', '|', '||'], parseAll);
}

function parseAll(tokens: TokenStream): Expression {
  return parseJoined(tokens, 'and', ['and', '&', '&&'], parseNot);
}

function parseJoined(tokens: TokenStream, kind: 'and' | 'or', signs: readonly string[], parseOne: (tokens: TokenStream) => Expression): Expression {
  const { at } = tokens.peek();
  const operands = [parseOne(tokens)];
  while (tokens.takes(...signs)) operands.push(parseOne(tokens));
  const [only] = operands;
  return operands.length === 1 && only ? only : tokens.made({ kind, operands, at });
}

function parseNot(tokens: TokenStream): Expression {
  const { at } = tokens.peek();
  if (!tokens.takes('not')) return parseTest(tokens);
  const operand = tokens.deeper(() => parseNot(tokens));
  return tokens.made({ kind: 'not', operand, at });
}

function parseTest(tokens: TokenStream): Expression {
  const { at } = tokens.peek();
  const first = parseSum(tokens);
  const steps: ComparisonStep[] = [];
  for (let operator = comparatorAt(tokens); operator; operator = comparatorAt(tokens)) {
    tokens.next();
    steps.push({ operator, operand: parseSum(tokens) });
  }
  const test = steps.length > 0 ? tokens.made({ kind: 'comparison', first, steps, at }) : parseWordTest(tokens, first, at);
  if (test !== first && (comparatorAt(tokens) || ['in', 'is', 'between', 'not'].some((word) => tokens.isWord(word)))) throw tokens.error(says.chain);
  return test;
}

function comparatorAt(tokens: TokenStream): Comparator | undefined {
  const { kind, value } = tokens.peek();
  return kind === 'sign' && Object.hasOwn(comparators, value) ? comparators[value] : undefined;
}

/** What may follow an operand in words: is null, in [...], between a and b, each also with not. */
function parseWordTest(tokens: TokenStream, operand: Expression, at: number): Expression {
  if (tokens.takes('is')) {
    const negated = tokens.takes('not');
    if (!tokens.takes('null', 'none')) throw tokens.error(says.wantsIs);
    return negatedIf(tokens, negated, tokens.made({ kind: 'is-missing', operand, at }));
  }
  const negated = tokens.isWord('not') && (tokens.isWord('in', 1) || tokens.isWord('between', 1));
  if (negated) tokens.next();
  if (tokens.takes('in')) return negatedIf(tokens, negated, tokens.made({ kind: 'in', operand, values: parseList(tokens), at }));
  if (!tokens.takes('between')) return operand;
  const low = parseSum(tokens);
  tokens.expect('and');
  return negatedIf(tokens, negated, tokens.made({ kind: 'between', operand, low, high: parseSum(tokens), at }));
}

function negatedIf(tokens: TokenStream, negated: boolean, operand: Expression): Expression {
  return negated ? tokens.made({ kind: 'not', operand, at: operand.at }) : operand;
}

/** In brackets, or in parentheses as SQL writes it. */
function parseList(tokens: TokenStream): Expression[] {
  const close = tokens.isSign('(') ? ')' : ']';
  if (close === ')') tokens.next();
  else tokens.expect('[');
  return tokens.deeper(() => parseUntil(tokens, close));
}

function parseUntil(tokens: TokenStream, close: string): Expression[] {
  const values: Expression[] = [];
  while (!tokens.takes(close)) {
    if (values.length > 0) tokens.expect(',');
    values.push(parseAny(tokens));
  }
  return values;
}

function parseSum(tokens: TokenStream): Expression {
  return parseChain(tokens, additive, parseProduct);
}

function parseProduct(tokens: TokenStream): Expression {
  return parseChain(tokens, multiplicative, parseSigned);
}

function parseChain(tokens: TokenStream, operators: Readonly<Record<string, ArithmeticOperator>>, parseOne: (tokens: TokenStream) => Expression): Expression {
  const { at } = tokens.peek();
  let left = parseOne(tokens);
  for (;;) {
    const { kind, value } = tokens.peek();
    const operator = kind === 'sign' && Object.hasOwn(operators, value) ? operators[value] : undefined;
    if (operator === undefined) return left;
    tokens.next();
    left = tokens.made({ kind: 'arithmetic', operator, left, right: parseOne(tokens), at });
  }
}

function parseSigned(tokens: TokenStream): Expression {
  const { at } = tokens.peek();
  const signed = (): Expression => tokens.deeper(() => parseSigned(tokens));
  if (tokens.takes('-')) return tokens.made({ kind: 'negate', operand: signed(), at });
  if (tokens.takes('+')) return signed();
  if (tokens.takes('~', '!')) return tokens.made({ kind: 'not', operand: signed(), at });
  const base = parseOperand(tokens, { any: parseAny, list: parseList, until: parseUntil });
  if (!tokens.takes('**')) return base;
  return tokens.made({ kind: 'arithmetic', operator: '**', left: base, right: signed(), at });
}
