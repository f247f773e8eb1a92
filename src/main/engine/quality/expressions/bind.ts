/** Uses values several times in one SQL expression and works each out once, so that deep formulas do not grow with every level. */

/** Up to here repeating is shorter, and quicker: DuckDB finds the repetition. */
const longestRepeated = 150;

/** `body` gets names for the values in their order. */
export function bind(values: readonly string[], body: (names: readonly string[]) => string): string {
  const length = values.reduce((sum, value) => sum + value.length, 0);
  if (length <= longestRepeated) return `(${body(values)})`;
  const fields = values.map((_, i) => `v${i}`);
  return `list_transform([{${values.map((value, i) => `v${i}: ${value}`).join(', ')}}], lambda v: ${body(fields.map((field) => `v.${field}`))})[1]`;
}
