import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeDelta, type DeltaShape } from '@engine/storage/parquet/deltaBinaryPacked';
import { takeSigned, takeVarint, unpack } from './decoding';

/** The format's examples are in blocks of eight, to be short. */
const eight: DeltaShape = { blockValues: 8, miniblocks: 1 };

function decode(bytes: Uint8Array): number[] {
  const [blockValues, afterBlock] = takeVarint(bytes, 0);
  const [miniblocks, afterMiniblocks] = takeVarint(bytes, afterBlock);
  const [count, afterCount] = takeVarint(bytes, afterMiniblocks);
  const [first, afterFirst] = takeSigned(bytes, afterCount);
  const values = count > 0 ? [first] : [];
  let at = afterFirst;
  while (values.length < count) {
    const [least, widthsAt] = takeSigned(bytes, at);
    at = widthsAt + miniblocks;
    for (let index = 0; index < miniblocks && values.length < count; index++) {
      const width = bytes[widthsAt + index]!;
      for (const above of unpack(bytes, at, blockValues / miniblocks, width)) if (values.length < count) values.push(values.at(-1)! + (least + above));
      at += ((blockValues / miniblocks) * width) / 8;
    }
  }
  expect(at).toBe(bytes.length);
  return values;
}

test("the format's first example: steps that are all alike take no bits", () => {
  expect([...encodeDelta(Float64Array.of(1, 2, 3, 4, 5), 5, eight)]).toEqual([8, 1, 5, 2, 2, 0]);
});

test("the format's second example: steps of -2 and 1 take two bits", () => {
  expect([...encodeDelta(Float64Array.of(7, 5, 3, 1, 2, 3, 4, 5), 8, eight)]).toEqual([8, 1, 8, 14, 3, 2, 0b11000000, 0b00111111]);
});

test('none, one, and as many as fill a block', () => {
  expect([...encodeDelta(new Float64Array(), 0)]).toEqual([128, 8, 8, 0, 0]);
  for (const count of [1, 2, 128, 129, 1024, 1025, 1026, 2049]) {
    const values = Float64Array.from({ length: count }, (_, i) => i * i - 5);
    expect(decode(encodeDelta(values, count))).toEqual([...values]);
  }
});

test('row numbers of a whole group take next to nothing', () => {
  expect(encodeDelta(Float64Array.from({ length: 20_480 }, (_, i) => 1_000_001 + i), 20_480).length).toBeLessThan(220);
});

test('any whole numbers within the span come back', () => {
  const span = 2 ** 31 - 1;
  const numbers = fc.oneof(fc.nat(3), fc.nat(1000), fc.nat(span), fc.constantFrom(0, span));
  fc.assert(
    fc.property(fc.array(numbers, { maxLength: 3000, size: 'max' }), fc.constantFrom(-(2 ** 53), -1, 0, 2 ** 52), fc.constantFrom<DeltaShape>({ blockValues: 128, miniblocks: 4 }, { blockValues: 1024, miniblocks: 8 }), (offsets, base, shape) => {
      const values = Float64Array.from(offsets, (offset) => base + offset);
      expect(decode(encodeDelta(values, values.length, shape))).toEqual([...values]);
    }),
    { numRuns: 100 },
  );
});
