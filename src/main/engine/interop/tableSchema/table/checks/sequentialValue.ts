/** Whole numbers that go up by one from row to row; the first break is told, what follows is not looked at (frictionless-py 5.19, sequential-value). */
import { atField, needsField, type TableCheck } from '../tableCheck';

export function sequentialValue(name: string): TableCheck {
  let expected: number | null = null;
  let isBroken = false;
  return {
    start: (fields) => needsField(fields, name),
    row: (row) => {
      if (isBroken) return [];
      const value = row.values.get(name);
      if (typeof value === 'number' && (expected === null || value === expected)) {
        // The peer takes 0 for "nothing expected yet": what follows -1 is free.
        expected = value + 1 === 0 ? null : value + 1;
        return [];
      }
      isBroken = true;
      return [atField(row, name, 'sequential-value')];
    },
  };
}
