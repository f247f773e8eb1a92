/** Misses in order, as a saved model keeps them: all of them, or of very many an even choice of ranks. */
import { z } from 'zod';
import { missesOf, type HeldOutRows } from './method';

export const orderedMissesSchema = z.object({
  /** How many there were. */
  count: z.number().int().nonnegative(),
  /** Ascending; the value of rank ceil(j * count / length) at place j from 1. */
  values: z.array(z.number()),
});
export type OrderedMisses = z.infer<typeof orderedMissesSchema>;

/** A saved model keeps this many at most: ranks are then off by less than a five-thousandth, to the careful side. */
export const mostKept = 5000;

const sizesKnown = new WeakMap<HeldOutRows, Float64Array>();

/** Sizes of the misses of rows in order; several methods ask for those of the same rows. */
export function orderSizes(rows: HeldOutRows, most = mostKept): OrderedMisses {
  let sorted = sizesKnown.get(rows);
  if (!sorted) sizesKnown.set(rows, (sorted = missesOf(rows).map(Math.abs).sort()));
  return keepSome(sorted, most);
}

/** The misses themselves are left as they are. */
export function orderMisses(misses: Float64Array, most = mostKept): OrderedMisses {
  return keepSome(Float64Array.from(misses).sort(), most);
}

function keepSome(sorted: Float64Array, most: number): OrderedMisses {
  const count = sorted.length;
  if (count <= most) return { count, values: [...sorted] };
  return { count, values: Array.from({ length: most }, (_, j) => sorted[Math.ceil(((j + 1) * count) / most) - 1]!) };
}

/** The product is rounded first: (9 + 1) * 0.9 must be rank 9, and not 10 by a last bit. */
function settled(product: number): number {
  return Number(product.toPrecision(12));
}

/**
 * The miss of rank ceil((n + 1) * level), from below. With too few misses for the level the largest one is taken, and coverage
 * is then n / (n + 1) at best. 0 without misses.
 */
export function upperQuantile({ count, values }: OrderedMisses, level: number): number {
  if (count === 0) return 0;
  const rank = Math.min(count, Math.max(1, Math.ceil(settled((count + 1) * level))));
  return values[Math.ceil((rank * values.length) / count) - 1]!;
}

/** The miss of rank floor((n + 1) * level), from below; the smallest where n is too small. 0 without misses. */
export function lowerQuantile({ count, values }: OrderedMisses, level: number): number {
  if (count === 0) return 0;
  const rank = Math.min(count, Math.max(1, Math.floor(settled((count + 1) * level))));
  return values[Math.max(1, Math.floor((rank * values.length) / count)) - 1]!;
}

/** How many of the misses are below `limit`, estimated from the kept ones. */
export function countBelow({ count, values }: OrderedMisses, limit: number): number {
  let from = 0;
  let to = values.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (values[middle]! < limit) from = middle + 1;
    else to = middle;
  }
  return values.length === 0 ? 0 : (from * count) / values.length;
}
