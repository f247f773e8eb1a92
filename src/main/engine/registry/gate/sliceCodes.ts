/** Rows by the values of a column: few values stand for themselves, many numbers are cut into quarters. */
import type { TrainingColumn } from '../../training';
import { distinctSorted, quantileSorted, sortedNumbers } from '../../math';

export interface Slices {
  readonly labels: readonly string[];
  /** A place in `labels` for each row, -1 where the value is missing. */
  readonly codes: Int32Array;
}

const mostValues = 20;

export function sliceCodes(column: TrainingColumn, labelOf: (from: number, to: number) => string): Slices {
  if (column.kind === 'text') return { labels: column.levels, codes: column.codes };
  const values = distinctSorted(column.values);
  if (values.length <= mostValues) return { labels: values.map(String), codes: Int32Array.from(column.values, (value) => (Number.isNaN(value) ? -1 : values.indexOf(value))) };
  const sorted = sortedNumbers(column.values);
  const cuts = [0, 0.25, 0.5, 0.75, 1].map((share) => quantileSorted(sorted, share) ?? 0);
  const labels = cuts.slice(0, -1).map((from, quarter) => labelOf(from, cuts[quarter + 1] ?? from));
  return { labels, codes: Int32Array.from(column.values, (value) => (Number.isNaN(value) ? -1 : Math.max(0, cuts.slice(1, -1).filter((cut) => value > cut).length))) };
}
