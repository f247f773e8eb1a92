/** Permutation importance: shuffles, sets of columns, and tables too wide to measure every column. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import type { TrainingTable } from '@engine/training';
import { measureImportance, shuffledRises } from '@engine/training/importance';
import type { FittedModel } from '@engine/training/models/algorithm';
import { numbers, range, tableOf } from './tables';

function wide(columns: number, rows: number): TrainingTable {
  const random = createRandom(1);
  return tableOf(Array.from({ length: columns }, (_, i) => numbers(`x${i}`, Array.from({ length: rows }, () => random.next()))));
}

/** Answers the weighted sum of some columns. */
function sumOf(weights: Readonly<Record<string, number>>): FittedModel {
  return {
    exact: null,
    predict(table, rows) {
      const used = table.columns.flatMap((column) => (column.kind === 'number' && weights[column.name] !== undefined ? [{ values: column.values, weight: weights[column.name]! }] : []));
      return Float64Array.from(rows, (row) => used.reduce((total, { values, weight }) => total + weight * values[row]!, 0));
    },
  };
}

describe('permutation importance', () => {
  const table = wide(6, 200);
  const model = sumOf({ x1: 1, x4: 3 });
  const heldOut = { rows: range(0, 200), target: model.predict(table, range(0, 200)) };

  it('is the root mean square change of a perfect model: weight times the distance of two random rows', () => {
    const rise = new Map(measureImportance(model, table, table.columns.map(({ name }) => name), heldOut, 1, 40).map((each) => [each.column, each.rise]));
    // Uniform in [0, 1): the difference of two has a root mean square of sqrt(1 / 6).
    expect(rise.get('x1')).toBeCloseTo(Math.sqrt(1 / 6), 1);
    expect(rise.get('x4')! / rise.get('x1')!).toBeCloseTo(3, 0);
    expect([rise.get('x0'), rise.get('x2'), rise.get('x3'), rise.get('x5')]).toEqual([0, 0, 0, 0]);
  });

  it('shuffles the columns of a set by one order: a difference of equal columns stays', () => {
    const twins = tableOf([numbers('a', range(0, 50)), numbers('b', range(0, 50))]);
    const difference = sumOf({ a: 1, b: -1 });
    const rows = { rows: range(0, 50), target: new Float64Array(50) };
    const [one, both] = shuffledRises(difference, twins, [['a'], ['a', 'b']], rows, 1, 3);
    expect([...both!]).toEqual([0, 0, 0]);
    expect(Math.min(...one!)).toBeGreaterThan(1);
  });

  it('gives the same for the same seed, whether blocks are answered together or one by one', () => {
    const few = shuffledRises(model, table, [['x4']], heldOut, 7, 2);
    const many = shuffledRises(model, table, [['x1'], ['x4'], ['x0']], heldOut, 7, 2);
    expect([...many[1]!]).toEqual([...few[0]!]);
  });

  it('finds the two columns of three thousand that matter, measuring fifty', () => {
    const broad = wide(3000, 120);
    const two = sumOf({ x1234: 1, x2900: 2 });
    const importance = measureImportance(two, broad, broad.columns.map(({ name }) => name), { rows: range(0, 120), target: two.predict(broad, range(0, 120)) }, 1);
    expect(importance.length).toBeLessThanOrEqual(50);
    expect(importance.filter(({ rise }) => rise > 0).map(({ column }) => column)).toEqual(['x1234', 'x2900']);
  });
});
