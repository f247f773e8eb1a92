/** Shares per bin as Evidently 0.7.23 makes them with numpy 2.4: Sturges' edges over both samples, or one bin per value. */
import { numbersOfSample, type CountedSample } from './sample';

/** More different reference values than this are put into bins. */
const mostOwnBins = 20;

export interface BinnedShares {
  readonly reference: Float64Array;
  readonly current: Float64Array;
  /** Edges, one more than bins; null where each value is its own bin. */
  readonly edges: Float64Array | null;
}

/** Shares of rows per bin. `n_bins` of the peer's methods has no effect there, and so none here. */
export function binShares(sample: CountedSample): BinnedShares {
  const { reference, current, referenceRows, currentRows } = sample;
  const different = reference.reduce((count, rows) => count + (rows > 0 ? 1 : 0), 0);
  if (sample.type !== 'num' || different <= mostOwnBins) {
    return { reference: reference.map((rows) => rows / referenceRows), current: current.map((rows) => rows / currentRows), edges: null };
  }
  const numbers = numbersOfSample(sample);
  const edges = sturgesEdges(numbers, referenceRows + currentRows, sample.whole);
  return {
    reference: histogram(numbers, reference, edges).map((rows) => rows / referenceRows),
    current: histogram(numbers, current, edges).map((rows) => rows / currentRows),
    edges,
  };
}

/** Edges of equal bins over rising `numbers`, as numpy's "sturges" for `size` values; whole numbers never get bins narrower than 1. */
export function sturgesEdges(numbers: Float64Array, size: number, whole: boolean): Float64Array {
  const [least, most] = [numbers[0]!, numbers[numbers.length - 1]!];
  const range = most - least;
  const width = range / (Math.log2(size) + 1);
  const bins = range === 0 ? 1 : Math.ceil(range / (whole && width < 1 ? 1 : width));
  const [from, to] = range === 0 ? [least - 0.5, most + 0.5] : [least, most];
  const step = (to - from) / bins;
  return Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? to : i * step + from));
}

/** Rows per bin; a bin holds its lower edge, the last one also its upper. `numbers` rise. */
export function histogram(numbers: Float64Array, counts: Float64Array, edges: Float64Array): Float64Array {
  const bins = new Float64Array(edges.length - 1);
  let bin = 0;
  for (const [i, value] of numbers.entries()) {
    while (bin < bins.length - 1 && value >= edges[bin + 1]!) bin++;
    if (value >= edges[0]! && value <= edges[edges.length - 1]!) bins[bin]! += counts[i]!;
  }
  return bins;
}

/** Empty bins get 0.0001, or a millionth of the least share where that is no more than 0.0001. */
export function fillZeros(shares: Float64Array): Float64Array {
  const least = shares.reduce((found, share) => (share > 0 && share < found ? share : found), Infinity);
  const filling = least <= 0.0001 ? least / 1e6 : 0.0001;
  return shares.map((share) => (share === 0 ? filling : share));
}
