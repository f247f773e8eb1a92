/** Metrics as sums over rows, so that a resample of thousands of rows is scored by adding up; the others are scored anew. */
import type { MetricName } from '@shared/areas/tracking';
import { scoreFold } from '../../training';
import { scoreOf } from './scoreOf';

export interface Answers {
  /** In units of the target. */
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  /** Steps seen in training where the target is stepped, else null. */
  readonly steps: readonly number[] | null;
}

/** Scores rows that were drawn with replacement; null where the metric is not defined on them. */
export type ScoreDrawn = (drawn: Int32Array) => number | null;

interface Sums {
  /** One list of terms per row. */
  readonly terms: readonly Float64Array[];
  value(sums: readonly number[], rows: number): number | null;
}

const ratio = (numerator: number, denominator: number): number | null => (denominator === 0 ? null : numerator / denominator);
const rootMean = ([squares = 0]: readonly number[], rows: number): number => Math.sqrt(squares / rows);

/** units: the rows that are drawn together, one list per unit. */
export function resampledMetric(metric: MetricName, answers: Answers, units: readonly Int32Array[]): ScoreDrawn {
  const sums = sumsOf(metric, answers);
  if (!sums) return (drawn) => scoreAnew(metric, answers, units, drawn);
  const totals = sums.terms.map((term) => Float64Array.from(units, (rows) => rows.reduce((total, row) => total + term[row]!, 0)));
  const sizes = Float64Array.from(units, (rows) => rows.length);
  return (drawn) => {
    const added = totals.map((total) => add(total, drawn));
    return sums.value(added, add(sizes, drawn));
  };
}

function add(values: Float64Array, drawn: Int32Array): number {
  let total = 0;
  for (let i = 0; i < drawn.length; i++) total += values[drawn[i]!]!;
  return total;
}

function scoreAnew(metric: MetricName, { actual, predicted, steps }: Answers, units: readonly Int32Array[], drawn: Int32Array): number | null {
  const rows: number[] = [];
  for (const unit of drawn) rows.push(...(units[unit] ?? []));
  const scores = scoreFold({ actual: Float64Array.from(rows, (row) => actual[row]!), predicted: Float64Array.from(rows, (row) => predicted[row]!), steps, interval: null });
  return scoreOf(scores, metric);
}

/** The formulas of docs/metrics.md, taken apart. Null for metrics that are no function of sums. */
function sumsOf(metric: MetricName, { actual, predicted }: Answers): Sums | null {
  const each = (of: (y: number, p: number) => number): Float64Array => actual.map((y, i) => of(y, predicted[i]!));
  const inLogs = metric === 'rmsle' || metric === 'r2Log';
  if (inLogs && actual.some((y) => y < 0)) return null;
  const space = (value: number): number => (inLogs ? Math.log1p(Math.max(0, value)) : value);
  const squares = (): Float64Array => each((y, p) => (space(p) - space(y)) ** 2);
  switch (metric) {
    case 'rmsle':
    case 'rmse':
      return { terms: [squares()], value: rootMean };
    case 'r2Log':
    case 'r2': {
      // Around the mean of all rows, so that little is lost when squares are subtracted.
      const centre = actual.reduce((total, y) => total + space(y), 0) / actual.length;
      return {
        terms: [squares(), each((y) => space(y) - centre), each((y) => (space(y) - centre) ** 2)],
        value: ([errors = 0, first = 0, second = 0], rows) => {
          const share = ratio(errors, second - (first * first) / rows);
          return share === null ? null : 1 - share;
        },
      };
    }
    case 'mae':
      return { terms: [each((y, p) => Math.abs(y - p))], value: ([total = 0], rows) => ratio(total, rows) };
    case 'wape':
      return { terms: [each((y, p) => Math.abs(y - p)), each((y) => Math.abs(y))], value: ([errors = 0, sold = 0]) => ratio(errors, sold) };
    case 'mape':
      return { terms: [each((y, p) => (y === 0 ? 0 : Math.abs(y - p) / Math.abs(y))), each((y) => (y === 0 ? 0 : 1))], value: ([errors = 0, counted = 0]) => ratio(errors, counted) };
    case 'smape':
      return { terms: [each((y, p) => (y === 0 && p === 0 ? 0 : (200 * Math.abs(y - p)) / (Math.abs(y) + Math.abs(p))))], value: ([total = 0], rows) => ratio(total, rows) };
    case 'bias':
      return { terms: [each((y, p) => p - y), each((y) => y)], value: ([errors = 0, sold = 0]) => ratio(errors, sold) };
    default:
      return null;
  }
}
