/** Maximum mean discrepancy (Gretton and others 2012) with a radial kernel of median width, p-value by 100 seeded permutations. */
import { createMersenneTwister } from '../../math';
import { numbersOfSample, type CountedSample } from '../sample';
import { countedMethod } from './method';

const permutations = 100;
/** The kernel is a square of all rows, so that a larger side is sampled by seed. */
const mostRows = 1000;

export const maximumMeanDiscrepancy = countedMethod({
  name: 'empirical_mmd',
  types: ['num'],
  threshold: 0.1,
  measure: 'p-value',
  rule: '<',
  needsRows: true,
  score(sample) {
    const random = createMersenneTwister(0);
    const numbers = numbersOfSample(sample);
    const side = (which: 'reference' | 'current'): Float64Array => {
      const rows = rowsOf(sample, which);
      const order = rows.length <= mostRows ? null : random.permutation(rows.length).subarray(0, mostRows);
      return Float64Array.from(order ?? rows, (place) => numbers[order ? rows[place]! : place]!);
    };
    const [x, y] = [side('reference'), side('current')];
    const points = Float64Array.of(...x, ...y);
    const kernel = radialKernel(points, medianWidth(x));
    const observed = discrepancy(kernel, labelled(points.length, x.length, null), x.length, y.length);
    let asFar = 0;
    for (let i = 0; i < permutations; i++) {
      if (observed <= discrepancy(kernel, labelled(points.length, x.length, random.permutation(points.length)), x.length, y.length)) asFar++;
    }
    return asFar / permutations;
  },
});

function rowsOf({ rows, reference, current }: CountedSample, which: 'reference' | 'current'): Int32Array {
  if (rows) return rows[which];
  return Int32Array.from([...(which === 'reference' ? reference : current)].flatMap((count, place) => Array<number>(count).fill(place)));
}

/** Half the median of the squared distances, as a variance; the nearest of the sorted distances, never between two. */
function medianWidth(x: Float64Array): number {
  const distances = new Float64Array(x.length * x.length);
  for (let i = 0; i < x.length; i++) for (let j = 0; j < x.length; j++) distances[i * x.length + j] = (x[i]! - x[j]!) ** 2;
  distances.sort();
  const middle = 0.5 * distances[Math.round((distances.length - 1) / 2)]!;
  return middle === 0 ? 0.5 : middle;
}

function radialKernel(points: Float64Array, width: number): Float64Array {
  const n = points.length;
  const kernel = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) kernel[i * n + j] = i === j ? 0 : Math.exp(-((points[i]! - points[j]!) ** 2) / (2 * width));
  return kernel;
}

/** 1 for each point that counts as reference. */
function labelled(size: number, references: number, order: Int32Array | null): Uint8Array {
  const labels = new Uint8Array(size);
  for (let i = 0; i < references; i++) labels[order ? order[i]! : i] = 1;
  return labels;
}

function discrepancy(kernel: Float64Array, labels: Uint8Array, n1: number, n2: number): number {
  const sums = [0, 0, 0];
  const n = labels.length;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sums[labels[i]! + labels[j]!]! += kernel[i * n + j]!;
  const [now = 0, across = 0, before = 0] = sums;
  return before / (n1 * (n1 - 1)) + now / (n2 * (n2 - 1)) - across / (n1 * n2);
}
