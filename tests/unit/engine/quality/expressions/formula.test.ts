import { expect, test } from 'vitest';
import { EngineError } from '@shared/contract/errors';
import { formulaPatterns, formulaSql } from '@engine/quality/expressions';
import { openShopRows } from './shopRows';

const shop = openShopRows();

test('a formula of yes or no is SQL', async () => {
  expect(await shop.rows(`select row from ${shop.source} where ${formulaSql('units == price * 2', shop.columns, 'unknown')}`)).toEqual([[1]]);
  expect(await shop.rows(`select row from ${shop.source} where ${formulaSql('null', shop.columns, 'differs')}`)).toEqual([]);
});

test.each<[string, RegExp, Readonly<Record<string, unknown>>]>([
  ['price >', /^The formula price > cannot be used\. A column, a value or a formula is missing/, { at: 7 }],
  ['prise > 1', /There is no column "prise"/, { at: 0 }],
  ['price + 1', /It gives a number, not yes or no/, { at: 0 }],
  [`price > 1 and ${'x'.repeat(500)}`, /x… cannot be used/, { at: 14 }],
])('%s is refused in the words of the engine', (text, message, details) => {
  expect(() => formulaSql(text, shop.columns, 'unknown')).toThrow(EngineError);
  expect(() => formulaSql(text, shop.columns, 'unknown')).toThrow(expect.objectContaining({ code: 'invalid-input', message: expect.stringMatching(message), details }));
});

test('patterns are told before they are run', () => {
  expect(formulaPatterns('matches(size, "(a") or price > 1')).toEqual(['(a']);
});
