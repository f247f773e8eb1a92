/** k-sample test of Anderson and Darling (Scholz and Stephens 1987) with midranks; p between 0.001 and 0.25 as in scipy 1.17.1. */
import { EngineError } from '@shared/contract/errors';
import { choleskySolve } from '../../math';
import { numbersOfSample, type CountedSample } from '../sample';
import { countedMethod } from './method';

/** Table 2 of the paper, for two samples (m = 1): b0 + b1 + b2. */
const critical = [0.675 - 0.245 - 0.105, 1.281 + 0.25 - 0.305, 1.645 + 0.678 - 0.362, 1.96 + 1.149 - 0.391, 2.326 + 1.822 - 0.396, 2.573 + 2.364 - 0.345, 3.085 + 3.615 - 0.154];
const significance = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];

export const andersonDarling = countedMethod({
  name: 'anderson',
  types: ['num'],
  threshold: 0.1,
  measure: 'p-value',
  rule: '<',
  score(sample) {
    numbersOfSample(sample);
    if (sample.values.length < 2) throw new EngineError('invalid-input', 'The test of Anderson and Darling needs more than one value. This column has a single one.');
    const statistic = (midrankStatistic(sample) - 1) / Math.sqrt(variance(sample.referenceRows, sample.currentRows));
    if (statistic < critical[0]!) return 0.25;
    if (statistic > critical[critical.length - 1]!) return 0.001;
    const [c0 = 0, c1 = 0, c2 = 0] = fittedCurve;
    return Math.exp(c0 + c1 * statistic + c2 * statistic ** 2);
  },
});

function midrankStatistic({ reference, current, referenceRows, currentRows }: CountedSample): number {
  const all = referenceRows + currentRows;
  let [below, belowReference, belowCurrent, total] = [0, 0, 0, 0];
  for (let i = 0; i < reference.length; i++) {
    const [r, c] = [reference[i]!, current[i]!];
    const rows = r + c;
    const middle = below + rows / 2;
    const weight = rows / all / (middle * (all - middle) - (all * rows) / 4);
    total += (weight * (all * (belowReference + r / 2) - middle * referenceRows) ** 2) / referenceRows;
    total += (weight * (all * (belowCurrent + c / 2) - middle * currentRows) ** 2) / currentRows;
    below += rows;
    belowReference += r;
    belowCurrent += c;
  }
  return (total * (all - 1)) / all;
}

/** Variance of the statistic for k = 2 samples, equation (4) of the paper. */
function variance(n1: number, n2: number): number {
  const n = n1 + n2;
  const inverse = 1 / n1 + 1 / n2;
  let [harmonic, g] = [0, 0];
  for (let i = 2; i < n; i++) {
    harmonic += 1 / (n - i + 1);
    g += harmonic / i;
  }
  const h = harmonic + 1;
  const k = 2;
  const a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * inverse;
  const b = (2 * g - 4) * k ** 2 + 8 * h * k + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * k ** 2 + (4 * h - 4 * g + 6) * k + (2 * h - 6) * inverse + 4 * h;
  const d = (2 * h + 6) * k ** 2 - 4 * h * k;
  return (a * n ** 3 + b * n ** 2 + c * n + d) / ((n - 1) * (n - 2) * (n - 3));
}

/** Least squares of ln(significance) on a parabola of the critical values. */
const fittedCurve = fitParabola();

function fitParabola(): Float64Array {
  const normal = new Float64Array(9);
  const right = new Float64Array(3);
  critical.forEach((x, i) => {
    for (let row = 0; row < 3; row++) {
      right[row]! += x ** row * Math.log(significance[i]!);
      for (let column = 0; column < 3; column++) normal[row * 3 + column]! += x ** (row + column);
    }
  });
  return choleskySolve(normal, right, 3);
}
