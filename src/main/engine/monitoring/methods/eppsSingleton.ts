/** Test of Epps and Singleton (1986): empirical characteristic functions at 0.4 and 0.8 over the half interquartile range. */
import { EngineError } from '@shared/contract/errors';
import { chiSquareSurvival, symmetricEigen } from '../../math';
import { quantileOfCounts } from '../empirical';
import { numbersOfSample, type CountedSample } from '../sample';
import { countedMethod } from './method';

const points = [0.4, 0.8];
const fewestRows = 5;

export const eppsSingleton = countedMethod({
  name: 'es',
  types: ['num'],
  threshold: 0.05,
  measure: 'p-value',
  rule: '<',
  score(sample) {
    const { referenceRows: n1, currentRows: n2 } = sample;
    if (n1 < fewestRows || n2 < fewestRows) throw new EngineError('invalid-input', 'The test of Epps and Singleton needs at least five values a side.');
    const numbers = numbersOfSample(sample);
    const pooled = sample.reference.map((rows, i) => rows + sample.current[i]!);
    const spread = (quantileOfCounts(numbers, pooled, 0.75) - quantileOfCounts(numbers, pooled, 0.25)) / 2;
    if (spread === 0) throw new EngineError('invalid-input', 'The test of Epps and Singleton needs a spread: the middle half of both samples is one value.');
    const [before, now] = [characteristics(numbers, sample.reference, n1, spread), characteristics(numbers, sample.current, n2, spread)];
    const n = n1 + n2;
    const covariance = before.covariance.map((row, i) => row.map((value, j) => (n / n1) * value + (n / n2) * now.covariance[i]![j]!));
    const difference = before.means.map((mean, i) => mean - now.means[i]!);
    const { statistic, rank } = quadraticForm(covariance, difference);
    const correction = Math.max(n1, n2) < 25 ? 1 / (1 + n ** -0.45 + 10.1 * (n1 ** -1.7 + n2 ** -1.7)) : 1;
    return chiSquareSurvival(n * statistic * correction, rank);
  },
});

interface Characteristics {
  readonly means: readonly number[];
  /** Biased: divided by the number of rows. */
  readonly covariance: readonly (readonly number[])[];
}

function characteristics(numbers: Float64Array, counts: CountedSample['reference'], rows: number, spread: number): Characteristics {
  const functions = [...points.map((t) => (x: number) => Math.cos((t / spread) * x)), ...points.map((t) => (x: number) => Math.sin((t / spread) * x))];
  const values = functions.map((of) => numbers.map(of));
  const means = values.map((list) => list.reduce((total, value, i) => total + value * counts[i]!, 0) / rows);
  const covariance = values.map((a, i) => values.map((b, j) => a.reduce((total, value, k) => total + counts[k]! * (value - means[i]!) * (b[k]! - means[j]!), 0) / rows));
  return { means, covariance };
}

/** difference' pinv(matrix) difference, and the rank. */
function quadraticForm(matrix: readonly (readonly number[])[], difference: readonly number[]): { readonly statistic: number; readonly rank: number } {
  const { values, vectors } = symmetricEigen(matrix);
  const least = Math.max(...values.map(Math.abs)) * 1e-15;
  let [statistic, rank] = [0, 0];
  for (const [k, value] of values.entries()) {
    if (Math.abs(value) <= least) continue;
    const along = vectors[k]!.reduce((total, part, i) => total + part * difference[i]!, 0);
    statistic += along ** 2 / value;
    rank++;
  }
  return { statistic, rank };
}
