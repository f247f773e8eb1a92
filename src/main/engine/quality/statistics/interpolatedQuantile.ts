/** Quantiles by the interpolation names of numpy's percentile and pandas' quantile. */

export const interpolations = ['linear', 'lower', 'higher', 'midpoint', 'nearest'] as const;
export type Interpolation = (typeof interpolations)[number];

/** Where the quantile of `count` sorted values lies: two positions from 0, and how far from the first to the second. */
export function quantilePosition(count: number, share: number, interpolation: Interpolation): { low: number; high: number; weight: number } {
  const position = (count - 1) * share;
  const low = Math.floor(position);
  const high = Math.min(low + 1, count - 1);
  const rest = position - low;
  if (rest === 0) return { low, high: low, weight: 0 };
  switch (interpolation) {
    case 'linear':
      return { low, high, weight: rest };
    case 'midpoint':
      return { low, high, weight: 0.5 };
    case 'lower':
      return { low, high, weight: 0 };
    case 'higher':
      return { low, high, weight: 1 };
    case 'nearest':
      // A half goes to the even position.
      return { low, high, weight: rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? 1 : 0 };
  }
}
