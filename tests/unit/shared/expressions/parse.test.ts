/** What a formula means, how it is refused, and that no text exhausts the reader. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExpressionError, expressionColumns, expressionPatterns, formatExpression, parseExpression } from '@shared/expressions';

/** Fully bracketed by precedence, through the formatter, which is checked against the reader elsewhere. */
const read = (text: string): string => formatExpression(parseExpression(text));

function refusal(text: string): { readonly message: string; readonly at: number | null } {
  try {
    parseExpression(text);
  } catch (error) {
    if (error instanceof ExpressionError) return { message: error.message, at: error.at };
    throw error;
  }
  throw new Error(`was read: ${text}`);
}

describe('spellings of pandas, SQL and JavaScript mean the same', () => {
  test.each([
    ['x!=1 & w!=6', 'x != 1 and w != 6'],
    ['(equal_length_integer == 4) & (equal_length_string == "d")', 'equal_length_integer = 4 and equal_length_string = "d"'],
    ['x == 1 && y <> 2 || !z', 'x = 1 and y != 2 or not z'],
    ['a = 1 | b = 2 and c = 3', 'a = 1 or b = 2 and c = 3'],
    ['NOT a IS NULL', 'a is not null'],
    ['~x.isnull()', 'x is not null'],
    ['col("x").notNull()', 'x is not null'],
    ["col('unit price') >= 5", '`unit price` >= 5'],
    ['col("day") > date("2024-01-31")', 'day > date("2024-01-31")'],
    ['t < datetime("2024-01-31T10:00:00+02:00")', 't < datetime("2024-01-31 08:00:00")'],
    ['t < datetime("2024-01-31")', 't < datetime("2024-01-31 00:00:00")'],
    ['`a``b`.isna() | price.notna()', '`a``b` is null or price is not null'],
    ['size.isin(["S", \'M\'])', 'size in ["S", "M"]'],
    ['size not in ("S", None)', 'size not in ["S", null]'],
    ['x in []', 'x in []'],
    ['x.between(1, 2)', 'x between 1 and 2'],
    ['x not between 1 and 2 and y', 'x not between 1 and 2 and y'],
    ['0 < x <= 5', '0 < x <= 5'],
    ['True != FALSE', 'true != false'],
    ['größe_2 >= .5e1', 'größe_2 >= 5'],
    ['`in` = 1 and `true` = 2', '`in` = 1 and `true` = 2'],
    ['min = 1 and MIN(a, b) = 2', 'min = 1 and min(a, b) = 2'],
    ['a - b - c', 'a - b - c'],
    ['a - (b - c)', 'a - (b - c)'],
    ['(a + b) * c', '(a + b) * c'],
    ['a + b * c % d', 'a + b * c % d'],
    ['-x ** 2', '-x ** 2'],
    ['(-x) ** 2', '(-x) ** 2'],
    ['2 ** -x ** 2', '2 ** -x ** 2'],
    ['(2 ** 3) ** 2', '(2 ** 3) ** 2'],
    ['not (a and b)', 'not (a and b)'],
    ['(not a) and b', 'not a and b'],
    ['(a < b) = (c < d)', '(a < b) = (c < d)'],
    ['~(a) & b', 'not a and b'],
    ['x = "it\'s"', 'x = "it\'s"'],
    ["x = 'it''s'", 'x = "it\'s"'],
    ['x = "say \\"hi\\"\\n"', 'x = "say \\"hi\\"\n"'],
    ['matches(x, "\\d+\\\\w")', 'matches(x, "\\\\d+\\\\w")'],
    ['+x > 0', 'x > 0'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test('a remainder and a sum bind as in Python', () => {
    expect(parseExpression('1 + 2 * 3')).toMatchObject({ kind: 'arithmetic', operator: '+', left: { value: 1 }, right: { operator: '*' } });
    expect(parseExpression('-2 ** 2')).toMatchObject({ kind: 'negate', operand: { operator: '**' } });
    expect(parseExpression('~a == b')).toMatchObject({ kind: 'comparison', first: { kind: 'not' } });
    expect(parseExpression('not a == b')).toMatchObject({ kind: 'not', operand: { kind: 'comparison' } });
  });

  test('offsets point at the part', () => {
    expect(parseExpression('  a + bb')).toMatchObject({ at: 2, left: { at: 2 }, right: { at: 6 } });
  });

  test('columns and patterns are found once each', () => {
    const expression = parseExpression('matches(a, "x") or `b c` in [a, d] and matches(e, "y") or if(a > 1, matches(e, "x"), null)');
    expect(expressionColumns(expression)).toEqual(['a', 'b c', 'd', 'e']);
    expect(expressionPatterns(expression)).toEqual(['x', 'y']);
  });
});

describe('what is refused says what, where and what next', () => {
  test.each<[string, number, RegExp]>([
    ['', 0, /empty/],
    ['   ', 3, /empty/],
    ['price >', 7, /missing before the end/],
    ['price > > 2', 8, /missing before ">"/],
    ['(price > 2', 10, /the end, but "\)"/],
    ['unit price > 2', 5, /backticks/],
    ['price > 2)', 9, /does not fit/],
    ['x = "abc', 4, /no end/],
    ['`x = 2', 0, /backtick/],
    ['`` = 2', 0, /between the backticks/],
    ['x ^ 2', 2, /\*\*/],
    ['x == @limit', 5, /@/],
    ['x // 2 = 1', 2, /floor\(a \/ b\)/],
    ['x = “S”', 4, /straight quotes/],
    ['x # 2', 2, /sign # means nothing/],
    ['x = 😀', 4, /sign 😀/],
    ['2nd > 1', 0, /2nd/],
    ['x > 1e999', 4, /too large/],
    ['rond(x) > 1', 0, /Did you mean "round"/],
    ['frobnicate(x)', 0, /no function "frobnicate"\.$/],
    ['day < today()', 6, /every day/],
    ['now() > day', 0, /every day/],
    ['abs(x, y)', 0, /abs takes one value, and 2 are given/],
    ['if(x > 1, 2)', 0, /if takes 3 values, and 2 are given/],
    ['round()', 0, /1 to 2 values, and none is given/],
    ['round(x, y)', 0, /whole number/],
    ['round(x, 16)', 0, /0 to 15/],
    ['matches(x, y)', 0, /pattern/],
    ['x.str.len() > 2', 2, /"\.str" is not known/],
    ['a.b > 2', 2, /dot stands in backticks/],
    ['x is 5', 5, /null or not null/],
    ['x in 5', 5, /"\[" belongs here/],
    ['x in [1, 2', 10, /"," belongs here/],
    ['x between 1 or 2', 12, /"and" belongs here/],
    ['x in [1] = true', 9, /parentheses/],
    ['0 < x in [1]', 6, /parentheses/],
    ['x is null is null', 10, /parentheses/],
    ['and = 1', 0, /word of formulas/],
    ['col(x) > 1', 4, /text in quotes/],
    ['col("") > 1', 4, /text in quotes/],
    ['date("2023-02-29") < day', 5, /no date/],
    ['date("31.01.2024") < day', 5, /2024-01-31/],
    ['x = "a\0b"', 6, /code 0/],
    ['x = "a\\\0b"', 7, /code 0/],
  ])('%j', (text, at, message) => {
    expect(refusal(text)).toEqual({ message: expect.stringMatching(message), at });
  });
});

describe('limits', () => {
  test.each([
    ['parentheses', '('.repeat(3900)],
    ['signs', '-'.repeat(3999)],
    ['nots', 'not '.repeat(999)],
    ['tildes', '~'.repeat(3999)],
    ['calls', 'abs('.repeat(999)],
    ['lists', '1 in ['.repeat(600)],
    ['powers', '2**'.repeat(1300)],
    ['parentheses that close', `${'('.repeat(101)}x${')'.repeat(101)}`],
    ['quotients', `x${'/2'.repeat(150)}`],
    ['methods', `x${'.isnull()'.repeat(400)}`],
    ['sums in products', `${'('.repeat(90)}x${'+1)*2'.repeat(90)}${'/2'.repeat(85)}`],
  ])('%s: too deep', (_, text) => {
    expect(refusal(text).message).toMatch(/nested more than 100 deep/);
  });

  test('as deep as allowed is read', () => {
    expect(parseExpression(`${'('.repeat(100)}x${')'.repeat(100)}`)).toMatchObject({ kind: 'column' });
    expect(parseExpression(`x${' + 1'.repeat(499)}`)).toMatchObject({ operator: '+' });
    expect(parseExpression(Array.from({ length: 333 }, () => 'x > 1').join(' or '))).toMatchObject({ kind: 'or' });
  });

  test('too many parts, too many characters', () => {
    expect(refusal(`x in [${Array.from({ length: 1000 }, () => '1').join(',')}]`).message).toMatch(/more than 1,000 parts/);
    expect(refusal(`x = ${' '.repeat(4000)}1`)).toEqual({ message: expect.stringMatching(/4,005 characters, and 4,000/), at: 4000 });
  });

  test('words of nothing end in an error of formulas, soon', () => {
    const word = fc.constantFrom('x', '`a b`', '1', '.5', '"t"', "'", '"', '`', '(', ')', '[', ']', ',', '.', '+', '-', '*', '/', '%', '**', '=', '==', '!=', '<', '>=', '&', '|', '~', '!', '&&', '||', 'and', 'or', 'not', 'in', 'is', 'null', 'between', 'if', 'abs', 'min', 'matches', 'round', 'date', 'col', '.isnull()', '.isin', 'true', '\\', '^', '@', '€', '\n', ' ', '\ud800', '\0');
    const started = performance.now();
    fc.assert(
      fc.property(fc.array(fc.oneof(word, word, word, fc.string({ maxLength: 4, unit: 'binary' })), { maxLength: 300 }), fc.constantFrom('', ' '), (words, glue) => {
        try {
          expect(read(words.join(glue)).length).toBeGreaterThan(0);
        } catch (error) {
          if (!(error instanceof ExpressionError)) throw error;
          expect(error.message).toMatch(/[.?]$/);
          expect(error.at).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 3000 },
    );
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});
