/** Patterns of files in a watched folder. */
import { expect, test } from 'vitest';
import { matcherOf } from '@engine/pipelines/triggers/folderWatch';

test.each([
  ['*.csv', 'sales.csv', true],
  ['*.csv', 'SALES.CSV', true],
  ['*.csv', '.sales.csv', false],
  ['*.csv', 'sales.csv.part', false],
  ['wish-*.csv', 'wish-2020-08.csv', true],
  ['wish-*.csv', 'other.csv', false],
  ['a*a', 'a', false],
  ['*sum*er*', 'summer-shop', true],
  ['data.csv', 'data.csv', true],
  ['data.csv', 'mydata.csv', false],
])('the pattern %s on %s: %s', (pattern, name, fits) => {
  expect(matcherOf(pattern)(name)).toBe(fits);
});
