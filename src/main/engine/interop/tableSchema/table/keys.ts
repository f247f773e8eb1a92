/** Keys of a Table Schema over rows of values: primary, unique and foreign. */
import type { CellValue } from '../cells';
import { valueKey } from './constraints';

type KeyValues = readonly CellValue[];

/** Tells of each row, in order, whether it breaks the key. */
export type KeyRule = (values: KeyValues) => boolean;

/** Every part is required, and no two rows are the same. */
export function primaryKeyRule(): KeyRule {
  const isRepeated = repetitionRule();
  return (values) => values.includes(null) || isRepeated(values);
}

/** Rows with a missing part are left out. */
export function uniqueKeyRule(): KeyRule {
  const isRepeated = repetitionRule();
  return (values) => !values.includes(null) && isRepeated(values);
}

/** The row must be among those referred to; one without any part refers to none. */
export function foreignKeyRule(known: readonly KeyValues[]): KeyRule {
  const keys = new Set(known.map(valueKey));
  return (values) => values.some((value) => value !== null) && !keys.has(valueKey(values));
}

function repetitionRule(): KeyRule {
  const seen = new Set<string>();
  return (values) => {
    const key = valueKey(values);
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated;
  };
}
