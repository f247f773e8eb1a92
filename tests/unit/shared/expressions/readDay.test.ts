import { expect, test } from 'vitest';
import { readDay } from '@shared/expressions';

test.each([
  ['2024-02-29', { kind: 'date', value: '2024-02-29' }],
  [' 0099-01-01 ', { kind: 'date', value: '0099-01-01' }],
  ['2024-02-29 23:59', { kind: 'datetime', value: '2024-02-29 23:59:00' }],
  ['2024-02-29T23:59:58.123456Z', { kind: 'datetime', value: '2024-02-29 23:59:58.123456' }],
  ['2024-02-29T23:30:00-05:30', { kind: 'datetime', value: '2024-03-01 05:00:00' }],
  ['2024-02-29T00:30:00+0100', { kind: 'datetime', value: '2024-02-28 23:30:00' }],
  ['2023-02-29', null],
  ['2024-13-01', null],
  ['2024-04-31', null],
  ['0000-01-01', null],
  ['0001-01-01 00:00+01:00', null],
  ['2024-02-29 24:00', null],
  ['2024-2-9', null],
  ['infinity', null],
  ['', null],
])('%s', (text, expected) => {
  expect(readDay(text)).toEqual(expected);
});
