/** What is written reads as the same formula. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatExpression, parseExpression } from '@shared/expressions';
import { anyExpression } from './expressions';

/** Without the places in the text. */
function bare(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'at' ? undefined : inner)));
}

test('reading what was written gives the same formula', () => {
  let read = 0;
  fc.assert(
    fc.property(anyExpression, (expression) => {
      const text = formatExpression(expression);
      fc.pre(text.length <= 4000);
      expect(bare(parseExpression(text))).toEqual(bare(expression));
      expect(formatExpression(parseExpression(text))).toBe(text);
      read++;
    }),
    { numRuns: 3000 },
  );
  expect(read).toBe(3000);
});
