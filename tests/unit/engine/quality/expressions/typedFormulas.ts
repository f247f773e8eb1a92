/** Formulas at random over columns of every type, all of whose types fit. */
import fc from 'fast-check';
import type { ArithmeticOperator, Comparator, Expression } from '@shared/expressions';

type Kind = 'number' | 'text' | 'boolean' | 'moment';

const column = (name: string): Expression => ({ kind: 'column', name });
const call = (name: Extract<Expression, { kind: 'call' }>['name'], ...operands: Expression[]): Expression => ({ kind: 'call', name, operands });
const compared = (first: Expression, operator: Comparator, operand: Expression): Expression => ({ kind: 'comparison', first, steps: [{ operator, operand }] });
const comparator = fc.constantFrom<Comparator>('=', '!=', '<', '<=', '>', '>=');
const number = fc.oneof(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), fc.nat({ max: 20 })).map((value): Expression => ({ kind: 'number', value: Math.abs(value) }));
const text = fc.constantFrom('', 'a', '1', 'nan', 'infinity', '2024-01-31', "'", '\\', 'ä😀').map((value): Expression => ({ kind: 'text', value }));

/** Columns: `n`, `i` numbers, `t` text, `p` yes or no, `d` a day, `m` a moment. */
export const typedFormula: fc.Arbitrary<Expression> = fc.letrec<Record<Kind, Expression>>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(number, fc.constantFrom(column('n'), column('i'))),
    fc.tuple(fc.constantFrom<ArithmeticOperator>('+', '-', '*', '/', '%', '**'), tie('number'), tie('number')).map(([operator, left, right]): Expression => ({ kind: 'arithmetic', operator, left, right })),
    fc.tuple(fc.constantFrom('abs' as const, 'round' as const, 'floor' as const, 'ceil' as const, 'sqrt' as const, 'ln' as const, 'log10' as const, 'exp' as const), tie('number')).map(([name, value]) => call(name, value)),
    fc.tuple(tie('number'), fc.nat({ max: 15 })).map(([value, places]) => call('round', value, { kind: 'number', value: places })),
    fc.tuple(fc.constantFrom('year' as const, 'month' as const, 'day' as const, 'hour' as const, 'weekday' as const), tie('moment')).map(([name, value]) => call(name, value)),
    fc.tuple(tie('moment'), tie('moment')).map(([from, to]) => call('days_between', from, to)),
    tie('text').map((value) => call('length', value)),
    fc.tuple(tie('boolean'), tie('number'), tie('number')).map((operands) => call('if', ...operands)),
    fc.tuple(tie('number'), tie('number')).map((operands) => call('min', ...operands)),
  ),
  text: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(text, fc.constant(column('t'))),
    fc.tuple(fc.constantFrom('lower' as const, 'upper' as const, 'trim' as const), fc.oneof(tie('text'), tie('number'), tie('moment'))).map(([name, value]) => call(name, value)),
    fc.tuple(tie('text'), tie('text')).map((operands) => call('coalesce', ...operands)),
  ),
  moment: fc.oneof({ depthSize: 'small' }, fc.constantFrom(column('d'), column('m'), column('t'), { kind: 'date', value: '2024-02-29' } as const), fc.tuple(fc.constantFrom(column('d'), column('m')), fc.constantFrom(column('d'), column('m'))).map((operands) => call('max', ...operands))),
  boolean: fc.oneof(
    { depthSize: 'small' },
    fc.constant(column('p')),
    fc.tuple(tie('number'), comparator, tie('number')).map((parts) => compared(...parts)),
    fc.tuple(fc.oneof(tie('number'), fc.constant(column('t'))), comparator, fc.oneof(tie('number'), fc.constant(column('t')))).map((parts) => compared(...parts)),
    fc.tuple(tie('text'), comparator, tie('text')).map((parts) => compared(...parts)),
    fc.tuple(fc.constantFrom(column('d'), column('m')), comparator, tie('moment')).map((parts) => compared(...parts)),
    fc.tuple(fc.constant(column('t')), fc.array(fc.oneof(tie('number'), text, fc.constant(column('p'))), { maxLength: 3 })).map(([operand, values]): Expression => ({ kind: 'in', operand, values })),
    fc.tuple(fc.constantFrom('contains' as const, 'starts_with' as const, 'ends_with' as const), fc.oneof(tie('text'), tie('number')), tie('text')).map(([name, ...operands]) => call(name, ...operands)),
    tie('text').map((value) => call('matches', value, { kind: 'text', value: '[a-z]*.' })),
    fc.oneof(tie('number'), tie('text'), tie('moment')).map((operand): Expression => ({ kind: 'is-missing', operand })),
    tie('boolean').map((operand): Expression => ({ kind: 'not', operand })),
    fc.tuple(tie('boolean'), tie('boolean')).map((operands): Expression => ({ kind: 'or', operands })),
  ),
})).boolean;
