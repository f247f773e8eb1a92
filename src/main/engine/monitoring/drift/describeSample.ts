/** What the window draws and tells of a sample: sides, bins, unseen values, spellings folded, words. Summaries only. */
import type { ColumnSide, DriftBin } from '@shared/areas/monitoring';
import { areaBetween, moments, quantileOfCounts } from '../empirical';
import { countSample, numbersOfSample, type CountedSample } from '../sample';

const mostBins = 24;
const mostValueBins = 12;
const mostExamples = 5;
/** The outer bins hold what lies beyond these shares, so that one far value does not flatten the picture. */
const drawnFrom = 0.01;
const drawnTo = 0.99;

export function describeSide(sample: CountedSample, side: 'reference' | 'current', missing: number): ColumnSide {
  const counts = sample[side];
  const rows = side === 'reference' ? sample.referenceRows : sample.currentRows;
  const distinct = counts.reduce((total, count) => total + (count > 0 ? 1 : 0), 0);
  if (sample.type !== 'num' || rows === 0) return { rows, missing, distinct, mean: null, median: null };
  return { rows, missing, distinct, mean: moments(sample, side).mean, median: quantileOfCounts(numbersOfSample(sample), counts, 0.5) };
}

export function drawBins(sample: CountedSample): DriftBin[] {
  return sample.type === 'num' && sample.values.length > mostValueBins ? numberBins(sample) : valueBins(sample);
}

function numberBins(sample: CountedSample): DriftBin[] {
  const numbers = numbersOfSample(sample);
  const pooled = sample.reference.map((rows, i) => rows / (sample.referenceRows || 1) + sample.current[i]! / (sample.currentRows || 1));
  const scaled = pooled.map((share) => share * 1e6);
  const [low, high] = [quantileOfCounts(numbers, scaled, drawnFrom), quantileOfCounts(numbers, scaled, drawnTo)];
  if (!(high > low)) return valueBins(sample);
  const width = (high - low) / mostBins;
  const bins = Array.from({ length: mostBins }, (_, i) => ({ label: '', from: i === 0 ? numbers[0]! : low + i * width, to: i === mostBins - 1 ? numbers[numbers.length - 1]! : low + (i + 1) * width, reference: 0, current: 0 }));
  for (const [i, value] of numbers.entries()) {
    const bin = bins[Math.min(mostBins - 1, Math.max(0, Math.floor((value - low) / width)))]!;
    bin.reference += sample.reference[i]! / (sample.referenceRows || 1);
    bin.current += sample.current[i]! / (sample.currentRows || 1);
  }
  return bins;
}

/** The most frequent values of the reference, then of the current data; the rest together. */
function valueBins(sample: CountedSample): DriftBin[] {
  const shares = Array.from(sample.reference, (rows, i) => ({
    label: String(sample.values[i]),
    from: null,
    to: null,
    reference: rows / (sample.referenceRows || 1),
    current: sample.current[i]! / (sample.currentRows || 1),
  }));
  const order = sample.type === 'num' && shares.length <= mostValueBins ? shares : [...shares].sort((a, b) => b.reference + b.current - a.reference - a.current);
  if (order.length <= mostValueBins) return order;
  const rest = order.slice(mostValueBins - 1);
  return [...order.slice(0, mostValueBins - 1), { label: '', from: null, to: null, reference: rest.reduce((total, bin) => total + bin.reference, 0), current: rest.reduce((total, bin) => total + bin.current, 0) }];
}

/** Values of a list that only the current data have. */
export function findUnseen(sample: CountedSample): { values: number; rows: number; examples: string[] } | null {
  if (sample.type !== 'cat') return null;
  const unseen = Array.from(sample.reference, (rows, i) => ({ value: String(sample.values[i]), rows: rows === 0 ? sample.current[i]! : 0 })).filter(({ rows }) => rows > 0);
  if (unseen.length === 0) return null;
  const examples = [...unseen].sort((a, b) => b.rows - a.rows).slice(0, mostExamples).map(({ value }) => value);
  return { values: unseen.length, rows: unseen.reduce((total, { rows }) => total + rows, 0), examples };
}

/** W1 in standard deviations of the reference, or the share of rows that would have to change their value. */
export function effectSizeOf(sample: CountedSample): number {
  if (sample.type === 'cat') return sample.reference.reduce((total, rows, i) => total + Math.abs(rows / sample.referenceRows - sample.current[i]! / sample.currentRows), 0) / 2;
  const spread = Math.sqrt(moments(sample, 'reference').variance);
  const distance = areaBetween(sample, Math.abs);
  return distance === 0 ? 0 : distance / Math.max(spread, 0.001);
}

/** The sample with case, spaces and full stops folded; null where that merges nothing. */
export function foldSpellings(sample: CountedSample): CountedSample | null {
  if (sample.type !== 'cat' || typeof sample.values[0] !== 'string') return null;
  const folded = new Map<string, { reference: number; current: number }>();
  for (const [i, value] of [...sample.values].entries()) {
    const key = String(value).normalize('NFKC').toLowerCase().replaceAll(/[\s.,_-]+/gu, ' ').trim();
    const entry = folded.get(key) ?? { reference: 0, current: 0 };
    folded.set(key, { reference: entry.reference + sample.reference[i]!, current: entry.current + sample.current[i]! });
  }
  if (folded.size === sample.values.length) return null;
  const keys = [...folded.keys()].sort();
  const empty = countSample('cat', [], [], false);
  return {
    ...empty,
    values: keys,
    reference: Float64Array.from(keys, (key) => folded.get(key)?.reference ?? 0),
    current: Float64Array.from(keys, (key) => folded.get(key)?.current ?? 0),
    referenceRows: sample.referenceRows,
    currentRows: sample.currentRows,
    rows: null,
  };
}
