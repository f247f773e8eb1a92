import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planFolds, type FoldRequest } from '@engine/training';
import { EngineError } from '@shared/contract/errors';
import { numbers, tableOf, texts } from './tables';

const plain = (rows: number): FoldRequest => ({ table: tableOf([numbers('y', Array.from({ length: rows }, (_, i) => i))]), target: 'y', split: { kind: 'kfold' }, folds: 5, repeats: 1, seed: 1 });

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(EngineError);
    expect((error as EngineError).code).toBe('invalid-input');
    return (error as EngineError).message;
  }
  throw new Error('Nothing was refused.');
}

describe('fold plans', () => {
  it('hold every row out exactly once per repeat, and train on the rest', () => {
    fc.assert(fc.property(fc.integer({ min: 10, max: 120 }), fc.integer({ min: 2, max: 10 }), fc.integer({ min: 1, max: 3 }), fc.nat(), (rows, folds, repeats, seed) => {
      const plan = planFolds({ ...plain(rows), folds, repeats, seed });
      expect(plan.folds).toHaveLength(folds * repeats);
      for (let repeat = 1; repeat <= repeats; repeat++) {
        const own = plan.folds.filter((fold) => fold.repeat === repeat);
        expect(own.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, i) => i));
        for (const { train, test } of own) {
          expect(new Set([...train, ...test]).size).toBe(rows);
          expect(train.length + test.length).toBe(rows);
        }
        const sizes = own.map(({ test }) => test.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }
    }), { numRuns: 40 });
  });

  it('never split a group, and keep folds balanced', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 60, maxLength: 150 }), fc.nat(), (groups, seed) => {
      fc.pre(new Set(groups).size >= 5);
      const cells = groups.map((group, i) => (i % 17 === 0 ? null : `g${group}`));
      const table = tableOf([numbers('y', groups.map((_, i) => i)), texts('g', cells)]);
      const plan = planFolds({ ...plain(1), table, split: { kind: 'group', column: 'g' }, seed });
      for (const { train, test } of plan.folds) {
        const inTrain = new Set([...train].map((row) => cells[row]).filter((cell) => cell !== null));
        for (const row of test) if (cells[row] !== null) expect(inTrain.has(cells[row]!)).toBe(false);
      }
      expect(plan.folds.flatMap(({ test }) => [...test])).toHaveLength(groups.length);
      const largest = Math.max(...[...new Set(cells)].map((cell) => (cell === null ? 1 : cells.filter((other) => other === cell).length)));
      const sizes = plan.folds.map(({ test }) => test.length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(largest);
    }), { numRuns: 30 });
  });

  it('are the same for the same seed, and differ between seeds and repeats', () => {
    const first = planFolds({ ...plain(50), repeats: 2 });
    expect(planFolds({ ...plain(50), repeats: 2 })).toEqual(first);
    expect([...first.folds[0]!.test]).not.toEqual([...first.folds[5]!.test]);
    expect([...planFolds({ ...plain(50), seed: 2 }).folds[0]!.test]).not.toEqual([...first.folds[0]!.test]);
  });

  it('by time train on what came before only', () => {
    const days = Array.from({ length: 40 }, (_, i) => Math.floor(((i * 7) % 40) / 2) * 86_400_000);
    const table = tableOf([numbers('y', days.map((_, i) => i)), numbers('day', days, 'date')]);
    const plan = planFolds({ ...plain(1), table, split: { kind: 'time', column: 'day' }, folds: 4 });
    expect(plan.folds).toHaveLength(4);
    for (const { train, test } of plan.folds) {
      expect(train.length).toBeGreaterThan(0);
      expect(test.length).toBeGreaterThan(0);
      expect(Math.max(...[...train].map((row) => days[row]!))).toBeLessThan(Math.min(...[...test].map((row) => days[row]!)));
    }
    expect(messageOf(() => planFolds({ ...plain(1), table, split: { kind: 'time', column: 'day' }, repeats: 2 }))).toContain('repeats to 1');
  });

  it('from a file hold out exactly what it names', () => {
    const table = { ...plain(6).table, rowNumbers: Int32Array.of(2, 4, 6, 8, 10, 12) };
    const folds = [2, 4, 6, 8, 10].map((row, i) => ({ row, repeat: 1, fold: i % 2 }));
    const plan = planFolds({ ...plain(6), table, split: { kind: 'file', folds: [...folds, { row: 99, repeat: 1, fold: 0 }] } });
    expect(plan.folds.map(({ repeat, fold, train, test }) => ({ repeat, fold, train: [...train], test: [...test] }))).toEqual([
      { repeat: 1, fold: 0, train: [1, 3], test: [0, 2, 4] },
      { repeat: 1, fold: 1, train: [0, 2, 4], test: [1, 3] },
    ]);
    expect(messageOf(() => planFolds({ ...plain(6), table, split: { kind: 'file', folds: [...folds, { row: 2, repeat: 1, fold: 1 }] } }))).toContain('row 2 twice');
  });

  it('leave rows without a target out and count them', () => {
    const plan = planFolds({ ...plain(1), table: tableOf([numbers('y', [1, NaN, 3, 4, 5, 6, NaN])]) });
    expect(plan.rowsWithoutTarget).toBe(2);
    expect([...plan.rows]).toEqual([0, 2, 3, 4, 5]);
  });

  it('refuse what cannot be planned, in plain words', () => {
    expect(messageOf(() => planFolds(plain(4)))).toContain('4 rows');
    expect(messageOf(() => planFolds({ ...plain(5), target: 'sales' }))).toContain('no column named "sales"');
    expect(messageOf(() => planFolds({ ...plain(5), table: tableOf([texts('y', ['1', 'many', '3', '4', '5'])]) }))).toContain('holds text');
    expect(messageOf(() => planFolds({ ...plain(5), table: tableOf([numbers('y', [7, 7, 7, NaN, 7, 7])]) }))).toContain('same value, 7');
    expect(messageOf(() => planFolds({ ...plain(5), table: tableOf([numbers('y', [NaN, NaN])]) }))).toContain('empty in every row');
    const grouped = tableOf([numbers('y', [1, 2, 3, 4, 5, 6]), texts('g', ['a', 'a', 'b', 'b', 'c', 'c'])]);
    expect(messageOf(() => planFolds({ ...plain(6), table: grouped, split: { kind: 'group', column: 'g' } }))).toContain('3 groups');
  });
});
