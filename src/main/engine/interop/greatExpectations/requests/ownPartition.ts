/** The partition Great Expectations makes of a column where none is given: its own shares, or ten equal intervals. */
import type { Kwargs } from '../expectationMapping';
import type { FrameCell, FrameColumn } from './pandasFrame';

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
  const counts = new Map<FrameCell, number>();
  for (const cell of cells) if (cell !== null) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const present = cells.filter((cell) => cell !== null).length;
  return { values: [...counts.keys()], weights: [...counts.values()].map((count) => count / present) };
}

function ownIntervals({ cells }: FrameColumn): Kwargs {
  const numbers = cells.filter((cell) => typeof cell === 'number').sort((a, b) => a - b);
  const [lowest = NaN, highest = NaN] = [numbers[0], numbers.at(-1)];
  const bins = Array.from({ length: intervals + 1 }, (_, i) => (i === intervals ? highest : lowest + (i * (highest - lowest)) / intervals));
  const weights = bins.slice(1).map((upper, i) => numbers.filter((number) => number >= (bins[i] ?? lowest) && (i === intervals - 1 ? number <= upper : number < upper)).length / numbers.length);
  return { bins, weights, tail_weights: [0, 0] };
}
