/** Rows that are the same as one before (frictionless-py 5.19, duplicate-row). */
import { valueKey } from '../constraints';
import type { TableCheck } from '../tableCheck';

export function duplicateRow(): TableCheck {
  const seen = new Set<string>();
  return {
    row: ({ number, values }) => {
      const key = valueKey([...values.values()]);
      if (seen.has(key)) return [[number, null, 'duplicate-row']];
      seen.add(key);
      return [];
    },
  };
}
