import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, sha256Hex } from '@engine/kernel/hashing';

test('the canonical form does not depend on the order of keys', () => {
  expect(canonicalJson({ b: [1, null, 'ä'], a: { d: true, c: 0.1 } })).toBe('{"a":{"c":0.1,"d":true},"b":[1,null,"ä"]}');
});

test('any JSON value keeps its meaning', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { seed: 1 },
  );
});

test('values without a JSON form are refused', () => {
  expect(() => canonicalJson({ a: Number.NaN })).toThrow();
  expect(() => canonicalJson(() => 1)).toThrow();
});

test('the hash is SHA-256 (FIPS 180-2, example "abc")', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
