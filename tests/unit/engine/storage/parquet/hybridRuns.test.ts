import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitWidth } from '@engine/storage/parquet/bitPacking';
import { encodeHybrid, hybridBound } from '@engine/storage/parquet/hybridRuns';
import { takeVarint, unpack } from './decoding';

function encode(values: readonly number[], width: number): Buffer {
  // What is not written stays 0xee, so that a byte left out shows.
  const out = Buffer.alloc(hybridBound(values.length, width), 0xee);
  return out.subarray(0, encodeHybrid(Uint16Array.from(values), width, out, 0));
}

function decode(bytes: Uint8Array, count: number, width: number): number[] {
  const values: number[] = [];
  for (let at = 0; values.length < count; ) {
    const [head, start] = takeVarint(bytes, at);
    if (head % 2 === 1) {
      const packed = (head - 1) / 2;
      values.push(...unpack(bytes, start, 8 * packed, width));
      at = start + packed * width;
    } else {
      const size = Math.ceil(width / 8);
      const [value] = size === 0 ? [0] : unpack(bytes, start, 1, 8 * size);
      for (let i = 0; i < head / 2; i++) values.push(value!);
      at = start + size;
    }
  }
  return values.slice(0, count);
}

test("the format's own example: 0 to 7 in three bits", () => {
  expect([...encode([0, 1, 2, 3, 4, 5, 6, 7], 3)]).toEqual([0b11, 0b10001000, 0b11000110, 0b11111010]);
});

test('one value throughout is one run, of no bits where it is the only one', () => {
  expect([...encode(Array.from({ length: 100 }, () => 4), 3)]).toEqual([0xc8, 0x01, 4]);
  expect([...encode(Array.from({ length: 100 }, () => 300), 9)]).toEqual([0xc8, 0x01, 0x2c, 0x01]);
  expect([...encode([0, 0, 0], 0)]).toEqual([6]);
  expect([...encode([], 5)]).toEqual([]);
});

test('a run begins where the packed values before it fill their eights', () => {
  const values = [1, 2, 3, ...Array.from({ length: 105 }, () => 7), 1];
  expect([...encode(values, 3)]).toEqual([0b11, 0b11010001, 0b11111110, 0b11111111, 0xc8, 0x01, 7, 0b11, 1, 0, 0]);
});

test('any mixture of runs comes back and stays within its bound', () => {
  const runs = fc.array(fc.tuple(fc.nat(0x7fff), fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 300 }))), { maxLength: 60 });
  fc.assert(
    fc.property(runs, fc.integer({ min: 1, max: 15 }), (parts, width) => {
      const values = parts.flatMap(([value, length]) => Array.from({ length }, () => value % 2 ** width));
      const bytes = encode(values, width);
      expect(decode(bytes, values.length, width)).toEqual(values);
      expect(bytes.length).toBeLessThanOrEqual(hybridBound(values.length, width));
    }),
    { numRuns: 500 },
  );
});

test('bits of the largest number', () => {
  expect([0, 1, 2, 3, 255, 256, 20_479, 2 ** 32 - 1].map(bitWidth)).toEqual([0, 1, 2, 2, 8, 9, 15, 32]);
});
