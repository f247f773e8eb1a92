import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listEntries, listFormOf, listForms, listSeparators, type ListForm } from '@shared/cells/lists';

test.each<[string, readonly string[], ListForm | null]>([
  ['tags between commas', ['red, blue', 'blue', 'red,green,blue', 'green, red'], 'comma'],
  ['between semicolons', ['red; blue', 'blue', 'red;green;blue', 'green; red'], 'semicolon'],
  ['between pipes', ['red|blue', 'blue', 'red|green|blue', 'green|red'], 'pipe'],
  ['between slashes with spaces', ['red / blue', 'blue', 'red / green / blue', 'green / red'], 'slash'],
  ['JSON', ['["red", "blue"]', '[]', '["red","green","blue"]', '["green", "red"]'], 'json'],
  ['JSON with numbers', ['[1, 2]', '[2]', '[1, 3, 2]', '[3, 1]'], 'json'],
  ['JSON with other texts among them', ['["red", "blue"]', 'blue', '["red","green","blue"]', '["green", "red"]'], null],
  ['a town and its country', ['Paris, France', 'Lyon, France', 'Rome, Italy', 'Milan, Italy'], null],
  ['sentences', ['A dress, blue', 'Trousers, black, wide', 'Nice', 'Warm, soft, long and for the winter'], null],
  ['slashes without spaces', ['and/or', 'either/or', 'and/or/not', 'not'], null],
  ['single words', ['red', 'blue', 'green'], null],
  ['nothing', [], null],
])('%s', (_, texts, form) => expect(listFormOf(texts)).toBe(form));

const entry = fc.constantFrom('red', 'dark blue', 'green', 'XL', '2024');

test('lists that are written in a form are found and read back', () => {
  fc.assert(
    fc.property(fc.constantFrom(...listForms), fc.array(fc.array(entry, { minLength: 1, maxLength: 5 }), { minLength: 10, maxLength: 40 }), (form, lists) => {
      const write = (entries: readonly string[]): string => (form === 'json' ? JSON.stringify(entries) : entries.join(listSeparators[form]));
      const texts = lists.map(write);
      expect(texts.map((text) => listEntries(text, form))).toEqual(lists);
      const enough = new Set(lists.map(({ length }) => length)).size > 1 && lists.flat().length >= 1.5 * lists.length && lists.filter(({ length }) => length > 1).length >= Math.max(3, 0.3 * lists.length);
      expect(listFormOf(texts)).toBe(enough ? form : null);
    }),
  );
});
