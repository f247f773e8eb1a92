/** Jensen-Shannon divergence of two lists of shares (Lin, 1991), in nats: 0 for equal shares, ln 2 for nothing in common. */
import { sum, type Numbers } from './statistics';

/** Lists of one length with non-negative numbers, each scaled to add up to 1. Its square root is a metric (Endres and Schindelin, 2003). NaN where a list adds up to 0. */
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

function part(share: number, middle: number): number {
  return share === 0 ? 0 : share * Math.log(share / middle);
}
