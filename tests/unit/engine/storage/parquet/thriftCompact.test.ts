import { expect, test } from 'vitest';
import { ThriftWriter } from '@engine/storage/parquet/thriftCompact';

function written(fill: (writer: ThriftWriter) => void): string {
  const writer = new ThriftWriter();
  fill(writer);
  return Buffer.from(writer.finish()).toString('hex');
}

test('numbers are zigzag and of variable length, fields name the step from the one before', () => {
  expect(written((writer) => writer.int32(1, 0))).toBe('150000');
  expect(written((writer) => writer.int32(1, -1))).toBe('150100');
  expect(written((writer) => writer.int32(3, 150))).toBe('35ac0200');
  expect(written((writer) => (writer.int64(1, 1), writer.int64(4, Number.MAX_SAFE_INTEGER)))).toBe('160236feffffffffffff1f00');
  expect(() => written((writer) => (writer.int32(2, 0), writer.int32(2, 0)))).toThrow(RangeError);
});

test('truth is part of the field, bytes stand behind their length, structs count their own fields', () => {
  expect(written((writer) => (writer.boolean(1, true), writer.boolean(2, false)))).toBe('111200');
  expect(written((writer) => writer.text(2, 'é'))).toBe('2802c3a900');
  expect(written((writer) => (writer.struct(8, () => writer.int32(1, 1)), writer.int32(9, 1)))).toBe('8c150200150200');
});

test('lists of fifteen and more say their length in a number of its own', () => {
  expect(written((writer) => writer.int32s(1, [1, -2]))).toBe('1925020300');
  expect(written((writer) => writer.texts(1, Array.from({ length: 15 }, () => '')))).toBe(`19f80f${'00'.repeat(15)}00`);
  expect(written((writer) => writer.structs(1, [5, 6], (item) => writer.int32(1, item)))).toBe('192c150a00150c0000');
});

test('more bytes than there was room for', () => {
  const long = 'a'.repeat(10_000);
  expect(written((writer) => (writer.int32(1, 1), writer.text(2, long)))).toBe(`150218904e${'61'.repeat(10_000)}00`);
});
