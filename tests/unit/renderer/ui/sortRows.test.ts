import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortRows } from '../../../../src/renderer/ui/sortRows';

describe('sorting rows', () => {
  it('numbers by size, words as people sort them, missing last both ways', () => {
    const rows = [{ v: 10 }, { v: null }, { v: 9 }];
    expect(sortRows(rows, (row) => row.v, false).map((row) => row.v)).toEqual([9, 10, null]);
    expect(sortRows(rows, (row) => row.v, true).map((row) => row.v)).toEqual([10, 9, null]);
    expect(sortRows(['run 10', 'Run 9', 'run 2'], (row) => row, false)).toEqual(['run 2', 'Run 9', 'run 10']);
  });
  it('keeps every row, in order, and equal rows as they stood', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ key: fc.option(fc.integer({ min: 0, max: 5 })), id: fc.integer() })), (rows) => {
        const sorted = sortRows(rows, (row) => row.key, false);
        expect([...sorted].map((row) => row.id).sort()).toEqual(rows.map((row) => row.id).sort());
        const keys = sorted.map((row) => row.key ?? Number.POSITIVE_INFINITY);
        expect(keys).toEqual([...keys].sort((a, b) => a - b));
        for (const key of new Set(rows.map((row) => row.key))) {
          expect(sorted.filter((row) => row.key === key)).toEqual(rows.filter((row) => row.key === key));
        }
      }),
    );
  });
});
