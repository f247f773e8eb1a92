/** What Great Expectations calls types of columns over pandas, and our types behind such names. */
import type { ColumnType } from '@shared/areas/common';

/** Names of a column that was read from a CSV as this type (extension types by their class); whole numbers with gaps arrive as float64. */
export const pandasTypes: Readonly<Record<ColumnType, readonly string[]>> = {
  integer: ['int64', 'Int64Dtype', 'int32', 'Int32Dtype', 'float64'],
  decimal: ['float64', 'Float64Dtype', 'float32', 'int64', 'Int64Dtype'],
  boolean: ['bool', 'BooleanDtype'],
  date: ['datetime64[ns]', 'datetime64[us]', 'datetime64[s]'],
  datetime: ['datetime64[ns]', 'datetime64[us]', 'datetime64[s]'],
  category: ['category', 'CategoricalDtype', 'str', 'object', 'StringDtype'],
  text: ['str', 'object', 'StringDtype'],
  id: ['str', 'object', 'StringDtype'],
};

const forms: readonly (readonly [RegExp, ColumnType])[] = [
  [/^(u?int|integer|bigint|smallint|long)/i, 'integer'],
  [/^(float|double|decimal|numeric|number|real)/i, 'decimal'],
  [/^bool/i, 'boolean'],
  [/^(datetime|timestamp)/i, 'datetime'],
  [/^date/i, 'date'],
  [/^categor/i, 'category'],
  [/^(str|object|text|varchar|char|unicode)/i, 'text'],
];

/** By the first name that is known; null for none. */
export function typeOf(names: readonly string[]): ColumnType | null {
  for (const name of names) {
    const form = forms.find(([pattern]) => pattern.test(name));
    if (form) return form[1];
  }
  return null;
}
