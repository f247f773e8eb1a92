/** The partition Great Expectations makes of a column where none is given: its own shares, or ten equal intervals. */
import type { Kwargs } from '../expectationMapping';
import type { FrameColumn } from './pandasFrame';

const intervals = 10;

/** Arguments with the column's own partition in place of a missing one. */
export function withOwnPartition(type: string, kwargs: Kwargs, frame: readonly FrameColumn[]): Kwargs {
  const { column: name, partition_object: given, bucketize_data: bucketize } = kwargs;
  const column = frame.find((each) => each.name === name);
  if (type !== 'expect_column_kl_divergence_to_be_less_than' || (given !== null && given !== undefined) || !column) return kwargs;
  const { bucketize_data: _, ...others } = kwargs;
  return { ...others, partition_object: bucketize === false ? ownShares(column) : ownIntervals(column) };
}

function ownShares({ cells }: FrameColumn): Kwargs {
  const present = cells.filter((cell) => cell !== null);
  const values = [...new Set(present)];
  return { values, weights: values.map((value) => present.filter((cell) => cell === value).length / present.length) };
}

function ownIntervals({ cells }: FrameColumn): Kwargs {
  const numbers = cells.filter((cell) => typeof cell === 'number');
  const [lowest, highest] = [Math.min(...numbers), Math.max(...numbers)];
  const bins = Array.from({ length: intervals + 1 }, (_, i) => (i === intervals ? highest : lowest + (i * (highest - lowest)) / intervals));
  const weights = Array.from({ length: intervals }, (_, i) => numbers.filter((number) => number >= bins[i]! && (i === intervals - 1 ? number <= bins[i + 1]! : number < bins[i + 1]!)).length / numbers.length);
  return { bins, weights, tail_weights: [0, 0] };
}
