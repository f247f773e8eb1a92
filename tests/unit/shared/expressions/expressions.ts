/** Formulas at random for property tests. */
import fc from 'fast-check';
import type { Comparator, Expression } from '@shared/expressions';

const comparator = fc.constantFrom<Comparator>('=', '!=', '<', '<=', '>', '>=');
const text = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('it\'s', '"', '\\', '\\n', 'a\nb', '`', 'ä😀')).map((value) => value.replaceAll('\0', ''));

const constant: fc.Arbitrary<Expression> = fc.oneof(
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((value): Expression => ({ kind: 'number', value: Math.abs(value) })),
  text.map((value): Expression => ({ kind: 'text', value })),
  fc.boolean().map((value): Expression => ({ kind: 'boolean', value })),
  fc.constantFrom<Expression>({ kind: 'missing' }, { kind: 'date', value: '2024-02-29' }, { kind: 'datetime', value: '2024-02-29 10:11:12.5' }),
  fc.oneof(text.filter((name) => name !== ''), fc.constantFrom('x', 'größe', 'in', 'None', 'col', 'abs', 'a b', '1st')).map((name): Expression => ({ kind: 'column', name })),
);

/** Any formula the reader can give, whether its types fit or not. */
export const anyExpression: fc.Arbitrary<Expression> = fc.letrec<{ node: Expression }>((tie) => {
  const node = tie('node');
  const joined = (kind: 'and' | 'or'): fc.Arbitrary<Expression> => fc.array(node, { minLength: 2, maxLength: 3 }).map((operands): Expression => ({ kind, operands }));
  return {
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      constant,
      joined('and'),
      joined('or'),
      fc.tuple(fc.constantFrom<'negate' | 'not' | 'is-missing'>('negate', 'not', 'is-missing'), node).map(([kind, operand]): Expression => ({ kind, operand })),
      fc.tuple(fc.constantFrom<'+' | '-' | '*' | '/' | '%' | '**'>('+', '-', '*', '/', '%', '**'), node, node).map(([operator, left, right]): Expression => ({ kind: 'arithmetic', operator, left, right })),
      fc.tuple(node, fc.array(fc.record({ operator: comparator, operand: node }), { minLength: 1, maxLength: 2 })).map(([first, steps]): Expression => ({ kind: 'comparison', first, steps })),
      fc.tuple(node, fc.array(node, { maxLength: 3 })).map(([operand, values]): Expression => ({ kind: 'in', operand, values })),
      fc.tuple(node, node, node).map(([operand, low, high]): Expression => ({ kind: 'between', operand, low, high })),
      fc.tuple(fc.constantFrom<'min' | 'coalesce'>('min', 'coalesce'), fc.array(node, { minLength: 1, maxLength: 3 })).map(([name, operands]): Expression => ({ kind: 'call', name, operands })),
      fc.tuple(node, node, node).map((operands): Expression => ({ kind: 'call', name: 'if', operands })),
      fc.tuple(node, text).map(([operand, value]): Expression => ({ kind: 'call', name: 'matches', operands: [operand, { kind: 'text', value }] })),
    ),
  };
}).node;
