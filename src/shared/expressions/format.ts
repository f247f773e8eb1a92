/** Writes a formula as text again, with no more parentheses than it needs. */
import type { Expression } from './expression';
import { constantWords, operatorWords } from './parseOperand';
import { isPlainName } from './tokenize';

/** How strongly a form binds; an operand that binds less stands in parentheses. */
const strength = { or: 1, and: 2, not: 3, test: 4, sum: 5, product: 6, signed: 7, power: 8, plain: 9 } as const;

interface Written {
  readonly text: string;
  readonly binds: number;
}

/** Reading the result gives the same formula. */
export function formatExpression(expression: Expression): string {
  return write(expression).text;
}

function write(expression: Expression): Written {
  switch (expression.kind) {
    case 'number':
      return plain(String(expression.value));
    case 'text':
      return plain(quoted(expression.value));
    case 'boolean':
      return plain(String(expression.value));
    case 'missing':
      return plain('null');
    case 'date':
    case 'datetime':
      return plain(`${expression.kind}(${quoted(expression.value)})`);
    case 'column':
      return plain(writtenName(expression.name));
    case 'negate':
      return { text: `-${within(expression.operand, strength.signed)}`, binds: strength.signed };
    case 'arithmetic':
      return writeArithmetic(expression);
    case 'comparison':
      return test([within(expression.first, strength.sum), ...expression.steps.map(({ operator, operand }) => `${operator} ${within(operand, strength.sum)}`)].join(' '));
    case 'and':
    case 'or':
      return { text: expression.operands.map((operand) => within(operand, strength[expression.kind] + 1)).join(` ${expression.kind} `), binds: strength[expression.kind] };
    case 'not':
      return writeWordTest(expression.operand, 'not ') ?? { text: `not ${within(expression.operand, strength.not)}`, binds: strength.not };
    case 'in':
    case 'is-missing':
    case 'between':
      return writeWordTest(expression, '') ?? plain('');
    case 'call':
      return plain(`${expression.name}(${expression.operands.map(formatExpression).join(', ')})`);
  }
}

function writeArithmetic({ operator, left, right }: Extract<Expression, { kind: 'arithmetic' }>): Written {
  if (operator === '**') return { text: `${within(left, strength.plain)} ** ${within(right, strength.signed)}`, binds: strength.power };
  const binds = operator === '+' || operator === '-' ? strength.sum : strength.product;
  return { text: `${within(left, binds)} ${operator} ${within(right, binds + 1)}`, binds };
}

/** Tests that take their own not; null for other forms. */
function writeWordTest(expression: Expression, not: '' | 'not '): Written | null {
  switch (expression.kind) {
    case 'in':
      return test(`${within(expression.operand, strength.sum)} ${not}in [${expression.values.map(formatExpression).join(', ')}]`);
    case 'is-missing':
      return test(`${within(expression.operand, strength.sum)} is ${not}null`);
    case 'between':
      return test(`${within(expression.operand, strength.sum)} ${not}between ${within(expression.low, strength.sum)} and ${within(expression.high, strength.sum)}`);
    default:
      return null;
  }
}

function within(expression: Expression, binds: number): string {
  const written = write(expression);
  return written.binds < binds ? `(${written.text})` : written.text;
}

function plain(text: string): Written {
  return { text, binds: strength.plain };
}

function test(text: string): Written {
  return { text, binds: strength.test };
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function writtenName(name: string): string {
  const word = name.toLowerCase();
  return isPlainName(name) && !operatorWords.has(word) && !constantWords.has(word) ? name : `\`${name.replaceAll('`', '``')}\``;
}
