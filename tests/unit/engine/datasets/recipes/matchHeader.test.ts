import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchHeader, sameShape } from '@engine/datasets/recipes/matchHeader';

test.each([
  ['the same', ['a', 'b'], ['a', 'b'], [0, 1], [], []],
  ['in another order', ['a', 'b'], ['b', 'a'], [1, 0], [], []],
  ['other case, blanks and hyphens', ['Unit Price', 'größe'], ['unit_price ', 'GRÖSSE', 'Größe'], [0, 2], ['GRÖSSE'], []],
  ['exactly named before nearly named', ['Price', 'price'], ['price', 'PRICE'], [1, 0], [], []],
  ['some new and some gone', ['a', 'b', 'c'], ['a', 'x', 'c', 'y'], [0, -1, 2], ['x', 'y'], ['b']],
  ['names like members of objects', ['__proto__', 'constructor'], ['constructor', '__proto__'], [1, 0], [], []],
] as const)('columns are found: %s', (_what, known, found, positions, added, missing) => {
  const match = matchHeader(known, found);
  expect(match.positions).toEqual(positions);
  expect(match.fit).toEqual({ kept: positions.filter((place) => place !== -1).length, of: known.length, added, missing });
});

test('no column is found twice, and every one is found, new or gone', () => {
  const names = fc.array(fc.constantFrom('a', 'A', 'a ', 'b', 'b_c', 'b c', 'ß', ''), { maxLength: 12 });
  fc.assert(
    fc.property(names, names, (known, found) => {
      const { positions, fit } = matchHeader(known, found);
      const places = positions.filter((place) => place !== -1);
      expect(new Set(places).size).toBe(places.length);
      expect(fit.kept + fit.missing.length).toBe(known.length);
      expect(fit.kept + fit.added.length).toBe(found.length);
    }),
  );
});

test('a header has the shape of itself in any order', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.string(), { maxLength: 8 }), (names) => sameShape(matchHeader(names, names.toReversed()).fit)));
});
