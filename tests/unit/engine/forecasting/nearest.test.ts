/** Which past rows are most like a given one. */
import { describe, expect, it } from 'vitest';
import { findNearest } from '@engine/forecasting/nearest';
import type { TrainingTable } from '@engine/training';

function makeTable(prices: readonly number[], colours: readonly number[], levels: readonly string[] = ['red', 'white']): TrainingTable {
  return {
    rows: prices.length,
    rowNumbers: Int32Array.from(prices, (_, i) => i + 1),
    columns: [
      { kind: 'number', name: 'price', type: 'decimal', values: Float64Array.from(prices) },
      { kind: 'text', name: 'colour', type: 'category', codes: Int32Array.from(colours), levels },
    ],
  };
}

const past = makeTable([1, 5, 9, NaN, 5], [0, 0, 1, 1, -1]);
const order = (row: TrainingTable, weights: readonly (readonly [string, number])[]): number[] => findNearest(past, row, new Map(weights), 5).map(({ index }) => index);

describe('nearest rows', () => {
  it('go by price alone where only price matters, ties in order', () => {
    expect(order(makeTable([5], [1]), [['price', 1]])).toEqual([1, 4, 0, 2, 3]);
  });

  it('compare texts by their words, not by their codes', () => {
    expect(order(makeTable([5], [0], ['white']), [['colour', 1]]).slice(0, 2)).toEqual([2, 3]);
  });

  it('hold missing against missing, and a text never seen against all', () => {
    expect(order(makeTable([NaN], [-1]), [['price', 1]])[0]).toBe(3);
    expect(order(makeTable([5], [-1]), [['colour', 1]])[0]).toBe(4);
    expect(findNearest(past, makeTable([5], [0], ['violet']), new Map([['colour', 1]]), 5).map(({ distance }) => distance)).toEqual([1, 1, 1, 1, 1]);
  });
});
