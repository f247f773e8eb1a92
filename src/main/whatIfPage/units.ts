/** A forecast as people read it: three figures, thousands apart. */
export function units(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

/** An end of an interval: two figures, since it is never surer than that. */
export function roughUnits(value: number): string {
  return units(Number(value.toPrecision(2)));
}
