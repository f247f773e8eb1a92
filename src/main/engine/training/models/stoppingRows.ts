/** Inner rows that say when a model has learned enough. */
import { createRandom, deriveSeed, randomOrder, shuffle } from '@engine/math';

/** A share of the rows to stop on; whole groups where there are groups. */
export function splitForStopping(rows: number, groups: Int32Array | null, share: number, seed: number): { learning: Int32Array; stopping: Int32Array } {
  const random = createRandom(deriveSeed(seed, 'stopping'));
  const wanted = Math.max(1, Math.round(rows * share));
  const distinct = groups ? [...new Set(groups)] : null;
  if (!groups || !distinct || distinct.length < 5) {
    const order = randomOrder(rows, random);
    return { stopping: order.slice(0, wanted).sort(), learning: order.slice(wanted).sort() };
  }
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const chosen = new Set<number>();
  let count = 0;
  for (const group of shuffle(distinct, random)) {
    if (count >= wanted || chosen.size >= distinct.length - 1) break;
    chosen.add(group);
    count += sizes.get(group)!;
  }
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return { stopping: all.filter((row) => chosen.has(groups[row]!)), learning: all.filter((row) => !chosen.has(groups[row]!)) };
}
