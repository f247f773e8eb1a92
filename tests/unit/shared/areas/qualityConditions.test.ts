/** What a row condition may be, and that what is wrong is said in its place. */
import { expect, test } from 'vitest';
import { conditionSchema } from '@shared/areas/qualityConditions';

const leaf = { column: 'a', operator: 'missing' };
test.each<[string, unknown, RegExp]>([
  ['nothing', null, /A condition is/],
  ['a fault deep inside', { all: [{ not: { column: 'a', operator: 'equal', value: null } }] }, /A value is/],
  ['two forms at once', { all: [leaf], any: [leaf] }, /A condition is/],
  ['an empty list', { all: [] }, /at least one condition/],
  ['a list that is none', { all: leaf }, /a list of conditions/],
  ['an unknown operator', { column: 'a', operator: 'like', value: 'x' }, /operator is one of/],
  ['a missing value', { column: 'a', operator: 'equal' }, /A value is/],
  ['a value of null', { column: 'a', operator: 'equal', value: null }, /use the operator missing/],
  ['a value that is too much', { column: 'a', operator: 'missing', value: 1 }, /with neither/],
  ['an infinite value', { column: 'a', operator: 'less', value: Infinity }, /A value is/],
  ['the character with code 0', { column: 'a', operator: 'equal', value: 'a\0' }, /code 0/],
  ['an empty formula', { formula: '' }, /formula is empty/],
  ['101 leaves', { any: Array.from({ length: 101 }, () => leaf) }, /^The condition has more than 100 parts/],
  ['101 leaves in lists', { any: Array.from({ length: 51 }, () => ({ all: [leaf, leaf] })) }, /^The condition has more than 100 parts/],
  ['21 levels', nested(20, leaf), /^The condition is nested more than 20 deep/],
  ['100,000 levels', nested(100_000, leaf), /^The condition is nested more than 20 deep/],
])('%s', (_, value, message) => {
  const result = conditionSchema.safeParse(value);
  expect(result.success).toBe(false);
  expect(result.error?.issues[0]?.message).toMatch(message);
});

test('a fault is placed', () => {
  expect(conditionSchema.safeParse({ all: [leaf, { not: { column: 'a', operator: 'one-of', values: [null] } }] }).error?.issues[0]?.path).toEqual(['all', 1, 'not', 'values', 0]);
});

test('20 levels and 100 leaves are allowed', () => {
  expect(conditionSchema.safeParse(nested(19, leaf)).success).toBe(true);
  expect(conditionSchema.safeParse({ any: Array.from({ length: 100 }, () => leaf) }).success).toBe(true);
});

function nested(levels: number, inner: unknown): unknown {
  let value = inner;
  for (let i = 0; i < levels; i++) value = { not: value };
  return value;
}
