/** How sure a rule seen to hold is to hold again, as shares from 0 to 1. */

/**
 * Lower bound of the share that holds where all of n did: one-sided 95 % (Clopper and Pearson 1934). 60 rows give .95, 1,573 rows .998.
 */
export function allHeld(n: number): number {
  return n === 0 ? 0 : 0.05 ** (1 / n);
}

/** Lower end of the interval of a share, 95 % (Wilson 1927). */
export function shareAtLeast(held: number, n: number): number {
  if (n === 0) return 0;
  const z = 1.96;
  const p = held / n;
  return (p + (z * z) / (2 * n) - z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
}

/** Chance that the next value is one of those seen, from the number of values seen once (Good 1953). */
export function nextIsKnown(seenOnce: number, n: number): number {
  return n === 0 ? 0 : Math.min(1 - seenOnce / n, allHeld(n));
}

/** Rounded down, so that what is promised was seen. */
export function roundedDown(share: number): number {
  return Math.floor(share * 100) / 100;
}
