/** The ways of some rows through trees, remembered: rows in which a few features change walk only the trees whose splits met these. */
import { goesLeft, type FeatureMatrix, type TreeEnsemble } from '../trees/treeEnsemble';

export interface TreePaths {
  /** Adds weight * answer of every tree to `totals`, tree by tree in order; row i of the matrix is remembered row `rows[i]`, another in `places` only. */
  addChanged(matrix: FeatureMatrix, rows: Int32Array, places: readonly number[], totals: Float64Array): void;
}

export function rememberPaths(trees: TreeEnsemble, matrix: FeatureMatrix, weight: number): TreePaths {
  const { roots, value } = trees;
  const count = roots.length;
  const added = new Float64Array(matrix.rows * count);
  /** Features that a row met in a tree: of each 32 features a list of bits, row by row and tree by tree. */
  const met = Array.from({ length: Math.ceil(matrix.width / 32) }, () => new Uint32Array(matrix.rows * count));
  for (let row = 0, at = 0; row < matrix.rows; row++) {
    for (let tree = 0; tree < count; tree++, at++) added[at] = weight * value[walk(trees, roots[tree]!, matrix.values, row * matrix.width, (feature) => (met[feature >> 5]![at]! |= 1 << (feature & 31)))]!;
  }

  return {
    addChanged({ values, width }, rows, places, totals) {
      const asked = new Uint32Array(met.length);
      for (const place of places) asked[place >> 5]! |= 1 << (place & 31);
      const meets = new Uint32Array(count);
      for (let i = 0; i < rows.length; i++) {
        const first = rows[i]! * count;
        meets.fill(0);
        for (let word = 0; word < asked.length; word++) if (asked[word] !== 0) markMet(meets, met[word]!, first, asked[word]!);
        let total = totals[i]!;
        for (let tree = 0; tree < count; tree++) total += meets[tree] === 0 ? added[first + tree]! : weight * value[walk(trees, roots[tree]!, values, i * width, null)]!;
        totals[i] = total;
      }
    },
  };
}

function markMet(meets: Uint32Array, met: Uint32Array, first: number, asked: number): void {
  for (let tree = 0; tree < meets.length; tree++) meets[tree]! |= met[first + tree]! & asked;
}

/** The leaf a row falls into; `meet` is told of each split on its way. */
function walk(trees: TreeEnsemble, root: number, values: Float64Array, start: number, meet: ((feature: number) => void) | null): number {
  const { feature, threshold, set, right } = trees;
  let node = root;
  for (let split = feature[node]!; split >= 0; split = feature[node]!) {
    if (meet) meet(split);
    const value = values[start + split]!;
    const left = set[node]! < 0 && !Number.isNaN(value) ? value <= threshold[node]! : goesLeft(trees, node, value);
    node += left ? 1 : right[node]!;
  }
  return node;
}
