import { describe, expect, it } from 'vitest';
import type { Condition } from '@shared/areas/qualityConditions';
import { conditionExpression, conditionFromText } from '@shared/conditions';
import { formatExpression } from '@shared/expressions';
import { addPart, branchAt, changeAt, conditionProblem, withOperator } from '../../../../../../src/renderer/features/quality/rule/conditionTree';
import { formulaProblem } from '../../../../../../src/renderer/features/quality/rule/FormulaInput';

const test = (column: string): Condition => ({ column, operator: 'present' });

describe('a condition as a tree', () => {
  it('parts are added at the root', () => {
    expect(addPart(null, test('a'))).toEqual(test('a'));
    expect(addPart(test('a'), test('b'))).toEqual({ all: [test('a'), test('b')] });
    expect(addPart({ any: [test('a'), test('b')] }, test('c'))).toEqual({ any: [test('a'), test('b'), test('c')] });
  });

  it('a part is changed where the path leads', () => {
    const tree: Condition = { all: [test('a'), { any: [test('b'), { not: test('c') }] }] };
    expect(changeAt(tree, [1, 1, 0], () => test('z'))).toEqual({ all: [test('a'), { any: [test('b'), { not: test('z') }] }] });
    expect(branchAt(tree, [0], 'any', test('x'))).toEqual({ all: [{ any: [test('a'), test('x')] }, { any: [test('b'), { not: test('c') }] }] });
  });

  it('taking out leaves no list of one and no empty list', () => {
    const tree: Condition = { all: [test('a'), { any: [test('b'), test('c')] }] };
    expect(changeAt(tree, [1, 0], () => null)).toEqual({ all: [test('a'), test('c')] });
    expect(changeAt(tree, [0], () => null)).toEqual({ any: [test('b'), test('c')] });
    expect(changeAt({ all: [test('a')] }, [0], () => null)).toBeNull();
    expect(changeAt({ not: test('a') }, [0], () => null)).toBeNull();
  });

  it('another operator keeps the value where it can', () => {
    expect(withOperator({ column: 'a', operator: 'equal', value: 3 }, 'one-of')).toEqual({ column: 'a', operator: 'one-of', values: [3] });
    expect(withOperator({ column: 'a', operator: 'one-of', values: ['x', 'y'] }, 'contains')).toEqual({ column: 'a', operator: 'contains', value: 'x' });
    expect(withOperator({ column: 'a', operator: 'less', value: 3 }, 'missing')).toEqual({ column: 'a', operator: 'missing' });
  });

  it('too many parts are told', () => {
    expect(conditionProblem({ all: Array.from({ length: 101 }, () => test('a')) })).toMatch(/more than 100 parts/);
    expect(conditionProblem(test('a'))).toBeNull();
  });

  it('as text and back it is the same', () => {
    const tree: Condition = { all: [{ column: 'unit price', operator: 'greater', value: 1.5 }, { any: [{ column: 'size', operator: 'one-of', values: ['S', 'M'] }, { column: 'size', operator: 'missing' }] }] };
    expect(conditionFromText(formatExpression(conditionExpression(tree)))).toEqual(tree);
  });
});

describe('a formula while it is typed', () => {
  const columns = [{ name: 'price' }, { name: 'retail_price' }];
  it('tells what is wrong and where, and the column that was meant', () => {
    expect(formulaProblem('price <= retail_price', columns)).toBeNull();
    expect(formulaProblem('price <= ', columns)).toMatch(/missing before the end.*\(at sign 10\)/);
    expect(formulaProblem('price <= retial_price', columns)).toBe('There is no column retial_price. Did you mean retail_price?');
  });
});
