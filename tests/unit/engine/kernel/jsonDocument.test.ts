import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EngineError } from '@shared/contract/errors';
import { decodeDocument, documentLimits, parseJsonDocument } from '@engine/kernel/jsonDocument';

const parse = (text: string): unknown => parseJsonDocument(text, 'the recipe shop.json');

function refusal(text: string): EngineError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof EngineError) return error;
  }
  throw new Error('not refused');
}

describe('what is wrong is named with its place', () => {
  test.each<[string, string, RegExp, object]>([
    ['a comma too many', '{\n  "a": 1,\n}', /is not JSON: .* on line 3, column 1 \(byte 12\)/, { line: 3, column: 1, offset: 12 }],
    ['no JSON at all', 'a: 1\n', /is not JSON: "a" is not expected on line 1, column 1/, { line: 1, column: 1, offset: 0 }],
    ['cut off', '{"ä": [1, 2', /ends too early on line 1, column 12 \(byte 12\)|is not JSON/, { line: 1 }],
    ['empty', '', /ends too early on line 1, column 1 \(byte 0\)/, { line: 1, column: 1, offset: 0 }],
    ['a key twice', '{"a": 1,\r\n "b": {"a": 2},\r\n "ä": 0, "a": 3}', /says "a" twice, the second time on line 3, column 10 \(byte 37\)/, { line: 3, column: 10, offset: 37 }],
    ['a key twice in another spelling', '{"a": 1, "\\u0061": 2}', /says "a" twice/, { offset: 9 }],
    ['__proto__', '{"a": {"__proto__": {"x": 1}}}', /called "__proto__" on line 1, column 8/, { column: 8 }],
    ['__proto__ in another spelling', '{"\\u005f_proto__" : 1}', /called "__proto__"/, { column: 2 }],
    ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /nested more than 64 levels deep, on line 1, column 65/, { column: 65 }],
  ])('%s', (_, text, message, details) => {
    const { code, message: said, details: told } = refusal(text);
    expect([code, said]).toEqual(['invalid-input', expect.stringMatching(message)]);
    expect(said).toMatch(/^The recipe shop\.json .*Nothing was changed\. [A-Z]/);
    expect(told).toMatchObject(details);
  });
});

test('texts that look like keys, brackets in texts and marks at the beginning are fine', () => {
  expect(parse('\uFEFF{"a": "a", "b": ["a", "a"], "c": "{[{[", "d": "\\"__proto__\\":", "e": {"a": "\\\\"}}')).toEqual({ a: 'a', b: ['a', 'a'], c: '{[{[', d: '"__proto__":', e: { a: '\\' } });
  expect(decodeDocument(Buffer.from('\uFEFF{}'), 'x')).toBe('{}');
});

test('bytes that are no text or too many are refused with the place', () => {
  expect(() => decodeDocument(Buffer.from([0x7b, 0x22, 0xe4, 0x22, 0x7d]), 'the schema')).toThrow(/The schema is no text: the byte at [23] is not UTF-8/);
  expect(() => decodeDocument(Buffer.from('\uFEFF{}', 'utf16le'), 'the schema')).toThrow(/not UTF-8/);
  expect(() => decodeDocument(Buffer.alloc(documentLimits.bytes + 1, ' '), 'the schema')).toThrow(/larger than 5,000,000 bytes/);
});

test('any JSON that is not deep and says each key once is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), fc.nat(3), (text, indent) => {
      fc.pre(!text.includes('__proto__'));
      const spaced = JSON.stringify(JSON.parse(text), null, indent);
      expect(parse(spaced)).toEqual(JSON.parse(text));
    }),
  );
});

test('a large document takes no longer than it is read', () => {
  const text = JSON.stringify(Array.from({ length: 60_000 }, (_, i) => ({ name: `column ${i}`, value: i, text: '"'.repeat(3) })));
  const startedAt = performance.now();
  parse(text);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
