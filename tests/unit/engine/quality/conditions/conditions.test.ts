/** Row conditions as trees and as text, over a real DuckDB. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conditionSchema, type Condition } from '@shared/areas/qualityConditions';
import { conditionFromText } from '@shared/conditions';
import { compileCondition, conditionColumns, conditionPatterns, describeCondition } from '@engine/quality/conditions';
import { openShopRows } from '../expressions/shopRows';

const shop = openShopRows();

async function selected(condition: Condition): Promise<number[]> {
  return (await shop.rows(`select row from ${shop.source} where ${compileCondition(condition, shop.columns)} order by row`)).map(([row]) => Number(row));
}

describe('each operator', () => {
  test.each<[Condition, readonly number[], string]>([
    [{ column: 'units', operator: 'equal', value: 3 }, [1], 'units is 3'],
    [{ column: 'units', operator: 'not-equal', value: 3 }, [2, 3, 4], 'units is not 3'],
    [{ column: 'units', operator: 'less', value: 0 }, [3], 'units is less than 0'],
    [{ column: 'units', operator: 'at-most', value: 0 }, [2, 3], 'units is at most 0'],
    [{ column: 'price', operator: 'greater', value: 0.1 }, [1, 2], 'price is greater than 0.1'],
    [{ column: 'price', operator: 'at-least', value: 0.1 }, [1, 2, 3], 'price is at least 0.1'],
    [{ column: 'units', operator: 'greater', value: -2 }, [1, 2], 'units is greater than -2'],
    [{ column: 'day', operator: 'at-least', value: '2024-02-29' }, [2, 3], 'day is at least "2024-02-29"'],
    [{ column: 'live', operator: 'equal', value: true }, [1, 3], 'live is yes'],
    [{ column: 'size', operator: 'one-of', values: ['S', "it's"] }, [1, 3], 'size is one of "S", "it\'s"'],
    [{ column: 'size', operator: 'not-one-of', values: ['S'] }, [2, 3, 4], 'size is none of "S"'],
    [{ column: 'size', operator: 'one-of', values: [] }, [], 'size is one of no value'],
    [{ column: 'size', operator: 'missing' }, [4], 'size is missing'],
    [{ column: 'size', operator: 'present' }, [1, 2, 3], 'size is present'],
    [{ column: 'size', operator: 'matches', value: '[SM]' }, [1, 2], 'size matches "[SM]"'],
    [{ column: 'size', operator: 'contains', value: "'" }, [3], 'size contains "\'"'],
    [{ formula: 'units = price * 2' }, [1], 'units = price * 2'],
    [{ all: [{ column: 'units', operator: 'at-least', value: 0 }, { column: 'size', operator: 'equal', value: 'M' }] }, [2], 'units is at least 0 and size is "M"'],
    [{ any: [{ column: 'size', operator: 'equal', value: 'M' }, { not: { column: 'size', operator: 'present' } }] }, [2, 4], 'size is "M" or not (size is present)'],
    [{ not: { column: 'units', operator: 'greater', value: 0 } }, [2, 3, 4], 'not (units is greater than 0)'],
    [{ all: [{ any: [{ column: 'units', operator: 'equal', value: 3 }, { column: 'units', operator: 'equal', value: 0 }] }, { formula: 'live or false' }] }, [1], '(units is 3 or units is 0) and (live or false)'],
    [{ column: 'units', operator: 'one-of', values: Array.from({ length: 12 }, (_, i) => i) }, [1, 2], 'units is one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more'],
  ])('%j', async (condition, rows, words) => {
    expect(conditionSchema.parse(condition)).toEqual(condition);
    expect(await selected(condition)).toEqual(rows);
    expect(describeCondition(condition)).toBe(words);
    expect((await shop.rows(`select ${compileCondition(condition, shop.columns)} from ${shop.source}`)).flat()).not.toContain(null);
  });

  test('a set of ten thousand values', async () => {
    const values = Array.from({ length: 10_000 }, (_, i) => `value ${i}`);
    expect(await selected({ column: 'size', operator: 'one-of', values: [...values, 'S'] })).toEqual([1]);
  });

  test('columns and patterns', () => {
    const condition: Condition = { any: [{ column: 'size', operator: 'matches', value: '(a' }, { formula: 'matches(mixed, "b") and units > 1' }] };
    expect(conditionColumns(condition)).toEqual(['size', 'mixed', 'units']);
    expect(conditionPatterns(condition)).toEqual(['(a', 'b']);
  });
});

describe('what is refused', () => {
  test.each<[Condition, RegExp]>([
    [{ column: 'prise', operator: 'greater', value: 1 }, /no column "prise"\. Did you mean "price"/],
    [{ column: 'price', operator: 'greater', value: 'cheap' }, /"cheap" is compared with numbers in price/],
    [{ column: 'day', operator: 'equal', value: 'soon' }, /"soon" is compared with dates in day/],
    [{ formula: 'price > ' }, /missing before the end/],
    [{ all: [{ formula: 'price' }, { column: 'size', operator: 'missing' }] }, /price is a number, but "and" needs a yes or no/],
  ])('%j', (condition, message) => {
    expect(() => compileCondition(condition, shop.columns)).toThrow(expect.objectContaining({ code: 'invalid-input', message: expect.stringMatching(message) }));
  });
});

describe('conditions written as text', () => {
  test.each<[string, Condition]>([
    ['s4 == 4', { column: 's4', operator: 'equal', value: 4 }],
    ['(equal_length_integer == 4) & (equal_length_string == "d")', { all: [{ column: 'equal_length_integer', operator: 'equal', value: 4 }, { column: 'equal_length_string', operator: 'equal', value: 'd' }] }],
    ['x!=1 & w!=6', { all: [{ column: 'x', operator: 'not-equal', value: 1 }, { column: 'w', operator: 'not-equal', value: 6 }] }],
    ['col("unit price").notNull()', { column: 'unit price', operator: 'present' }],
    ['col("x") > -5', { column: 'x', operator: 'greater', value: -5 }],
    ['5 >= x', { column: 'x', operator: 'at-most', value: 5 }],
    ['0 < x <= 5 or not x in [7]', { any: [{ all: [{ column: 'x', operator: 'greater', value: 0 }, { column: 'x', operator: 'at-most', value: 5 }] }, { column: 'x', operator: 'not-one-of', values: [7] }] }],
    ['x between 1 and 2', { all: [{ column: 'x', operator: 'at-least', value: 1 }, { column: 'x', operator: 'at-most', value: 2 }] }],
    ['not (a = true or b is null)', { not: { any: [{ column: 'a', operator: 'equal', value: true }, { column: 'b', operator: 'missing' }] } }],
    ['matches(a, "x") and contains(b, "y")', { all: [{ column: 'a', operator: 'matches', value: 'x' }, { column: 'b', operator: 'contains', value: 'y' }] }],
    ['salary == bonus * 5', { formula: 'salary == bonus * 5' }],
    ['col("day") > date("2024-01-01")', { formula: 'col("day") > date("2024-01-01")' }],
    ['x > 1 and lower(y) = "a"', { formula: 'x > 1 and lower(y) = "a"' }],
    ['x = null', { formula: 'x = null' }],
    [Array.from({ length: 101 }, () => 'x = 1').join(' or '), { formula: Array.from({ length: 101 }, () => 'x = 1').join(' or ') }],
  ])('%s', (text, condition) => {
    expect(conditionFromText(text)).toEqual(condition);
  });

  test('a text that cannot be read says where', () => {
    expect(() => conditionFromText('x == ')).toThrow(expect.objectContaining({ name: 'ExpressionError', at: 5 }));
  });

  test('the tree selects what the formula selects', async () => {
    const leafText = fc.constantFrom('units != 3', '0 <= units < 3', 'size in ["S", "M"]', 'not size in ["S"]', 'day >= "2024-02-01"', 'mixed = 5', 'mixed > 4', 'live = 1', 'price is not null', 'units between -2 and 0', 'matches(size, "[SM]")', '10 > price', 'price = "abc"');
    const text = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        leafText,
        fc.tuple(tie('node'), fc.constantFrom('and', 'or'), tie('node')).map(([left, word, right]) => `(${left}) ${word} (${right})`),
        tie('node').map((node) => `not (${node})`),
      ),
    })).node;
    await fc.assert(
      fc.asyncProperty(text, async (formula) => {
        const tree = conditionFromText(formula);
        expect(tree).not.toHaveProperty('formula');
        expect(await selected(tree)).toEqual(await selected({ formula }));
      }),
      { numRuns: 150 },
    );
  });
});
