/** Divergences of two lists of shares, in nats: Jensen-Shannon (Lin, 1991) and Kullback-Leibler (1951). */
import { sum, type Numbers } from './statistics';

/** Lists of one length with non-negative numbers, each scaled to add up to 1: 0 for equal shares, ln 2 for nothing in common. Its square root is a metric (Endres and Schindelin, 2003). NaN where a list adds up to 0. */
export function jensenShannonDivergence(reference: Numbers, current: Numbers): number {
  const [all, allNow] = [sum(reference), sum(current)];
  let total = 0;
  for (let i = 0; i < reference.length; i++) {
    const [p, q] = [reference[i]! / all, current[i]! / allNow];
    const middle = (p + q) / 2;
    total += part(p, middle) + part(q, middle);
  }
  // Rounding may leave equal shares a little below 0.
  return Math.max(0, total) / 2;
}

function part(share: number, other: number): number {
  return share === 0 ? 0 : share * Math.log(share / other);
}

/** Kullback-Leibler divergence of `observed` from `expected`, lists of one length, each scaled to add up to 1. Infinite where something observed was not expected at all; NaN where a list adds up to 0. */
export function relativeEntropy(observed: Numbers, expected: Numbers): number {
  const [all, allExpected] = [sum(observed), sum(expected)];
  let total = 0;
  for (let i = 0; i < observed.length; i++) total += part(observed[i]! / all, expected[i]! / allExpected);
  return total;
}
