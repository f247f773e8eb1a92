/**
 * The middle answer of the trees of a forest. It moves to where most trees agree, so it aims at the smallest absolute error
 * (Roy & Larocque 2012, "Robustness of random forests for regression", median of the trees' answers).
 */
import { median } from '@engine/math';
import { answersOfTree, type FeatureMatrix, type TreeEnsemble } from './treeEnsemble';

/** One per row; with an even number of trees the mean of the middle two. */
export function medianOfTrees(trees: TreeEnsemble, rows: FeatureMatrix): Float64Array {
  const count = trees.roots.length;
  const byRow = new Float64Array(rows.rows * count);
  for (let tree = 0; tree < count; tree++) {
    answersOfTree(trees, tree, rows).forEach((answer, row) => (byRow[row * count + tree] = answer));
  }
  return Float64Array.from({ length: rows.rows }, (_, row) => median(byRow.subarray(row * count, (row + 1) * count)) ?? 0);
}
