/** Values that look cut off by a database: texts of 255 characters, whole numbers at the end of a type's range (frictionless-py 5.19, truncated-value). */
import type { CellValue } from '../../cells';
import { atField, type TableCheck } from '../tableCheck';

const cutLength = 255;
const rangeEnds = new Set([2 ** 64, 2 ** 63, 2 ** 32 - 1, 2 ** 31 - 1, 2 ** 21, 2 ** 16 - 1, 2 ** 15 - 1]);

export function truncatedValue(): TableCheck {
  return { row: (row) => row.fields.flatMap(({ name }) => (looksCut(row.values.get(name) ?? null) ? [atField(row, name, 'truncated-value')] : [])) };
}

function looksCut(value: CellValue): boolean {
  if (typeof value === 'string') return [...value].length === cutLength;
  return typeof value === 'number' && rangeEnds.has(value);
}
