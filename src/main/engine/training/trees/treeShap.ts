/**
 * Exact path-dependent Shapley values of trees (Lundberg et al. 2020, "TreeSHAP"): a feature that is not known sends the
 * row down both sides of a split, weighted by the training rows that went there.
 *
 * The values are the same as those of their algorithm 2. The way is another: the sum over orders is Owen's (1972) integral
 * over the share t of known features, and along a path its integrand is a polynomial in t of a degree below the number of
 * different features there. Gauss-Legendre points integrate it exactly, every factor is positive, so nothing cancels, and
 * what a leaf owes to the path is added up on the way back as in Linear TreeSHAP (Yu et al. 2022).
 */
import { EngineError } from '@shared/contract/errors';
import { gaussLegendre, type QuadratureRule } from '@engine/math';
import { goesLeft, type FeatureMatrix, type TreeEnsemble } from './treeEnsemble';

export interface TreeShap {
  /** Mean answer of all trees over the rows they were grown on. */
  expected(): number;
  /** Adds each feature's share of the summed answer of all trees, for one row, to `shares`. */
  addShares(rows: FeatureMatrix, row: number, shares: Float64Array): void;
}

/** Trees with the row counts that the values are weighted by. */
export type CountedTrees = TreeEnsemble & { readonly cover: Int32Array };

/** Nothing is computed before it is asked for: most models are opened only to answer. */
export function openTreeShap(trees: CountedTrees, featureCount: number): TreeShap {
  let walker: Walker | null = null;
  let expected: number | null = null;
  return {
    expected: () => (expected ??= expectedAnswer(trees)),
    addShares: (rows, row, shares) => (walker ??= makeWalker(trees, featureCount)).walk(rows, row, shares),
  };
}

function makeWalker(trees: CountedTrees, featureCount: number): Walker {
  const { depth, different } = longestPaths(trees, featureCount);
  return new Walker(trees, featureCount, depth, gaussLegendre(Math.max(1, Math.ceil(different / 2))));
}

class Walker {
  private readonly points: Float64Array;
  private readonly weights: Float64Array;
  /** Product of the factors of the path so far, a line of points per depth. */
  private readonly products: Float64Array;
  /** What the leaves below owe, a line of points per depth. */
  private readonly owed: Float64Array;
  /** Of each feature on the path: share of the rows that went this way, and whether the explained row does too. */
  private readonly share: Float64Array;
  private readonly follows: Uint8Array;
  private values: Float64Array = new Float64Array(0);
  private start = 0;
  private shares: Float64Array = new Float64Array(0);

  constructor(
    private readonly trees: CountedTrees,
    featureCount: number,
    depth: number,
    rule: QuadratureRule,
  ) {
    this.points = rule.points;
    this.weights = rule.weights;
    this.products = new Float64Array((depth + 1) * rule.points.length).fill(1, 0, rule.points.length);
    this.owed = new Float64Array((depth + 1) * rule.points.length);
    this.share = new Float64Array(featureCount).fill(1);
    this.follows = new Uint8Array(featureCount).fill(1);
  }

  walk({ values, width }: FeatureMatrix, row: number, shares: Float64Array): void {
    this.values = values;
    this.start = row * width;
    this.shares = shares;
    for (const root of this.trees.roots) this.visit(root, 0);
  }

  private visit(node: number, line: number): void {
    const { owed, products, weights, trees } = this;
    const count = weights.length;
    const feature = trees.feature[node]!;
    if (feature < 0) {
      const value = trees.value[node]!;
      for (let q = 0; q < count; q++) owed[line + q] = value * products[line + q]! * weights[q]!;
      return;
    }
    for (let q = 0; q < count; q++) owed[line + q] = 0;
    const left = goesLeft(trees, node, this.values[this.start + feature]!);
    this.descend(node, node + 1, feature, left ? 1 : 0, line);
    this.descend(node, node + trees.right[node]!, feature, left ? 0 : 1, line);
  }

  /** A feature met before on the path keeps one factor: the new one takes the old one's place. */
  private descend(node: number, child: number, feature: number, goesThere: number, line: number): void {
    const { owed, products, points, share, follows } = this;
    const { cover } = this.trees;
    const rows = cover[child]!;
    const shareBefore = share[feature]!;
    const followsBefore = follows[feature]!;
    const shareNow = (shareBefore * rows) / cover[node]!;
    const followsNow = followsBefore & goesThere;
    // No training row and not the explained one either: whatever is known, nobody comes here.
    if (followsNow === 0 && rows === 0) return;
    const next = line + points.length;
    for (let q = 0; q < points.length; q++) {
      const t = points[q]!;
      products[next + q] = (products[line + q]! * (followsNow * t + (1 - t) * shareNow)) / (followsBefore * t + (1 - t) * shareBefore);
    }
    share[feature] = shareNow;
    follows[feature] = followsNow;
    this.visit(child, next);
    share[feature] = shareBefore;
    follows[feature] = followsBefore;
    let credit = 0;
    for (let q = 0; q < points.length; q++) {
      const t = points[q]!;
      const now = (followsNow - shareNow) / (followsNow * t + (1 - t) * shareNow);
      const before = (followsBefore - shareBefore) / (followsBefore * t + (1 - t) * shareBefore);
      credit += owed[next + q]! * (now - before);
      owed[line + q]! += owed[next + q]!;
    }
    this.shares[feature]! += credit;
  }
}

/** The longest path of any tree, and the most different features on one. */
function longestPaths({ roots, feature, right }: TreeEnsemble, featureCount: number): { depth: number; different: number } {
  const seen = new Int32Array(featureCount);
  let depth = 0;
  let different = 0;
  const visit = (node: number, level: number, distinct: number): void => {
    const split = feature[node]!;
    if (split < 0) {
      depth = Math.max(depth, level);
      different = Math.max(different, distinct);
      return;
    }
    const now = distinct + (seen[split] === 0 ? 1 : 0);
    seen[split]! += 1;
    visit(node + 1, level + 1, now);
    visit(node + right[node]!, level + 1, now);
    seen[split]! -= 1;
  };
  for (const root of roots) visit(root, 0, 0);
  return { depth, different };
}

function expectedAnswer({ roots, feature, right, value, cover }: CountedTrees): number {
  const meanBelow = (node: number): number => {
    if (feature[node]! < 0) return value[node]!;
    const [left, other] = [node + 1, node + right[node]!];
    if (cover[node] === 0) throw new EngineError('corrupt-store', 'The saved trees count no rows where they split. The model file was damaged; train the model again.');
    return (cover[left]! * meanBelow(left) + cover[other]! * meanBelow(other)) / cover[node]!;
  };
  return roots.reduce((total, root) => total + meanBelow(root), 0);
}
