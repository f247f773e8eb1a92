/**
 * Boosted trees and forests as LightGBM's model text (version v4, src/boosting/gbdt_model_text.cpp and src/io/tree.cpp of
 * LightGBM 4). It compares doubles by "at most", as the app does, so every threshold is exact; sets of codes are bits of
 * words that go left, all else and missing right, as in the app; the base is part of the first tree's leaves, since the
 * format has none.
 */
import type { ModelParts } from '../../training';
import { uniqueName, type EncodedInput } from './encodedInput';
import { treeNodes, type TreeNode } from './treeNodes';

const largest = 1.7976931348623157e308;
/** Decision types: missing values are NaN, and go right or left; a set of codes. */
const decisions = { missingRight: 8, missingLeft: 10, set: 9 } as const;

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
    `feature_infos=${input.features.map(({ codes }) => (codes > 0 ? Array.from({ length: codes }, (_, code) => code).join(':') : '[-inf:inf]')).join(' ')}`,
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
  const sets = splits.flatMap(({ codes }) => (codes ? [wordsOf(codes)] : []));
  const setOf = new Map(splits.filter(({ codes }) => codes).map(({ node }, i) => [node, i] as const));
  const values = `leaf_value=${leaves.map(({ value }) => value + base).join(' ')}`;
  const lines =
    splits.length === 0
      ? [values]
      : [
          `split_feature=${splits.map(({ feature }) => feature).join(' ')}`,
          `split_gain=${zeros(splits)}`,
          `threshold=${splits.map(({ node, threshold }) => setOf.get(node) ?? Math.min(largest, Math.max(-largest, threshold))).join(' ')}`,
          `decision_type=${splits.map(({ codes, missingLeft }) => (codes ? decisions.set : missingLeft ? decisions.missingLeft : decisions.missingRight)).join(' ')}`,
          `left_child=${splits.map(({ left }) => child(left)).join(' ')}`,
          `right_child=${splits.map(({ right }) => child(right)).join(' ')}`,
          values,
          `leaf_weight=${zeros(leaves)}`,
          `leaf_count=${leaves.map(({ rows }) => rows).join(' ')}`,
          `internal_value=${zeros(splits)}`,
          `internal_weight=${zeros(splits)}`,
          `internal_count=${splits.map(({ rows }) => rows).join(' ')}`,
          ...(sets.length === 0 ? [] : [`cat_boundaries=${startsOf(sets).join(' ')}`, `cat_threshold=${sets.flat().join(' ')}`]),
        ];
  return [`num_leaves=${leaves.length}`, `num_cat=${sets.length}`, ...lines, 'is_linear=0', 'shrinkage=1'].join('\n');
}

/** Bits of unsigned words of 32: code c is bit c % 32 of word c / 32. */
function wordsOf(codes: readonly number[]): number[] {
  const words = new Uint32Array(1 + ((codes.at(-1) ?? 0) >> 5));
  for (const code of codes) words[code >> 5]! |= 1 << (code & 31);
  return [...words];
}

/** Where each list starts in all of them, and where the last one ends. */
function startsOf(lists: readonly (readonly number[])[]): number[] {
  const starts = [0];
  for (const list of lists) starts.push((starts.at(-1) ?? 0) + list.length);
  return starts;
}

/** LightGBM keeps names between spaces and refuses what JSON would have to escape. */
function safeName(name: string): string {
  return name.replaceAll(/[\s"\\,:[\]{}]+/gu, '_');
}
