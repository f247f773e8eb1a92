/** What a search may see of the folds of a race. */
import { describe, expect, it } from 'vitest';
import { innerPlan } from '@engine/tracking/tuning/innerPlan';

const rows = (...list: number[]): Int32Array => Int32Array.from(list);
const plain = ({ folds, unseen }: ReturnType<typeof innerPlan>) => ({ unseen, folds: folds.map(({ train, test }) => [[...train], [...test]]) });

describe('the inner folds of a search', () => {
  const deal = (repeat: number, parts: readonly number[][]) => parts.map((test, i) => ({ repeat, fold: i + 1, train: rows(...parts.filter((_, other) => other !== i).flat().sort((a, b) => a - b)), test: rows(...test) }));

  it('are the other folds of the first repeat, without the rows that its first fold holds out', () => {
    const folds = [...deal(1, [[0, 1], [2, 3], [4, 5]]), ...deal(2, [[0, 5], [1, 2], [3, 4]])];
    expect(plain(innerPlan(folds, false))).toEqual({ unseen: 0, folds: [[[4, 5], [2, 3]], [[2, 3], [4, 5]]] });
  });

  it('are by time the folds before the last', () => {
    const folds = [
      { repeat: 1, fold: 1, train: rows(0, 1), test: rows(2, 3) },
      { repeat: 1, fold: 2, train: rows(0, 1, 2, 3), test: rows(4) },
      { repeat: 1, fold: 3, train: rows(0, 1, 2, 3, 4), test: rows(5, 6) },
    ];
    expect(plain(innerPlan(folds, true))).toEqual({ unseen: 2, folds: [[[0, 1], [2, 3]], [[0, 1, 2, 3], [4]]] });
  });

  it('are refused where nothing is left to learn from', () => {
    expect(() => innerPlan(deal(1, [[0, 1, 2], [3, 4, 5]]), false)).toThrow(/at least three folds/);
  });
});
