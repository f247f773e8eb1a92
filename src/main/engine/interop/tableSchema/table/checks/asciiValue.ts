/** Texts of plain ASCII signs only (frictionless-py 5.19, ascii-value). */
import { atField, type TableCheck } from '../tableCheck';

export function asciiValue(): TableCheck {
  return {
    row: (row) =>
      row.fields.flatMap(({ name, type }) => {
        const value = row.values.get(name);
         
        return type === 'string' && typeof value === 'string' && !/^[\0-\x7f]*$/.test(value) ? [atField(row, name, 'ascii-value')] : [];
      }),
  };
}
