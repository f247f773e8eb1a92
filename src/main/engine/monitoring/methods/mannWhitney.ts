/** Rank test of Mann and Whitney, one-sided as in the peer: drift where the reference tends to be less than the current. */
import { normalSurvival } from '../../math';
import { numbersOfSample, type CountedSample } from '../sample';
import { countedMethod } from './method';

/** With a smaller sample than this and no ties the distribution is counted exactly, as scipy's "auto" does. */
const exactUpTo = 8;

export const mannWhitney = countedMethod({
  name: 'mannw',
  types: ['num'],
  threshold: 0.05,
  measure: 'p-value',
  rule: '<',
  score(sample) {
    numbersOfSample(sample);
    const { referenceRows: n1, currentRows: n2 } = sample;
    const { u, ties } = rankStatistic(sample);
    if (ties === 0 && Math.min(n1, n2) <= exactUpTo) return exactSurvival(u, n1, n2);
    const n = n1 + n2;
    const spread = Math.sqrt(((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1))));
    return normalSurvival((u - (n1 * n2) / 2 - 0.5) / spread);
  },
});

/** U of the current sample, and the sum of t^3 - t over groups of equal values. */
function rankStatistic({ reference, current, referenceRows, currentRows }: CountedSample): { readonly u: number; readonly ties: number } {
  let [below, ranks, ties] = [0, 0, 0];
  for (let i = 0; i < reference.length; i++) {
    const rows = reference[i]! + current[i]!;
    ranks += reference[i]! * (below + (rows + 1) / 2);
    ties += rows ** 3 - rows;
    below += rows;
  }
  return { u: referenceRows * currentRows - (ranks - (referenceRows * (referenceRows + 1)) / 2), ties };
}

/** P(U >= u) over all orders: U's generating function is the Gaussian binomial coefficient. */
function exactSurvival(u: number, n1: number, n2: number): number {
  const size = n1 * n2 + 1;
  const [few, many] = [Math.min(n1, n2), Math.max(n1, n2)];
  const ways = new Float64Array(size);
  ways[0] = 1;
  for (let i = 1; i <= few; i++) {
    for (let k = size - 1; k >= many + i; k--) ways[k]! -= ways[k - many - i]!;
    for (let k = i; k < size; k++) ways[k]! += ways[k - i]!;
  }
  let [all, tail] = [0, 0];
  for (let k = 0; k < size; k++) {
    all += ways[k]!;
    if (k >= u) tail += ways[k]!;
  }
  return Math.min(1, tail / all);
}
