/** Texts are read once while there is room, and again after that. */
import { expect, it } from 'vitest';
import { rememberTexts } from '@engine/training/features/rememberTexts';
import { wordsOf } from '@engine/training/features/words';

it('makes the same of a text only once, and forgets all where the texts would take more room than there is', () => {
  const made: string[] = [];
  const lengthOf = rememberTexts((text) => made.push(text) && text.length);
  expect([lengthOf('a'), lengthOf('bb'), lengthOf('a')]).toEqual([1, 2, 1]);
  expect(made).toEqual(['a', 'bb']);
  lengthOf('c'.repeat(3_999_999));
  lengthOf('a');
  expect(made.filter((text) => text === 'a')).toHaveLength(2);
});

it('tells texts apart that only look alike', () => {
  expect(wordsOf('Blue Shoe')).toEqual(['blue', 'shoe']);
  expect(wordsOf('Blue  Shoes')).toEqual(['blue', 'shoes']);
  expect(wordsOf('Blue Shoe')).toBe(wordsOf('Blue Shoe'));
});
