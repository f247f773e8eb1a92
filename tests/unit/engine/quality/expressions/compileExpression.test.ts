/** Formulas in a real DuckDB against answers known by hand. */
import { describe, expect, test } from 'vitest';
import { ExpressionError, parseExpression } from '@shared/expressions';
import { compileExpression } from '@engine/quality/expressions';
import { openShopRows } from './shopRows';

const shop = openShopRows();

describe('numbers', () => {
  test.each<[string, readonly unknown[]]>([
    ['units + price * 2', [6, 20, -1.8, null]],
    ['price / units', [0.5, null, -0.05, null]],
    ['price / 0', [null, null, null, null]],
    ['coalesce(price / 0, 7)', [7, 7, 7, 7]],
    ['1 / (1 / units)', [3, null, -2, null]],
    ['1e308 * 10 * units', [null, null, null, null]],
    ['coalesce(1e308 + 1e308 + units, -1)', [-1, -1, -1, -1]],
    ['0.1 + 0.2 == 0.3', [false, false, false, false]],
    ['units % 2', [1, 0, 0, null]],
    ['-7 % 3 + units', [5, 2, 0, null]],
    ['7 % -3 + units', [1, -2, -4, null]],
    ['units % 0', [null, null, null, null]],
    ['units ** 2', [9, 0, 4, null]],
    ['units ** 0.5 > 0', [true, false, null, null]],
    ['10 ** 400', [null, null, null, null]],
    ['-units', [-3, 0, 2, null]],
    ['live + live', [2, 0, 2, null]],
    ['round(price)', [2, 10, 0, null]],
    ['round(units / 2)', [2, 0, -1, null]],
    ['round(-units / 2)', [-2, 0, 1, null]],
    ['round(price / 3, 2)', [0.5, 3.33, 0.03, null]],
    ['floor(price) + ceil(price)', [3, 20, 1, null]],
    ['abs(units)', [3, 0, 2, null]],
    ['sqrt(units) > 1.7', [true, false, null, null]],
    ['ln(units) > 1', [true, null, null, null]],
    ['log10(price * 10)', [Math.log10(15), 2, 0, null]],
    ['sqrt(-1)', [null, null, null, null]],
    ['ln(0)', [null, null, null, null]],
    ['exp(units * 1000)', [null, 1, 0, null]],
    ['exp(0)', [1, 1, 1, 1]],
    ['min(units, price, 2)', [1.5, 0, -2, null]],
    ['max(units, price)', [3, 10, 0.1, null]],
    ['if(units > 0, price, -price)', [1.5, -10, -0.1, null]],
    ['if(live, 1, null)', [1, null, 1, null]],
    ['coalesce(units, price, 0)', [3, 0, -2, 0]],
    ['length(size)', [1, 1, 4, null]],
    ['length("ä😀")', [2, 2, 2, 2]],
    ['year(day) * 100 + month(day)', [202401, 202402, 202512, null]],
    ['day(day) + hour(`sold at`)', [49, 29, null, null]],
    ['weekday(day)', [3, 4, 3, null]],
    ['year(mixed)', [null, null, 2024, null]],
    ['hour(day)', [0, 0, 0, null]],
    ['days_between(day, `sold at`)', [18.5 / 24, 1, null, null]],
    ['days_between("2024-03-01", "2024-02-28") * live', [-2, -0, -2, null]],
  ])('%s', async (text, expected) => {
    const values = await shop.values(text);
    expect(values).toHaveLength(4);
    for (const [i, value] of values.entries()) {
      const wanted = expected[i];
      if (typeof wanted === 'number') expect(value).toBeCloseTo(wanted, 12);
      else expect(value).toBe(wanted);
    }
  });
});

describe('rows that are selected', () => {
  test.each<[string, readonly number[]]>([
    ['units > 0', [1]],
    ['units >= 0 and price < 5', [1]],
    ['not units > 0', [2, 3]],
    ['0 <= units < 3', [2]],
    ['-5 < units < price < 20', [2, 3]],
    ['price between 0.1 and 1.5', [1, 3]],
    ['price not between 0.1 and 1.5', [2]],
    ['size = "S"', [1]],
    ['size = \'it\'\'s\'', [3]],
    ['size < "T"', [1, 2]],
    ['size in ["S", "M", "S"]', [1, 2]],
    ['size not in ["S"]', [2, 3]],
    ['size in []', []],
    ['units in [3, "-2", 9]', [1, 3]],
    ['mixed in [5, "abc"]', [1, 2]],
    ['mixed in [5, "abc", day]', [1, 2]],
    ['units is null', [4]],
    ['price is not null', [1, 2, 3]],
    ['(price / units).isnull()', [2, 4]],
    ['(units * 1e308 * 100) is null', [1, 3, 4]],
    ['live', [1, 3]],
    ['~live', [2]],
    ['live == 1', [1, 3]],
    ['live = "false"', [2]],
    ['live == (units > 1)', [1, 2]],
    ['mixed == "abc"', [2]],
    ['mixed == 5', [1]],
    ['5 == mixed', [1]],
    ['mixed == units + 2', [1]],
    ['mixed > 4.5', [1]],
    ['4.5 < mixed', [1]],
    ['price == "10"', [2]],
    ['price == "abc"', []],
    ['price != "abc"', [1, 2, 3]],
    ['day = "2024-02-29"', [2]],
    ['day >= date("2024-02-01")', [2, 3]],
    ['"2024-02-01" > day', [1]],
    ['day > "2024-01-31 10:00"', [2, 3]],
    ['`sold at` > day', [1, 2]],
    ['`sold at` = "2024-01-31T20:30:00+02:00"', [1]],
    ['day > mixed', [3]],
    ['day between "2024-01-01" and "2024-12-31"', [1, 2]],
    ['contains(size, "t\'")', [3]],
    ['starts_with(mixed, "20") or ends_with(mixed, "c")', [2, 3]],
    ['matches(size, "[SM]")', [1, 2]],
    ['matches(mixed, "\\d")', [1]],
    ['lower(size) = "s" or upper(size) = "IT\'S"', [1, 3]],
    ['trim("\t\u00a0 x y \n") = "x y"', [1, 2, 3, 4]],
    ['contains(price, ".5")', [1]],
    ['starts_with(day, "2024-")', [1, 2]],
    ['min(day, `sold at`) < "2024-02-01"', [1]],
    ['if(units = 0, size = "M", size = "S")', [1, 2]],
    ['coalesce(size, "none") = "none"', [4]],
    ['null is null', [1, 2, 3, 4]],
    ['null or units = 3', [1]],
  ])('%s', async (text, expected) => {
    expect(await shop.selected(text)).toEqual(expected);
  });
});

describe('where a missing cell differs from everything', () => {
  // All but the last three as pandas 2.1.4 answers in DataFrame.query over float and object columns with NaN and None.
  test.each<[string, readonly number[]]>([
    ['units != 3', [2, 3, 4]],
    ['not (units == 3)', [2, 3, 4]],
    ['units > 0', [1]],
    ['not (units > 0)', [2, 3, 4]],
    ['size not in ["S"]', [2, 3, 4]],
    ['size != "S" & price < 5', [3]],
    ['0 <= units < 3', [2]],
    ['not (0 <= units < 3)', [1, 3, 4]],
    ['mixed != "abc"', [1, 3, 4]],
    ['not units = 3 and price < 5', [3]],
    ['price != units', [1, 2, 3, 4]],
    ['not live', [2, 4]],
    ['not contains(size, "S")', [2, 3, 4]],
    ['if(live, units > 0, size.isnull())', [1, 4]],
  ])('%s', async (text, expected) => {
    expect(await shop.selected(text, 'differs')).toEqual(expected);
    expect(await shop.values(text, 'differs')).not.toContain(null);
  });
});

describe('types that do not fit are refused by name and place', () => {
  test.each<[string, number, string]>([
    ['prise > 1', 0, 'There is no column "prise". Did you mean "price"?'],
    ['price > 1 and nothing = 2', 14, 'There is no column "nothing".'],
    ['price + size > 1', 8, 'size is a text, but "+" needs a number.'],
    ['sqrt(size) > 1', 5, 'size is a text, but "sqrt" needs a number.'],
    ['day + 1 > day', 0, 'day is a date: dates are not added or subtracted. Write days_between(first, second) for the days from one to the other.'],
    ['day > 5', 6, 'day is a date and 5 is a number: they cannot be compared.'],
    ['day = "yesterday"', 6, '"yesterday" is compared with dates in day, but is none. Write it like "2024-01-31".'],
    ['day in ["2024-01-01", "x"]', 22, '"x" is compared with dates in day, but is none. Write it like "2024-01-31".'],
    ['price < "cheap"', 8, '"cheap" is compared with numbers in price, but is none. Write a number without quotes.'],
    ['price = null', 8, 'Nothing equals a missing cell. Write: price is null.'],
    ['size in ["S", null]', 14, 'Nothing equals a missing cell. Write: size is null.'],
    ['null != price', 0, 'Nothing equals a missing cell. Write: price is null.'],
    ['size and price > 1', 0, 'size is a text, but "and" needs a yes or no.'],
    ['not price', 4, 'price is a number, but "not" needs a yes or no.'],
    ['if(price, 1, 2) > 1', 3, 'price is a number, but "if" needs a yes or no.'],
    ['if(live, 1, "a") = 1', 12, 'if gives a number in one case and a text in another. Make them the same.'],
    ['coalesce(day, 1) = 1', 14, 'coalesce gives a date in one case and a number in another. Make them the same.'],
    ['year(price) > 1', 5, 'price is a number, but "year" needs a date.'],
    ['year("soon") > 1', 5, '"soon" is compared with dates in year, but is none. Write it like "2024-01-31".'],
    ['live < "x"', 7, 'live is a yes or no and "x" is a text: they cannot be compared.'],
  ])('%s', (text, at, message) => {
    const compile = (): unknown => compileExpression(parseExpression(text), shop.columns, 'unknown');
    expect(compile).toThrow(ExpressionError);
    expect(compile).toThrow(expect.objectContaining({ message, at }));
  });
});

test('texts are quoted whatever they hold, and names never reach the SQL', async () => {
  expect(await shop.selected(`size = "'; drop table x; --" or size = "it's"`)).toEqual([3]);
  const odd = shop.columns.map((column) => (column.name === 'size' ? { ...column, name: '"; select 1; --' } : column));
  const { sql } = compileExpression(parseExpression('`"; select 1; --` = "S"'), odd, 'unknown');
  expect(await shop.rows(`select row from ${shop.source} where ${sql}`)).toEqual([[1]]);
});
