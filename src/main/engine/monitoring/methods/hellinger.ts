/** Hellinger distance sqrt(1 - BC); numbers in Sturges' bins over the different values. */
import { histogram, sturgesEdges } from '../binning';
import { numbersOfSample, type CountedSample } from '../sample';
import { countedMethod } from './method';

export const hellinger = countedMethod({
  name: 'hellinger',
  types: ['num', 'cat'],
  threshold: 0.1,
  measure: 'distance',
  rule: '>=',
  score(sample) {
    const { reference, current } = sample.type === 'num' ? binned(sample) : sample;
    const overlap = reference.reduce((total, rows, i) => total + Math.sqrt((rows / sample.referenceRows) * (current[i]! / sample.currentRows)), 0);
    return Math.sqrt(1 - Math.min(1, Math.max(0, overlap)));
  },
});

function binned(sample: CountedSample): { readonly reference: Float64Array; readonly current: Float64Array } {
  const numbers = numbersOfSample(sample);
  const edges = sturgesEdges(numbers, numbers.length, sample.whole);
  return { reference: histogram(numbers, sample.reference, edges), current: histogram(numbers, sample.current, edges) };
}
