/** Distinct values with how often each occurs: what every test over a column's values starts from. */

export type Scalar = string | number | boolean;

export interface ValueCount<V extends Scalar = Scalar> {
  readonly value: V;
  readonly count: number;
}

/** Tells values apart as a set of mixed types does: the number 1 is not the text "1". */
export function scalarKey(value: Scalar): string {
  return `${typeof value}:${String(value)}`;
}

export function totalCount(values: readonly ValueCount[]): number {
  return values.reduce((total, { count }) => total + count, 0);
}
