/** The address of a comparison keeps all that is chosen in it. */
import { expect, test } from 'vitest';
import { parseAddress } from '@renderer/app/router';
import { compareAddress, readComparePlace, type ComparePlace } from '@renderer/features/data/compare/compareAddress';

test('is read back as it was written', () => {
  const place: ComparePlace = { before: 'a1', after: 'b2', key: ['store, city', 'week&day'], tab: 'rows', column: 'price', kind: 'removed', differsIn: 'price', allColumns: true };
  expect(readComparePlace(parseAddress(compareAddress(place)))).toEqual(place);
  const bare: ComparePlace = { before: null, after: null, key: null, tab: 'columns', column: null, kind: null, differsIn: null, allColumns: false };
  expect(compareAddress(bare)).toBe('#/data/compare');
  expect(readComparePlace(parseAddress('#/data/compare'))).toEqual(bare);
  expect(readComparePlace(parseAddress(compareAddress({ ...bare, key: [] }))).key).toEqual([]);
});

test('what was typed by hand and is no choice is left out', () => {
  expect(readComparePlace(parseAddress('#/data/compare?key={&view=x&kind=gone'))).toMatchObject({ key: null, tab: 'columns', kind: null });
});
