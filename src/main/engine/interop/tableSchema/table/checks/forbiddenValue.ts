/** Values a field may not have (frictionless-py 5.19, forbidden-value). */
import type { CellValue } from '../../cells';
import { valueKey } from '../constraints';
import { atField, needsField, type TableCheck } from '../tableCheck';

export function forbiddenValue(name: string, values: readonly CellValue[]): TableCheck {
  const forbidden = new Set(values.map(valueKey));
  return {
    start: (fields) => needsField(fields, name),
    row: (row) => (forbidden.has(valueKey(row.values.get(name) ?? null)) ? [atField(row, name, 'forbidden-value')] : []),
  };
}
