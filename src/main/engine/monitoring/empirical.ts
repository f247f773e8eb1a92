/** Two empirical distribution functions over pooled counts: their differences, moments and quantiles. */
import { numbersOfSample, type CountedSample } from './sample';

/** Integral of `of`(F - G) over the numbers. */
export function areaBetween(sample: CountedSample, of: (difference: number) => number): number {
  const numbers = numbersOfSample(sample);
  let [below, belowNow, area] = [0, 0, 0];
  for (let i = 0; i < numbers.length - 1; i++) {
    below += sample.reference[i]!;
    belowNow += sample.current[i]!;
    area += of(below / sample.referenceRows - belowNow / sample.currentRows) * (numbers[i + 1]! - numbers[i]!);
  }
  return area;
}

/** sup |F - G|. */
export function largestDifference(sample: CountedSample): number {
  numbersOfSample(sample);
  let [below, belowNow, largest] = [0, 0, 0];
  for (let i = 0; i < sample.reference.length; i++) {
    below += sample.reference[i]!;
    belowNow += sample.current[i]!;
    largest = Math.max(largest, Math.abs(below / sample.referenceRows - belowNow / sample.currentRows));
  }
  return largest;
}

/** Mean and population variance of one side. */
export function moments(sample: CountedSample, side: 'reference' | 'current'): { readonly mean: number; readonly variance: number } {
  const numbers = numbersOfSample(sample);
  const counts = sample[side];
  const rows = side === 'reference' ? sample.referenceRows : sample.currentRows;
  let total = 0;
  for (let i = 0; i < numbers.length; i++) total += numbers[i]! * counts[i]!;
  const mean = total / rows;
  let squares = 0;
  for (let i = 0; i < numbers.length; i++) squares += counts[i]! * (numbers[i]! - mean) ** 2;
  return { mean, variance: squares / rows };
}

/** Type 7 quantile (numpy's "linear") of rising numbers with counts; NaN without rows. */
export function quantileOfCounts(numbers: Float64Array, counts: Float64Array, share: number): number {
  const rows = counts.reduce((total, count) => total + count, 0);
  const position = (rows - 1) * share;
  const lower = Math.floor(position);
  const at = (place: number): number => {
    let below = 0;
    for (let i = 0; i < numbers.length; i++) {
      below += counts[i]!;
      if (below > place) return numbers[i]!;
    }
    return Number.NaN;
  };
  const low = at(lower);
  return position === lower ? low : low + (position - lower) * (at(lower + 1) - low);
}
