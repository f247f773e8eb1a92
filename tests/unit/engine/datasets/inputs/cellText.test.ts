import { expect, test } from 'vitest';
import { addressOf, columnOf, meaningOf, numberText, unescaped } from '@engine/datasets/inputs/xlsx/cellText';

test.each([
  [0, undefined, 'number'],
  [14, undefined, 'date'],
  [22, undefined, 'datetime'],
  [46, undefined, 'duration'],
  [164, 'yyyy\\-mm\\-dd', 'date'],
  [164, '[$-409]d\\-mmm\\-yy;@', 'date'],
  [164, 'dd/mm/yyyy hh:mm', 'datetime'],
  [164, 'h:mm AM/PM', 'time'],
  [164, 'mm:ss.0', 'time'],
  [164, '[h]:mm:ss', 'duration'],
  [164, '#,##0.00', 'number'],
  [164, '0.00E+00', 'number'],
  [164, '#,##0 "days"', 'number'],
  [164, '0.0\\d', 'number'],
  [164, '[Red]#,##0;[Blue]\\-#,##0', 'number'],
  [164, 'General', 'number'],
  [164, 'mmm', 'date'],
])('number format %i %s means a %s', (id, code, meaning) => {
  expect(meaningOf(id, code)).toBe(meaning);
});

test.each([
  ['45351', 'date', false, '2024-02-29'],
  ['45351.4375', 'date', false, '2024-02-29 10:30:00'],
  ['45351', 'datetime', false, '2024-02-29 00:00:00'],
  ['45351.999988425923', 'datetime', false, '2024-02-29 23:59:59'],
  ['45351.000000001447', 'datetime', false, '2024-02-29 00:00:00'],
  ['43889', 'date', true, '2024-02-29'],
  ['0', 'date', true, '1904-01-01'],
  ['1', 'date', false, '1900-01-01'],
  ['59', 'date', false, '1900-02-28'],
  // The day that Excel believes in and the calendar does not: its number stays.
  ['60', 'date', false, '60'],
  ['61', 'date', false, '1900-03-01'],
  ['0.5', 'time', false, '12:00:00'],
  ['1.5', 'duration', false, '36:00:00'],
  ['-1', 'date', false, '-1'],
  ['0.1', 'number', false, '0.1'],
  ['0.10000000000000001', 'number', false, '0.1'],
  ['1.0E-7', 'number', false, '1e-7'],
  ['123456789012345', 'number', false, '123456789012345'],
  ['5.0', 'number', false, '5'],
] as const)('%s as %s (1904: %s) reads %s', (raw, meaning, date1904, text) => {
  expect(numberText(raw, meaning, date1904)).toBe(text);
});

test('addresses and escapes', () => {
  expect(['A1', 'Z9', 'AA10', 'XFD1048576', '12'].map(columnOf)).toEqual([0, 25, 26, 16_383, null]);
  expect([addressOf(0, 1), addressOf(25, 9), addressOf(26, 10), addressOf(16_383, 1_048_576)]).toEqual(['A1', 'Z9', 'AA10', 'XFD1048576']);
  expect([unescaped('a_x000D_b'), unescaped('_x005F_x000D_'), unescaped('no_xyz')]).toEqual(['a\rb', '_x000D_', 'no_xyz']);
});
