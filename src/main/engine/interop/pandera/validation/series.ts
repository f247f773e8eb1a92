/** A column as pandas 2 holds it: a type for the whole, found from its values, and the values (pandas 2.3, `DataFrame(dict)`). */
import { isMissing, isNumber, isTime, type PythonValue } from './pythonValue';

export interface Series {
  readonly name: string;
  /** As pandas writes it: int64, float64, bool, object, datetime64[ns], category, string, Int64 and its kin, boolean. */
  readonly dtype: string;
  readonly values: readonly PythonValue[];
}

export function seriesOf(name: string, values: readonly PythonValue[]): Series {
  const present = values.filter((value) => !isMissing(value));
  const isFull = present.length === values.length;
  if (values.length > 0 && values.every((value) => isNumber(value) || value === null) && values.some(isNumber)) {
    if (isFull && present.every((value) => isNumber(value) && value.kind === 'int')) return { name, dtype: 'int64', values };
    return { name, dtype: 'float64', values: values.map((value) => (isNumber(value) ? asFloat(value.value) : value)) };
  }
  if (present.length > 0 && isFull && present.every((value) => typeof value === 'boolean')) return { name, dtype: 'bool', values };
  if (present.length > 0 && present.every(isTime)) return { name, dtype: 'datetime64[ns]', values };
  return { name, dtype: values.length === 0 ? 'float64' : 'object', values };
}

export function asFloat(value: number): PythonValue {
  return { kind: 'float', value };
}

export function asInt(value: number): PythonValue {
  return { kind: 'int', value };
}
