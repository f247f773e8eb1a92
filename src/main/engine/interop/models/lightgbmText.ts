/**
 * Boosted trees and forests as LightGBM's model text (version v4, src/boosting/gbdt_model_text.cpp and src/io/tree.cpp of
 * LightGBM 4). It compares doubles by "at most", as the app does, so every threshold is exact; the base is part of the
 * first tree's leaves, since the format has none.
 */
import type { ModelParts } from '../../training';
import { uniqueName, type EncodedInput } from './encodedInput';
import { treeNodes, type TreeNode } from './treeNodes';

const largest = 1.7976931348623157e308;
/** Decision types: missing values are NaN, and go right or left. */
const missing = { right: 8, left: 10 } as const;

export function writeLightgbm(model: Extract<ModelParts, { kind: 'trees' }>, input: EncodedInput): string {
  const used = new Set<string>();
  const names = input.features.map(({ name }) => uniqueName(safeName(name), used).replaceAll(' ', '_'));
  const trees = Array.from({ length: model.trees.roots.length }, (): TreeNode[] => []);
  for (const node of treeNodes(model)) trees[node.tree]?.push(node);
  const blocks = trees.map((nodes, i) => `Tree=${i}\n${treeText(nodes, i === 0 ? model.base : 0)}\n\n`);
  const head = [
    'tree',
    'version=v4',
    'num_class=1',
    'num_tree_per_iteration=1',
    'label_index=0',
    `max_feature_idx=${names.length - 1}`,
    'objective=regression',
    `feature_names=${names.join(' ')}`,
    `feature_infos=${names.map(() => '[-inf:inf]').join(' ')}`,
    `tree_sizes=${blocks.map((block) => Buffer.byteLength(block)).join(' ')}`,
  ];
  return `${head.join('\n')}\n\n${blocks.join('')}end of trees\n\nfeature_importances:\n\nparameters:\nend of parameters\n\npandas_categorical:null\n`;
}

/** Splits and leaves are numbered apart; a leaf is named by its number's complement. */
function treeText(nodes: readonly TreeNode[], base: number): string {
  const leaves = nodes.filter(({ leaf }) => leaf);
  const splits = nodes.filter(({ leaf }) => !leaf);
  const numbers = new Map([...splits.map(({ node }, i) => [node, i] as const), ...leaves.map(({ node }, i) => [node, -i - 1] as const)]);
  const child = (node: number): number => numbers.get(node) ?? 0;
  const zeros = (list: readonly TreeNode[]): string => list.map(() => 0).join(' ');
  const values = `leaf_value=${leaves.map(({ value }) => value + base).join(' ')}`;
  const lines =
    splits.length === 0
      ? [values]
      : [
          `split_feature=${splits.map(({ feature }) => feature).join(' ')}`,
          `split_gain=${zeros(splits)}`,
          `threshold=${splits.map(({ threshold }) => Math.min(largest, Math.max(-largest, threshold))).join(' ')}`,
          `decision_type=${splits.map(({ missingLeft }) => (missingLeft ? missing.left : missing.right)).join(' ')}`,
          `left_child=${splits.map(({ left }) => child(left)).join(' ')}`,
          `right_child=${splits.map(({ right }) => child(right)).join(' ')}`,
          values,
          `leaf_weight=${zeros(leaves)}`,
          `leaf_count=${leaves.map(({ rows }) => rows).join(' ')}`,
          `internal_value=${zeros(splits)}`,
          `internal_weight=${zeros(splits)}`,
          `internal_count=${splits.map(({ rows }) => rows).join(' ')}`,
        ];
  return [`num_leaves=${leaves.length}`, 'num_cat=0', ...lines, 'is_linear=0', 'shrinkage=1'].join('\n');
}

/** LightGBM keeps names between spaces and refuses what JSON would have to escape. */
function safeName(name: string): string {
  return name.replaceAll(/[\s"\\,:[\]{}]+/gu, '_');
}
