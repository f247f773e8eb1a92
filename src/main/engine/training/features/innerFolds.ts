/** Folds inside the training rows, for encodings and penalties that must not see their own row. Groups stay whole. */
import { createRandom, randomOrder } from '@engine/math';

/** Fold number (0 to count - 1) of each row. */
export function innerFolds(rowCount: number, groups: Int32Array | null, count: number, seed: number): Int32Array {
  const folds = new Int32Array(rowCount);
  const order = randomOrder(rowCount, createRandom(seed));
  if (!groups || new Set(groups).size < count) {
    order.forEach((row, position) => (folds[row] = position % count));
    return folds;
  }
  const foldOfGroup = new Map<number, number>();
  for (const row of order) {
    const group = groups[row]!;
    let fold = foldOfGroup.get(group);
    if (fold === undefined) {
      fold = foldOfGroup.size % count;
      foldOfGroup.set(group, fold);
    }
    folds[row] = fold;
  }
  return folds;
}
