import { expect, test } from 'vitest';
import { groupSpellings, spellingKeys } from '@engine/quality/repairs/spellings';

const counted = (...values: string[]): { value: string; rows: number }[] => values.map((value, i) => ({ value, rows: 100 - i }));

test('case, white space, punctuation and a leading word do not make another value', () => {
  const groups = groupSpellings('product_size', counted('S', 'S.', 's', ' S ', 'Size S', 'size-s', 'SizeS', 'M', 'Size-M', 'XL'));
  expect(groups.map(({ value, spellings }) => [value, spellings.map((spelling) => spelling.value)])).toEqual([
    ['S', ['S', 'S.', 's', ' S ', 'Size S', 'size-s', 'SizeS']],
    ['M', ['M', 'Size-M']],
  ]);
});

test('what tells values apart stays', () => {
  for (const apart of [['c', 'c++', 'c#'], ['1.5', '15'], ['1-2', '12'], ['-5', '5'], ['5 %', '5'], ['size', 'S'], ['x-large', 'large'], ['€5', '5']]) {
    expect(new Set(spellingKeys('other', apart).values()).size).toBe(apart.length);
  }
});

test('a leading word of another column is left out only where several values stand behind it', () => {
  expect(groupSpellings('colour', counted('light blue', 'blue', 'red'))).toEqual([]);
  expect(groupSpellings('colour', counted('light blue', 'blue', 'light red', 'red'))).toHaveLength(2);
  expect(spellingKeys('size', ['Size S'], ['S']).get('Size S')).toBe('s');
});

test('texts of signs alone are no group', () => {
  expect(groupSpellings('size', counted('-', '--', '.'))).toEqual([]);
});
