/** Two-sample test of Cramér and von Mises: p-value of the rank statistic U, exact for small samples. Follows scipy 1.17.1. */
import { scaledBesselK } from './besselK';
import { logGamma } from './gamma';

/** Largest sample for which the exact distribution is counted. */
const exactUpTo = 20;

/** `u` = n1 sum (rank - place)^2 over the first sample + the same over the second, with average ranks for ties. */
export function cramerVonMisesPValue(u: number, n1: number, n2: number): number {
  return Math.max(n1, n2) <= exactUpTo ? exactPValue(u, n1, n2) : limitingPValue(u, n1, n2);
}

/** Xiao, Gordon and Yakovlev (2007): the frequencies of the statistic over all orders, built step by step. */
function exactPValue(u: number, m: number, n: number): number {
  const multiple = (m * n) / greatestCommonDivisor(m, n);
  const [a, b, mn] = [multiple / m, multiple / n, m * n];
  const wanted = Math.floor((multiple ** 2 * (m + n) * (6 * u - mn * (4 * mn - 1))) / (6 * mn ** 2));
  let column: Map<number, number>[] = Array.from({ length: m + 1 }, (_, v) => (v === 0 ? new Map([[0, 1]]) : new Map()));
  for (let i = 0; i <= n; i++) {
    const next: Map<number, number>[] = [];
    let below = new Map<number, number>();
    column.forEach((left, v) => {
      const step = (a * v - b * i) ** 2;
      const sum = new Map<number, number>();
      for (const source of [below, left]) for (const [value, ways] of source) sum.set(value + step, (sum.get(value + step) ?? 0) + ways);
      next.push(sum);
      below = sum;
    });
    column = next;
  }
  let [total, tail] = [0, 0];
  for (const [value, ways] of column[m] ?? []) {
    total += ways;
    if (value >= wanted) tail += ways;
  }
  return tail / total;
}

function limitingPValue(u: number, n1: number, n2: number): number {
  const [k, n] = [n1 * n2, n1 + n2];
  const t = u / (k * n) - (4 * k - 1) / (6 * n);
  const expected = (1 + 1 / n) / 6;
  const variance = ((n + 1) * (4 * k * n - 3 * (n1 ** 2 + n2 ** 2) - 2 * k)) / (45 * n ** 2 * 4 * k);
  const normed = 1 / 6 + (t - expected) / Math.sqrt(45 * variance);
  return normed < 0.003 ? 1 : Math.max(0, 1 - limitingCumulative(normed));
}

/** The limiting distribution of Anderson and Darling (1952), (1.3); the sum ends where scipy ends it. */
function limitingCumulative(x: number): number {
  let total = 0;
  for (let k = 0; ; k++) {
    const y = 4 * k + 1;
    const q = y ** 2 / (16 * x);
    const term = (Math.exp(logGamma(k + 0.5) - logGamma(k + 1)) / (Math.PI ** 1.5 * Math.sqrt(x))) * Math.sqrt(y) * Math.exp(-2 * q) * scaledBesselK(0.25, q);
    total += term;
    if (Math.abs(term) < 1e-7) return total;
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
