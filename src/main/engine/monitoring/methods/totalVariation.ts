/** Total variation distance with a p-value by 1,000 seeded permutations of the rows. */
import { createMersenneTwister } from '../../math';
import { tally, type CountedSample } from '../sample';
import { countedMethod } from './method';

const permutations = 1000;

export const totalVariation = countedMethod({
  name: 'TVD',
  types: ['cat'],
  threshold: 0.1,
  measure: 'p-value',
  rule: '<',
  needsRows: true,
  score(sample) {
    const pooled = pooledRows(sample);
    const all = sample.reference.map((rows, i) => rows + sample.current[i]!);
    const observed = totalVariationDistance(sample.reference, all, sample.referenceRows, sample.currentRows);
    const random = createMersenneTwister(0);
    let asFar = 0;
    for (let i = 0; i < permutations; i++) {
      const chosen = random.permutation(pooled.length).subarray(0, sample.referenceRows).map((row) => pooled[row]!);
      if (totalVariationDistance(tally(chosen, all.length), all, sample.referenceRows, sample.currentRows) >= observed) asFar++;
    }
    return asFar / permutations;
  },
});

function pooledRows({ rows, reference, current }: CountedSample): Int32Array {
  const expand = (counts: Float64Array): number[] => [...counts].flatMap((count, place) => Array<number>(count).fill(place));
  return Int32Array.from(rows ? [...rows.reference, ...rows.current] : [...expand(reference), ...expand(current)]);
}

function totalVariationDistance(part: Float64Array, all: Float64Array, rows: number, otherRows: number): number {
  return 0.5 * sumInBlocks(part.map((count, i) => Math.abs(count / rows - (all[i]! - count) / otherRows)));
}

/** Adds in numpy's order. Many permutations tie with what was observed, and the last bit decides there, in the peer as here. */
function sumInBlocks(values: Float64Array): number {
  if (values.length < 8) return values.reduce((total, value) => total + value, 0);
  if (values.length > 128) {
    const half = Math.floor(values.length / 2);
    const cut = half - (half % 8);
    return sumInBlocks(values.subarray(0, cut)) + sumInBlocks(values.subarray(cut));
  }
  const lanes = values.slice(0, 8);
  const whole = values.length - (values.length % 8);
  for (let i = 8; i < whole; i++) lanes[i % 8]! += values[i]!;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = lanes;
  return values.subarray(whole).reduce((total, value) => total + value, a + b + (c + d) + (e + f + (g + h)));
}
