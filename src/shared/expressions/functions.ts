/** The functions of formulas and how many values each takes. */
interface Arity {
  readonly fewest: number;
  /** Null where there may be any number. */
  readonly most: number | null;
}

const one: Arity = { fewest: 1, most: 1 };
const two: Arity = { fewest: 2, most: 2 };

/**
 * `round` rounds halves away from zero and takes a number of places; `length` counts characters; `matches` matches the whole text;
 * `weekday` runs from 1, Monday, to 7, Sunday; `days_between(a, b)` counts the days from a to b; `min` and `max` compare their values within a row.
 */
const functions = {
  abs: one,
  round: { fewest: 1, most: 2 },
  floor: one,
  ceil: one,
  sqrt: one,
  ln: one,
  log10: one,
  exp: one,
  min: { fewest: 1, most: null },
  max: { fewest: 1, most: null },
  length: one,
  lower: one,
  upper: one,
  trim: one,
  contains: two,
  starts_with: two,
  ends_with: two,
  matches: two,
  year: one,
  month: one,
  day: one,
  hour: one,
  weekday: one,
  days_between: two,
  coalesce: { fewest: 1, most: null },
  if: { fewest: 3, most: 3 },
} as const satisfies Record<string, Arity>;

export type FunctionName = keyof typeof functions;

export const functionNames = Object.keys(functions).filter(isFunctionName);

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}

export function arityOf(name: FunctionName): Arity {
  return functions[name];
}
