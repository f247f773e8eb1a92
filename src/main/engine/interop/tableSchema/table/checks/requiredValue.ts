/** Values a field must have at least once (frictionless-py 5.19, required-value). */
import type { CellValue } from '../../cells';
import { valueKey } from '../constraints';
import { needsField, type TableCheck } from '../tableCheck';

export function requiredValue(name: string, values: readonly CellValue[]): TableCheck {
  const wanted = new Set(values.map(valueKey));
  return {
    start: (fields) => needsField(fields, name),
    row: (row) => {
      wanted.delete(valueKey(row.values.get(name) ?? null));
      return [];
    },
    end: () => [...wanted].map(() => [null, null, 'required-value'] as const),
  };
}
