/** Trees node by node with thresholds in the feature's own units and sets of codes, for formats that list nodes. */
import { codesOf, type ModelParts } from '../../training';

export interface TreeNode {
  readonly tree: number;
  /** Number within its tree; 0 is the root. */
  readonly node: number;
  readonly leaf: boolean;
  /** Position among the features of the trees' own encoding; 0 in a leaf. */
  readonly feature: number;
  /** Values of at most this go left; infinite where all present values go to one side; 0 in a leaf and with a set. */
  readonly threshold: number;
  /** Codes that go left, ascending, all others and missing values right; null in a leaf and where the node has a threshold. */
  readonly codes: readonly number[] | null;
  readonly missingLeft: boolean;
  /** 0 in a leaf. */
  readonly left: number;
  readonly right: number;
  /** What a leaf adds to the answer, weight included; 0 in a split. */
  readonly value: number;
  /** Training rows that reached the node; 0 where they were not counted. */
  readonly rows: number;
}

export function treeNodes({ trees, weight }: Extract<ModelParts, { kind: 'trees' }>): TreeNode[] {
  const nodes: TreeNode[] = [];
  trees.roots.forEach((root, tree) => {
    const end = trees.roots[tree + 1] ?? trees.feature.length;
    for (let at = root; at < end; at++) {
      const feature = trees.feature[at] ?? -1;
      const node = at - root;
      if (feature < 0) {
        nodes.push({ tree, node, leaf: true, feature: 0, threshold: 0, codes: null, missingLeft: false, left: 0, right: 0, value: weight * (trees.value[at] ?? 0), rows: trees.cover?.[at] ?? 0 });
        continue;
      }
      const set = trees.set[at] ?? -1;
      nodes.push({ tree, node, leaf: false, feature, threshold: trees.threshold[at] ?? 0, codes: set < 0 ? null : codesOf(trees.sets, set), missingLeft: trees.missingLeft[at] === 1, left: node + 1, right: node + (trees.right[at] ?? 0), value: 0, rows: trees.cover?.[at] ?? 0 });
    }
  });
  return nodes;
}

