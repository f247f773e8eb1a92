/** The compute task of a gate: two models on the same rows, their difference with a paired bootstrap interval, and slices. */
import { higherIsBetter, type MetricName } from '@shared/areas/tracking';
import { createRandom, quantileSorted, sortedNumbers } from '../../math';
import { metricLoss, scoreFold, type FoldScores } from '../../training';
import { scoreOf } from './scoreOf';
import { resampledMetric, type Answers } from './resampledMetric';

export interface CompareTask {
  readonly metric: MetricName;
  /** Level of the forecasts' interval, which coverage is held against. */
  readonly forecastLevel: number;
  readonly actual: Float64Array;
  readonly candidate: Float64Array;
  readonly against: Float64Array;
  readonly steps: readonly number[] | null;
  /** A code per row: rows of one group are drawn together. Null: rows are drawn. */
  readonly groups: Int32Array | null;
  readonly slices: readonly { readonly column: string; readonly metric: MetricName; readonly codes: Int32Array; readonly labels: readonly string[] }[];
  readonly resamples: number;
  readonly level: number;
  readonly seed: number;
}

export interface Interval {
  readonly difference: number;
  /** Null where the metric is not defined on enough resamples. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly groups: number | null;
}

export interface SliceScores {
  readonly label: string;
  readonly rows: number;
  readonly candidate: number | null;
  readonly against: number | null;
}

export interface CompareOutcome {
  readonly candidate: FoldScores;
  readonly against: FoldScores;
  /** Null where the metric is not defined on these rows. */
  readonly interval: Interval | null;
  readonly slices: readonly { readonly column: string; readonly metric: MetricName; readonly values: readonly SliceScores[] }[];
}

export function compareTask(task: CompareTask): CompareOutcome {
  const { actual, steps, candidate, against } = task;
  return {
    candidate: scoreFold({ actual, predicted: candidate, steps, interval: null }),
    against: scoreFold({ actual, predicted: against, steps, interval: null }),
    interval: pairedBootstrap(task),
    slices: task.slices.map((slice) => ({ column: slice.column, metric: slice.metric, values: scoreSlices(task, slice) })),
  };
}

/**
 * Percentile interval of the paired difference in one metric (candidate minus against), by drawing rows with replacement
 * and scoring both on the same draw (Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13). Where the
 * split kept groups together whole groups are drawn (Davison & Hinkley 1997, Bootstrap Methods, section 3.8). It tells how
 * far the difference depends on these rows; what another training would bring it does not know.
 * Null where the metric is not defined on all rows.
 */
export function pairedBootstrap({ metric, forecastLevel, actual, candidate, against, steps, groups, resamples, level, seed }: Omit<CompareTask, 'slices'>): Interval | null {
  const units = unitsOf(actual.length, groups);
  const lossOf = (value: number | null): number | null => (value === null ? null : metricLoss(metric, value, forecastLevel));
  const scorers = [candidate, against].map((predicted) => resampledMetric(metric, { actual, predicted, steps } satisfies Answers, units));
  const sign = higherIsBetter.has(metric) ? -1 : 1;
  const differenceOn = (drawn: Int32Array): number | null => {
    const [own, other] = scorers.map((score) => lossOf(score(drawn)));
    return own == null || other == null ? null : sign * (own - other);
  };
  const difference = actual.length === 0 ? null : differenceOn(Int32Array.from(units, (_, unit) => unit));
  if (difference === null) return null;
  const random = createRandom(seed);
  const drawn = new Int32Array(units.length);
  const differences: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    for (let i = 0; i < drawn.length; i++) drawn[i] = random.integer(units.length);
    const found = differenceOn(drawn);
    if (found !== null) differences.push(found);
  }
  const sorted = sortedNumbers(differences);
  // One undefined resample in a hundred may be left out; more would bend the interval.
  const isDefined = sorted.length >= 0.99 * resamples;
  const tail = (1 - level) / 2;
  return { difference, lower: isDefined ? quantileSorted(sorted, tail) : null, upper: isDefined ? quantileSorted(sorted, 1 - tail) : null, groups: groups ? units.length : null };
}

function unitsOf(rows: number, groups: Int32Array | null): readonly Int32Array[] {
  if (!groups) return Array.from({ length: rows }, (_, row) => Int32Array.of(row));
  const members = new Map<number, number[]>();
  groups.forEach((group, row) => {
    const known = members.get(group);
    // A missing group names nothing, so such a row stands alone.
    if (known && group >= 0) known.push(row);
    else members.set(group < 0 ? -1 - row : group, [row]);
  });
  return [...members.values()].map((list) => Int32Array.from(list));
}

function scoreSlices({ actual, candidate, against, steps }: CompareTask, { metric, codes, labels }: CompareTask['slices'][number]): SliceScores[] {
  return labels.map((label, code) => {
    const rows = Array.from(codes.keys()).filter((row) => codes[row] === code);
    const take = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]!);
    const scoreOn = (predicted: Float64Array): number | null => scoreOf(scoreFold({ actual: take(actual), predicted: take(predicted), steps, interval: null }), metric);
    return { label, rows: rows.length, candidate: rows.length === 0 ? null : scoreOn(candidate), against: rows.length === 0 ? null : scoreOn(against) };
  });
}
