/** Scores of held-out predictions, exactly as docs/metrics.md says. Undefined values are null, never 0. */
import { distinctSorted, mean, sampleSd, spearman } from '@engine/math';
import type { Bounds } from './types';
import { higherIsBetter, metricNames, runModels, type Metric, type MetricName, type Metrics, type RunModel } from '@shared/areas/tracking';

export interface HeldOut {
  /** In units of the target. */
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  /** Steps seen in training, ascending, where the target is stepped; else null. */
  readonly steps: readonly number[] | null;
  /** Interval per row in units, or null. */
  readonly interval: Bounds | null;
}

/** Scores of one fold; those against the naive in-sample error belong to time series. */
export type FoldScores = Readonly<Record<Exclude<MetricName, 'mase' | 'rmsse'>, number | null>>;

/** A score too large to be a number is undefined. */
export function scoreFold(heldOut: HeldOut): FoldScores {
  const scores = scoresOf(heldOut);
  return { ...scores, ...Object.fromEntries(Object.entries(scores).filter(([, score]) => score !== null && !Number.isFinite(score)).map(([name]) => [name, null])) };
}

function scoresOf(heldOut: HeldOut): FoldScores {
  const { actual, predicted, steps, interval } = heldOut;
  const negative = actual.some((value) => value < 0);
  const logActual = negative ? null : actual.map(Math.log1p);
  const logPredicted = predicted.map((value) => Math.log1p(Math.max(0, value)));
  const places = steps && logActual ? stepPlaces(actual, logPredicted, steps) : null;
  const absolute = total(actual, (y, i) => Math.abs(y - predicted[i]!));
  const rows = actual.length;
  return {
    rmsle: logActual && rows > 0 ? Math.sqrt(squaredError(logActual, logPredicted) / rows) : null,
    r2Log: logActual && explained(logActual, logPredicted),
    r2: explained(actual, predicted),
    mae: ratio(absolute, rows),
    rmse: rows > 0 ? Math.sqrt(squaredError(actual, predicted) / rows) : null,
    wape: ratio(absolute, total(actual, Math.abs)),
    mape: meanWhere(actual, (y) => y !== 0, (y, i) => Math.abs(y - predicted[i]!) / Math.abs(y)),
    smape: ratio(total(actual, (y, i) => symmetricError(y, predicted[i]!)), rows),
    bias: ratio(total(predicted, (p) => p) - total(actual, (y) => y), total(actual, (y) => y)),
    spearman: spearman(actual, predicted),
    stepAccuracy: places && ratio(total(actual, (y, i) => (places.steps[places.predicted[i]!] === y ? 1 : 0)), rows),
    withinOneStep: places && ratio(total(actual, (_y, i) => (Math.abs(places.predicted[i]! - places.actual[i]!) <= 1 ? 1 : 0)), rows),
    ...(interval ? scoreInterval(actual, interval) : { coverage: null, width: null }),
  };
}

/** Share of rows inside, and mean width. */
export function scoreInterval(actual: Float64Array, { lower, upper }: Bounds): Pick<FoldScores, 'coverage' | 'width'> {
  return {
    coverage: ratio(total(actual, (y, i) => (lower[i]! <= y && y <= upper[i]! ? 1 : 0)), actual.length),
    width: ratio(total(actual, (_y, i) => upper[i]! - lower[i]!), actual.length),
  };
}

/** Rows that the mean absolute percentage error skips because their target is 0. */
export function rowsSkippedByMape(actual: Float64Array): number {
  return actual.filter((value) => value === 0).length;
}

/** Mean, sample standard deviation and every fold, repeat by repeat. One undefined fold leaves the mean undefined. */
export function summariseFolds(folds: readonly Readonly<Partial<Record<MetricName, number | null>>>[]): Metrics {
  const summary: Partial<Record<MetricName, Metric>> = {};
  for (const name of metricNames) if (folds.some((fold) => fold[name] !== undefined)) summary[name] = summarise(folds.map((fold) => fold[name] ?? null));
  return summary;
}

export function summarise(folds: readonly (number | null)[]): Metric {
  const defined = folds.filter((value) => value !== null);
  const complete = defined.length === folds.length;
  return { mean: complete ? mean(defined) : null, sd: complete ? sampleSd(defined) : null, folds: [...folds] };
}

/** rmsle where the target is never negative (then modelled on log1p), else rmse. */
export function defaultMetric(target: Float64Array): 'rmsle' | 'rmse' {
  return target.some((value) => value < 0) ? 'rmse' : 'rmsle';
}

/** Smaller is better, whatever the metric: errors as they are, skills negated, bias by its size, coverage by its distance from the level. */
export function metricLoss(metric: MetricName, value: number, level: number): number {
  if (higherIsBetter.has(metric)) return -value;
  if (metric === 'bias') return Math.abs(value);
  if (metric === 'coverage') return Math.abs(value - level);
  return value;
}

/** The best mean; ties go to the simpler model. Null where no candidate has the metric. */
export function chooseBest<T extends { readonly model: RunModel; readonly mean: number | null }>(candidates: readonly T[], metric: MetricName, level: number): T | null {
  let best: T | null = null;
  let bestLoss = Infinity;
  for (const candidate of [...candidates].sort((a, b) => runModels.indexOf(a.model) - runModels.indexOf(b.model))) {
    if (candidate.mean === null) continue;
    const loss = metricLoss(metric, candidate.mean, level);
    if (loss >= bestLoss) continue;
    best = candidate;
    bestLoss = loss;
  }
  return best;
}

const mostSteps = 30;
const fewestLadderSteps = 3;
const rowsPerStep = 3;

/**
 * Steps in ascending order where the target is stepped, else null: whole numbers, at most 30 distinct, repeated, all from
 * 10 up of the form 1, 2 or 5 times a power of ten. Below 10 a shop counts exactly, so any whole number may stand there.
 */
export function findSteps(target: Float64Array): number[] | null {
  const distinct = distinctSorted(target);
  const isLadder = distinct.every((value) => Number.isInteger(value) && value >= 0 && (value < 10 || isOneTwoFive(value)));
  const onLadder = distinct.filter((value) => value >= 10).length;
  const repeated = target.length >= rowsPerStep * distinct.length;
  return isLadder && repeated && distinct.length <= mostSteps && onLadder >= fewestLadderSteps ? distinct : null;
}

function isOneTwoFive(value: number): boolean {
  let lead = value;
  while (lead % 10 === 0) lead /= 10;
  return lead === 1 || lead === 2 || lead === 5;
}

/** Distinct targets of the training rows of a fold: the steps its predictions may be nearest to. */
export function stepsSeen(target: Float64Array, train: Int32Array): number[] {
  const seen = new Set<number>();
  for (const row of train) seen.add(target[row]!);
  return distinctSorted([...seen]);
}

/** Place of the nearest step in log1p; a tie goes to the lower. A true value that training never saw takes the place nearest to it. */
function stepPlaces(actual: Float64Array, logPredicted: Float64Array, steps: readonly number[]): { steps: readonly number[]; actual: Int32Array; predicted: Int32Array } | null {
  if (steps.length === 0) return null;
  const logSteps = steps.map((step) => Math.log1p(step));
  const nearest = (value: number): number => {
    let best = 0;
    for (let i = 1; i < logSteps.length; i++) if (Math.abs(logSteps[i]! - value) < Math.abs(logSteps[best]! - value)) best = i;
    return best;
  };
  return { steps, actual: Int32Array.from(actual, (value) => nearest(Math.log1p(value))), predicted: Int32Array.from(logPredicted, nearest) };
}

function symmetricError(actual: number, predicted: number): number {
  const scale = Math.abs(actual) + Math.abs(predicted);
  return scale === 0 ? 0 : (200 * Math.abs(actual - predicted)) / scale;
}

function explained(actual: Float64Array, predicted: Float64Array): number | null {
  const centre = mean(actual) ?? 0;
  const spread = total(actual, (value) => (value - centre) ** 2);
  return spread === 0 ? null : 1 - squaredError(actual, predicted) / spread;
}

function squaredError(actual: Float64Array, predicted: Float64Array): number {
  return total(actual, (value, i) => (value - predicted[i]!) ** 2);
}

function meanWhere(values: Float64Array, takes: (value: number) => boolean, of: (value: number, index: number) => number): number | null {
  let sum = 0;
  let count = 0;
  values.forEach((value, i) => {
    if (!takes(value)) return;
    sum += of(value, i);
    count += 1;
  });
  return ratio(sum, count);
}

function total(values: Float64Array, of: (value: number, index: number) => number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += of(values[i]!, i);
  return sum;
}

function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator;
}
