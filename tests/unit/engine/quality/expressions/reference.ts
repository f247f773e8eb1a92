/** What formulas of numbers, yes or no and missing mean, worked out in JavaScript for property tests. */
import fc from 'fast-check';
import type { ArithmeticOperator, Comparator, Expression } from '@shared/expressions';
import type { MissingRule } from '@engine/quality/expressions';

type Value = number | boolean | null;
export type Row = Readonly<Record<string, Value>>;

export function evaluate(expression: Expression, row: Row, missing: MissingRule): Value {
  const read = (part: Expression): Value => evaluate(part, row, missing);
  const decided = (part: Expression): Value => (missing === 'differs' ? read(part) === true : read(part));
  switch (expression.kind) {
    case 'number':
    case 'boolean':
      return expression.value;
    case 'missing':
      return null;
    case 'column':
      return row[expression.name] ?? null;
    case 'negate':
      return finite(read(expression.operand), 0, (value) => -value);
    case 'arithmetic':
      return finite(read(expression.left), read(expression.right), arithmetic[expression.operator]);
    case 'comparison':
      return every(expression.steps.map(({ operator, operand }, i) => compare(read(i === 0 ? expression.first : expression.steps[i - 1]!.operand), operator, read(operand), missing)));
    case 'between':
      return every([compare(read(expression.low), '<=', read(expression.operand), missing), compare(read(expression.operand), '<=', read(expression.high), missing)]);
    case 'and':
      return every(expression.operands.map(decided));
    case 'or':
      return not(every(expression.operands.map((part) => not(decided(part)))));
    case 'not':
      return not(decided(expression.operand));
    case 'in':
      return not(every(expression.values.map((value) => not(compare(read(expression.operand), '=', read(value), missing)))));
    case 'is-missing':
      return read(expression.operand) === null;
    case 'call':
      return call(expression.name, expression.operands, read, decided);
    default:
      throw new Error(`no reference for ${expression.kind}`);
  }
}

const arithmetic: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => (left % right !== 0 && left % right < 0 !== right < 0 ? (left % right) + right : left % right),
  '**': (left, right) => left ** right,
};

function finite(left: Value, right: Value, work: (left: number, right: number) => number): number | null {
  if (left === null || right === null) return null;
  const result = work(Number(left), Number(right));
  return Number.isFinite(result) ? result : null;
}

function compare(left: Value, operator: Comparator, right: Value, missing: MissingRule): Value {
  if (left === null || right === null) return missing === 'unknown' ? null : operator === '!=';
  const difference = Number(left) - Number(right);
  return { '=': difference === 0, '!=': difference !== 0, '<': difference < 0, '<=': difference <= 0, '>': difference > 0, '>=': difference >= 0 }[operator];
}

function every(values: readonly Value[]): Value {
  return values.includes(false) ? false : values.includes(null) ? null : true;
}

function not(value: Value): Value {
  return value === null ? null : !value;
}

function call(name: string, operands: readonly Expression[], read: (part: Expression) => Value, decided: (part: Expression) => Value): Value {
  const [first] = operands;
  const values = operands.map(read);
  if (name === 'if') return first && decided(first) === true ? (values[1] ?? null) : first && decided(first) === false ? (values[2] ?? null) : null;
  if (name === 'coalesce') return values.find((value) => value !== null) ?? null;
  if (values.includes(null)) return null;
  const numbers = values.map(Number);
  const functions: Readonly<Record<string, () => number>> = { min: () => Math.min(...numbers), max: () => Math.max(...numbers), abs: () => Math.abs(numbers[0]!), floor: () => Math.floor(numbers[0]!), ceil: () => Math.ceil(numbers[0]!) };
  return functions[name]!();
}

const comparator = fc.constantFrom<Comparator>('=', '!=', '<', '<=', '>', '>=');

/** Formulas of yes or no whose types fit, over the columns `a` and `b` of numbers and `p` and `q` of yes or no. Numbers are such that results do not hang on rounding. */
export const booleanFormula: fc.Arbitrary<Expression> = fc.letrec<{ number: Expression; boolean: Expression }>((tie) => {
  const [number, boolean] = [tie('number'), tie('boolean')];
  const known = number.filter(({ kind }) => kind !== 'missing');
  const joined = (kind: 'and' | 'or'): fc.Arbitrary<Expression> => fc.array(boolean, { minLength: 2, maxLength: 4 }).map((operands): Expression => ({ kind, operands }));
  return {
    number: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.constantFrom<Expression>({ kind: 'column', name: 'a' }, { kind: 'column', name: 'b' }, ...[0, 1, 2, 3, 0.5, 1e308].map((value): Expression => ({ kind: 'number', value }))),
      fc.tuple(fc.constantFrom<'+' | '-' | '*' | '/' | '%'>('+', '-', '*', '/', '%'), number, number).map(([operator, left, right]): Expression => ({ kind: 'arithmetic', operator, left, right })),
      number.map((left): Expression => ({ kind: 'arithmetic', operator: '**', left, right: { kind: 'number', value: 2 } })),
      number.map((operand): Expression => ({ kind: 'negate', operand })),
      fc.tuple(fc.constantFrom<'abs' | 'floor' | 'ceil'>('abs', 'floor', 'ceil'), number).map(([name, operand]): Expression => ({ kind: 'call', name, operands: [operand] })),
      fc.tuple(fc.constantFrom<'min' | 'max' | 'coalesce'>('min', 'max', 'coalesce'), fc.array(number, { minLength: 1, maxLength: 3 })).map(([name, operands]): Expression => ({ kind: 'call', name, operands })),
      fc.tuple(boolean, number, fc.oneof(number, fc.constant<Expression>({ kind: 'missing' }))).map((operands): Expression => ({ kind: 'call', name: 'if', operands })),
    ),
    boolean: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.constantFrom<Expression>({ kind: 'column', name: 'p' }, { kind: 'column', name: 'q' }, { kind: 'boolean', value: true }, { kind: 'boolean', value: false }),
      fc.tuple(known, fc.array(fc.record({ operator: comparator, operand: known }), { minLength: 1, maxLength: 2 })).map(([first, steps]): Expression => ({ kind: 'comparison', first, steps })),
      joined('and'),
      joined('or'),
      boolean.map((operand): Expression => ({ kind: 'not', operand })),
      number.map((operand): Expression => ({ kind: 'is-missing', operand })),
      fc.tuple(known, known, known).map(([operand, low, high]): Expression => ({ kind: 'between', operand, low, high })),
      fc.tuple(known, fc.array(known, { maxLength: 4 })).map(([operand, values]): Expression => ({ kind: 'in', operand, values })),
      fc.tuple(boolean, boolean, boolean).map((operands): Expression => ({ kind: 'call', name: 'if', operands })),
    ),
  };
}).boolean;
