/** Formulas over one row, worked out as Python does. */
import { describe, expect, test } from 'vitest';
import { parseExpression } from '@shared/expressions';
import { evaluateFormula, isTruthy } from '@engine/interop/tableSchema/table/formula';

const row = new Map<string, string | number | boolean | null>([
  ['price', 4],
  ['units', 3],
  ['colour', 'red'],
  ['gift', true],
  ['note', null],
  ['zero', 0],
]);

describe('values', () => {
  test.each([
    ['price * units + 1', 13],
    ['-price % 3', 2],
    ['2 ** units / price', 2],
    ["colour + '!'", 'red!'],
    ['gift + 1', 2],
    ['1 < units <= 3', true],
    ['1 < units < 3', false],
    ['gift == 1', true],
    ["colour in ['red', 'blue']", true],
    ['units not in [3]', false],
    ['note == None', true],
    ['note is None and not zero', true],
    ["colour < 'rust'", true],
    ['zero or price', 4],
    ['zero and gone', 0],
  ])('%s is %j', (formula, value) => {
    expect(evaluateFormula(parseExpression(formula), row)).toEqual(value);
  });

  test.each(['gone > 0', 'note > 1', 'note * 2 == 0', "colour > 1", 'price / zero', 'price % zero', 'abs(price) > 1', 'gone in [1]', 'price in [gone]'])('%s cannot be worked out', (formula) => {
    expect(evaluateFormula(parseExpression(formula), row)).toBeUndefined();
  });
});

test('what counts as true', () => {
  expect([0, '', null, false, [], {}].map(isTruthy)).toEqual([false, false, false, false, false, false]);
  expect([-1, ' ', true, [0]].map(isTruthy)).toEqual([true, true, true, true]);
});
