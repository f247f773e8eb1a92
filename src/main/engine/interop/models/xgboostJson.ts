/**
 * Boosted trees and forests as XGBoost's JSON model (schema of XGBoost 2.1, which later versions read). Its sets of codes go
 * right and all else left, so the sides of such a split are swapped, that of missing values with them. XGBoost compares
 * floats by "less than", the app doubles by "at most": the threshold is the next float above the rounded edge, which is the
 * same on a row unless its value and the edge round to one float. A feature where that happens in the given rows is
 * replaced by its bin number, which floats hold exactly: that is so only in models from before features were floats.
 */
import type { ModelParts } from '../../training';
import { uniqueName, type EncodedInput } from './encodedInput';
import { treeNodes, type TreeNode } from './treeNodes';

export interface XgboostModel {
  readonly json: string;
  /** Positions of features given as bin numbers, with the upper edges of the bins. */
  readonly binned: ReadonlyMap<number, readonly number[]>;
}

type Trees = Extract<ModelParts, { kind: 'trees' }>;

const largestFloat = 3.4028234663852886e38;
const noParent = 2_147_483_647;

/** Features are one array each, parallel to the rows. */
export function writeXgboost(model: Trees, input: EncodedInput, rows: readonly Float64Array[]): XgboostModel {
  const nodes = treeNodes(model);
  const binned = new Map(thresholdsOf(nodes, rows.length).flatMap((edges, feature) => (floatsSeparate(edges, rows[feature] ?? new Float64Array(0)) ? [] : [[feature, edges] as const])));
  const byTree = model.trees.roots.length === 0 ? [] : groupByTree(nodes, model.trees.roots.length);
  const isForest = model.weight !== 1;
  const trees = byTree.map((tree, id) => treeJson(tree, id, input.features.length, (node) => conditionOf(node, binned.get(node.feature))));
  const used = new Set<string>();
  const booster = object({
    gbtree_model_param: JSON.stringify({ num_parallel_tree: String(isForest ? trees.length : 1), num_trees: String(trees.length) }),
    iteration_indptr: JSON.stringify(isForest ? [0, trees.length] : Array.from({ length: trees.length + 1 }, (_, i) => i)),
    tree_info: JSON.stringify(trees.map(() => 0)),
    trees: `[${trees.join(',')}]`,
  });
  const learner = object({
    attributes: '{}',
    feature_names: JSON.stringify(input.features.map(({ name }) => uniqueName(safeName(name), used))),
    feature_types: JSON.stringify(input.features.map(({ codes }) => (codes > 0 ? 'c' : 'float'))),
    gradient_booster: object({ model: booster, name: '"gbtree"' }),
    learner_model_param: JSON.stringify({ base_score: floatText(Math.fround(model.base)), boost_from_average: '0', num_class: '0', num_feature: String(input.features.length), num_target: '1' }),
    objective: JSON.stringify({ name: 'reg:squarederror', reg_loss_param: { scale_pos_weight: '1' } }),
  });
  return { json: object({ learner, version: '[2,1,0]' }), binned };
}

/** Ascending and different, of each feature. */
function thresholdsOf(nodes: readonly TreeNode[], width: number): number[][] {
  const thresholds = Array.from({ length: width }, () => new Set<number>());
  for (const { leaf, codes, feature, threshold } of nodes) if (!leaf && !codes && Number.isFinite(threshold)) thresholds[feature]?.add(threshold);
  return thresholds.map((set) => [...set].sort((a, b) => a - b));
}

/** The bin of a value, from 1; NaN stays NaN. */
export function binNumber(value: number, edges: readonly number[]): number {
  if (Number.isNaN(value)) return value;
  const above = edges.findIndex((edge) => value <= edge);
  return (above === -1 ? edges.length : above) + 1;
}

/** True where no row's value above an edge rounds to the float of the edge. */
function floatsSeparate(edges: readonly number[], values: Float64Array): boolean {
  if (edges.length === 0) return true;
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  let next = 0;
  for (const edge of edges) {
    while (next < sorted.length && (sorted[next] ?? 0) <= edge) next++;
    if (next < sorted.length && Math.fround(sorted[next] ?? 0) <= Math.fround(edge)) return false;
  }
  return sorted.every((value) => Number.isFinite(Math.fround(value)));
}

function conditionOf({ leaf, codes, threshold, value }: TreeNode, bins: readonly number[] | undefined): number {
  if (leaf) return Math.fround(value);
  if (codes) return 0;
  if (threshold === Infinity) return largestFloat;
  if (threshold === -Infinity) return -largestFloat;
  return bins ? bins.indexOf(threshold) + 1.5 : floatAbove(Math.fround(threshold));
}

/** The next float. */
export function floatAbove(value: number): number {
  if (value >= largestFloat) return largestFloat;
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value === 0 ? 0 : value);
  view.setInt32(0, view.getInt32(0) + (value < 0 ? -1 : 1));
  return view.getFloat32(0);
}

/** Nodes of each tree, level by level: XGBoost takes the right child to stand next after the left one. */
function groupByTree(nodes: readonly TreeNode[], count: number): TreeNode[][] {
  const trees = Array.from({ length: count }, (): TreeNode[] => []);
  for (const node of nodes) trees[node.tree]?.push(node);
  return trees.map(levelByLevel);
}

function levelByLevel(nodes: readonly TreeNode[]): TreeNode[] {
  const ordered: TreeNode[] = [];
  const waiting = nodes.slice(0, 1);
  for (const node of waiting) {
    const left = waiting.length;
    const sides = node.codes ? ([node.right, node.left] as const) : ([node.left, node.right] as const);
    if (!node.leaf) waiting.push(...[nodes[sides[0]], nodes[sides[1]]].filter((child) => child !== undefined));
    ordered.push(node.leaf ? { ...node, node: ordered.length } : { ...node, node: ordered.length, left, right: left + 1, missingLeft: node.codes !== null || node.missingLeft });
  }
  return ordered;
}

function treeJson(nodes: readonly TreeNode[], id: number, width: number, condition: (node: TreeNode) => number): string {
  const conditions = nodes.map(condition);
  const parents = nodes.map(() => noParent);
  for (const { leaf, node, left, right } of nodes) if (!leaf) parents[left] = parents[right] = node;
  const zeros = nodes.map(() => 0);
  const sets = nodes.flatMap(({ node, codes }) => (codes ? [{ node, codes }] : []));
  const before = sets.map((_, i) => sets.slice(0, i).reduce((total, { codes }) => total + codes.length, 0));
  return object({
    base_weights: floats(nodes.map(({ leaf }, i) => (leaf ? (conditions[i] ?? 0) : 0))),
    categories: JSON.stringify(sets.flatMap(({ codes }) => codes)),
    categories_nodes: JSON.stringify(sets.map(({ node }) => node)),
    categories_segments: JSON.stringify(before),
    categories_sizes: JSON.stringify(sets.map(({ codes }) => codes.length)),
    default_left: JSON.stringify(nodes.map(({ missingLeft }) => (missingLeft ? 1 : 0))),
    id: String(id),
    left_children: JSON.stringify(nodes.map(({ leaf, left }) => (leaf ? -1 : left))),
    loss_changes: floats(zeros),
    parents: JSON.stringify(parents),
    right_children: JSON.stringify(nodes.map(({ leaf, right }) => (leaf ? -1 : right))),
    split_conditions: floats(conditions),
    split_indices: JSON.stringify(nodes.map(({ feature }) => feature)),
    split_type: JSON.stringify(nodes.map(({ codes }) => (codes ? 1 : 0))),
    sum_hessian: floats(nodes.map(({ rows }) => rows)),
    tree_param: JSON.stringify({ num_deleted: '0', num_feature: String(width), num_nodes: String(nodes.length), size_leaf_vector: '1' }),
  });
}

/** Members are JSON text already. */
function object(members: Readonly<Record<string, string>>): string {
  return `{${Object.entries(members).map(([name, json]) => `"${name}":${json}`).join(',')}}`;
}

function floats(values: readonly number[]): string {
  return `[${values.map(floatText).join(',')}]`;
}

/** Nine digits name every float; XGBoost tells a float from an integer by its point or exponent. */
function floatText(value: number): string {
  const text = String(Number(value.toPrecision(9)));
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** XGBoost refuses these three characters in names. */
function safeName(name: string): string {
  return name.replaceAll('[', '(').replaceAll(']', ')').replaceAll('<', '‹');
}
