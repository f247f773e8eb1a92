/** Small readers of our own for models written as XGBoost JSON and LightGBM text: they answer as those tools do. */
import { expect } from 'vitest';
import { z } from 'zod';

const treeSchema = z.object({
  split_indices: z.array(z.number()),
  split_conditions: z.array(z.number()),
  split_type: z.array(z.number()),
  default_left: z.array(z.number()),
  left_children: z.array(z.number()),
  right_children: z.array(z.number()),
  categories: z.array(z.number()),
  categories_nodes: z.array(z.number()),
  categories_segments: z.array(z.number()),
  categories_sizes: z.array(z.number()),
});
const bookSchema = z.object({
  learner: z.object({ feature_names: z.array(z.string()), feature_types: z.array(z.string()), gradient_booster: z.object({ model: z.object({ trees: z.array(treeSchema) }) }), learner_model_param: z.object({ base_score: z.string() }) }),
});
export type XgboostBook = z.infer<typeof bookSchema>;

export function readXgboost(json: string): XgboostBook {
  return bookSchema.parse(JSON.parse(json));
}

/** As XGBoost walks: floats, "less than", codes of the set to the right, the right child next after the left one. */
export function scoreXgboost({ learner }: XgboostBook, row: readonly number[]): number {
  let total = Number(learner.learner_model_param.base_score);
  for (const tree of learner.gradient_booster.model.trees) {
    let node = 0;
    while (tree.left_children[node] !== -1) {
      const value = Math.fround(row[tree.split_indices[node]!]!);
      const set = tree.categories_nodes.indexOf(node);
      expect(tree.split_type[node]).toBe(set === -1 ? 0 : 1);
      const codes = tree.categories.slice(tree.categories_segments[set], tree.categories_segments[set]! + tree.categories_sizes[set]!);
      const goesLeft = Number.isNaN(value) ? tree.default_left[node] === 1 : set === -1 ? value < tree.split_conditions[node]! : !codes.includes(value);
      expect(tree.right_children[node]).toBe(tree.left_children[node]! + 1);
      node = tree.left_children[node]! + (goesLeft ? 0 : 1);
    }
    total += tree.split_conditions[node]!;
  }
  return total;
}

export type LightgbmTree = ReadonlyMap<string, readonly number[]>;

export function readLightgbm(text: string): LightgbmTree[] {
  return text
    .split(/^Tree=\d+\n/m)
    .slice(1)
    .map((block) => new Map(block.split('\n').filter((line) => line.includes('=')).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).split(' ').map(Number)])));
}

/** As LightGBM walks (Tree::NumericalDecision, Tree::CategoricalDecision): doubles, "at most", bits of words to the left. */
export function scoreLightgbm(trees: readonly LightgbmTree[], row: readonly number[]): number {
  let total = 0;
  for (const tree of trees) {
    let node = tree.get('num_leaves')![0] === 1 ? -1 : 0;
    while (node >= 0) {
      const value = row[tree.get('split_feature')![node]!]!;
      const decision = tree.get('decision_type')![node]!;
      const threshold = tree.get('threshold')![node]!;
      const left = (decision & 1) === 1 ? hasBit(tree, threshold, value) : Number.isNaN(value) ? decision === 10 : value <= threshold;
      node = tree.get(left ? 'left_child' : 'right_child')![node]!;
    }
    total += tree.get('leaf_value')![-node - 1]!;
  }
  return total;
}

function hasBit(tree: LightgbmTree, set: number, value: number): boolean {
  if (Number.isNaN(value) || value < 0) return false;
  const [start, end] = tree.get('cat_boundaries')!.slice(set);
  const words = tree.get('cat_threshold')!.slice(start, end);
  return (((words[value >> 5] ?? 0) >>> (value & 31)) & 1) === 1;
}
