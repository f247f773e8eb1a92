import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineEndNormaliser, singleNewline } from '@engine/datasets/reading/lineEnds';

function normalise(pieces: readonly string[]): string {
  const { push } = createLineEndNormaliser(',', '"', undefined);
  return pieces.map((piece) => push(piece, false)).join('') + push('', true);
}

test.each([
  ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
  ['"x\r\ny",1\r\n', '"x\r\ny",1\n'],
  ['"say ""hi""\r",1\r', '"say ""hi""\r",1\n'],
  ['5" wide\r\n"q"\r\n', '5" wide\n"q"\n'],
  ['\r\r\n\n', '\n\n\n'],
])('%j becomes %j', (text, expected) => expect(normalise([text])).toBe(expected));

test('where the text is cut into pieces makes no difference', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\r', '\n', ' '), maxLength: 40 });
  fc.assert(
    fc.property(text, fc.array(fc.nat(40), { maxLength: 6 }), (whole, cuts) => {
      const places = [...new Set(cuts.filter((cut) => cut < whole.length))].sort((a, b) => a - b);
      const pieces = [...places, whole.length].map((end, i) => whole.slice(places[i - 1] ?? 0, end));
      expect(normalise(pieces)).toBe(normalise([whole]));
    }),
    { seed: 3, numRuns: 2000 },
  );
});

test('the one line end of a file', () => {
  expect(singleNewline({ lf: 3, cr: 0, crlf: 0 }, 'utf-8')).toBe('\n');
  expect(singleNewline({ lf: 3, cr: 3, crlf: 3 }, 'utf-8')).toBe('\r\n');
  expect(singleNewline({ lf: 0, cr: 3, crlf: 0 }, 'utf-8')).toBe('\r');
  expect(singleNewline({ lf: 3, cr: 2, crlf: 2 }, 'utf-8')).toBeNull();
  expect(singleNewline({ lf: 3, cr: 0, crlf: 0 }, 'utf-16-le')).toBeNull();
});
