/** A target without any relation to its row, but with the dependence among rows that a split respects. */
import { createRandom, deriveSeed, randomOrder } from '@engine/math';

/**
 * Without groups every row takes the target of another. With groups the targets of a whole group go to another group of the
 * same size, so that rows of one group still resemble each other; groups of a size that no other has are mixed row by row.
 */
export function permuteTarget(values: Float64Array, groups: Int32Array | null, seed: number): Float64Array {
  if (!groups) return Float64Array.from(randomOrder(values.length, createRandom(seed)), (row) => values[row]!);
  const rowsOf = new Map<number, number[]>();
  groups.forEach((group, row) => {
    const known = rowsOf.get(group);
    if (known) known.push(row);
    else rowsOf.set(group, [row]);
  });
  const ofSize = Map.groupBy(rowsOf.values(), (rows) => rows.length);
  const permuted = Float64Array.from(values);
  const alone: number[] = [];
  for (const [size, members] of ofSize) {
    if (members.length === 1) {
      alone.push(...members[0]!);
      continue;
    }
    const order = randomOrder(members.length, createRandom(deriveSeed(seed, 'groups of', size)));
    members.forEach((rows, at) => rows.forEach((row, i) => (permuted[row] = values[members[order[at]!]![i]!]!)));
  }
  const order = randomOrder(alone.length, createRandom(deriveSeed(seed, 'groups alone')));
  alone.forEach((row, at) => (permuted[row] = values[alone[order[at]!]!]!));
  return permuted;
}
