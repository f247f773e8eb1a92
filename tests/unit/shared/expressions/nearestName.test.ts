import { expect, test } from 'vitest';
import { nearestName } from '@shared/expressions';

test.each([
  ['prise', ['size', 'price', 'prices'], 'price'],
  ['PRICE', ['size', 'price'], 'price'],
  ['pric', ['price', 'prices'], 'price'],
  ['x', ['y', 'long name'], 'y'],
  ['colour', ['price', 'size'], null],
  ['price', [], null],
  ['p'.repeat(101), ['p'.repeat(100)], null],
])('%s among %j', (name, known, expected) => {
  expect(nearestName(name, known)).toBe(expected);
});

test('five thousand long names are compared at once', () => {
  const known = Array.from({ length: 5000 }, (_, i) => `${'a'.repeat(90)}${String(i).padStart(5, '0')}`);
  const started = performance.now();
  expect(nearestName(`${'a'.repeat(89)}b04321`, known)).toBe(known[4321]);
  expect(performance.now() - started).toBeLessThan(10_000);
});
