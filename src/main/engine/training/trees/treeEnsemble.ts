/** Many regression trees in flat arrays: building them node by node, adding up their answers. */
import type { FinishedColumn } from '../features/featureKind';

export interface TreeEnsemble {
  /** First node of each tree. */
  readonly roots: Int32Array;
  /** Feature a node splits on, -1 for a leaf. */
  readonly feature: Int32Array;
  /** Values of at most this go left: floats in models of today, doubles in those from before; 0 in leaves and splits by a set. */
  readonly threshold: Float64Array;
  /** Set of category codes that go left, -1 where the node has a threshold. */
  readonly set: Int32Array;
  /** 1 where missing values go left; codes that are in no set go right. */
  readonly missingLeft: Uint8Array;
  /** Right child, as distance from the node; the left child is the next node. */
  readonly right: Int32Array;
  /** Answer of a leaf; 0 in inner nodes. */
  readonly value: Float32Array;
  /** Training rows that reached a node; null in models saved before they were counted. */
  readonly cover: Int32Array | null;
  readonly sets: CodeSets;
}

/** Sets of codes as bits: code c of set s is bit c % 32 of word starts[s] + c / 32. */
export interface CodeSets {
  /** One more than there are sets. */
  readonly starts: Int32Array;
  readonly words: Uint32Array;
}

/** Rows of feature values, side by side; NaN where missing. */
export interface FeatureMatrix {
  /** Row-major, rows x width. */
  readonly values: Float64Array;
  readonly rows: number;
  readonly width: number;
}

export function featureMatrix(features: readonly FinishedColumn[], rows: number): FeatureMatrix {
  const width = features.length;
  const values = new Float64Array(rows * width);
  features.forEach((feature, column) => {
    for (let row = 0, at = column; row < rows; row++, at += width) values[at] = feature[row]!;
  });
  return { values, rows, width };
}

export function goesLeft({ threshold, set, missingLeft, sets }: TreeEnsemble, node: number, value: number): boolean {
  if (Number.isNaN(value)) return missingLeft[node] === 1;
  const which = set[node]!;
  return which < 0 ? value <= threshold[node]! : hasCode(sets, which, value);
}

function hasCode({ starts, words }: CodeSets, which: number, code: number): boolean {
  const at = starts[which]! + (code >> 5);
  return code >= 0 && at < starts[which + 1]! && ((words[at]! >>> (code & 31)) & 1) === 1;
}

/** Codes of a set, ascending. */
export function codesOf({ starts, words }: CodeSets, which: number): number[] {
  const codes: number[] = [];
  for (let at = starts[which]!; at < starts[which + 1]!; at++) {
    for (let bit = 0; bit < 32; bit++) if ((words[at]! >>> bit) & 1) codes.push((at - starts[which]!) * 32 + bit);
  }
  return codes;
}

/** Collects nodes in preorder while a tree grows. */
export class TreeBuilder {
  private readonly roots: number[] = [];
  private readonly feature: number[] = [];
  private readonly threshold: number[] = [];
  private readonly set: number[] = [];
  private readonly missingLeft: number[] = [];
  private readonly right: number[] = [];
  private readonly value: number[] = [];
  private readonly cover: number[] = [];
  private readonly setStarts: number[] = [0];
  private readonly setWords: number[] = [];

  startTree(): void {
    this.roots.push(this.feature.length);
  }

  addLeaf(value: number, rows: number): void {
    this.push(-1, 0, -1, 0, value, rows);
  }

  /** Returns the node, to be closed by `startRight` when its left side is complete. */
  addSplit(feature: number, threshold: number, missingLeft: boolean, rows: number): number {
    return this.push(feature, threshold, -1, missingLeft ? 1 : 0, 0, rows);
  }

  /** The same for a split by a set of codes; missing values go right. */
  addSetSplit(feature: number, codes: readonly number[], rows: number): number {
    const start = this.setWords.length;
    for (const code of codes) {
      while (this.setWords.length <= start + (code >> 5)) this.setWords.push(0);
      this.setWords[start + (code >> 5)]! |= 1 << (code & 31);
    }
    this.setStarts.push(this.setWords.length);
    return this.push(feature, 0, this.setStarts.length - 2, 0, 0, rows);
  }

  startRight(node: number): void {
    this.right[node] = this.feature.length - node;
  }

  /** Forgets trees beyond the first ones. */
  keepTrees(count: number): void {
    const end = this.roots[count];
    if (end === undefined) return;
    this.roots.length = count;
    for (const list of [this.feature, this.threshold, this.set, this.missingLeft, this.right, this.value, this.cover]) list.length = end;
    const sets = this.set.reduce((most, which) => Math.max(most, which + 1), 0);
    this.setStarts.length = sets + 1;
    this.setWords.length = this.setStarts[sets]!;
  }

  /** The tree grown last, alone. */
  lastTree(): TreeEnsemble {
    return this.slice(this.roots[this.roots.length - 1] ?? 0);
  }

  build(): TreeEnsemble {
    return this.slice(0);
  }

  private slice(from: number): TreeEnsemble {
    return {
      roots: Int32Array.from(this.roots.filter((root) => root >= from), (root) => root - from),
      feature: Int32Array.from(this.feature.slice(from)),
      threshold: Float64Array.from(this.threshold.slice(from)),
      set: Int32Array.from(this.set.slice(from)),
      missingLeft: Uint8Array.from(this.missingLeft.slice(from)),
      right: Int32Array.from(this.right.slice(from)),
      value: Float32Array.from(this.value.slice(from)),
      cover: Int32Array.from(this.cover.slice(from)),
      sets: { starts: Int32Array.from(this.setStarts), words: Uint32Array.from(this.setWords) },
    };
  }

  private push(feature: number, threshold: number, set: number, missingLeft: number, value: number, rows: number): number {
    this.feature.push(feature);
    this.threshold.push(threshold);
    this.set.push(set);
    this.missingLeft.push(missingLeft);
    this.right.push(0);
    this.value.push(value);
    this.cover.push(rows);
    return this.feature.length - 1;
  }
}

/** The trees of all of them, in order. */
export function joinEnsembles(ensembles: readonly TreeEnsemble[]): TreeEnsemble {
  const [first] = ensembles;
  if (ensembles.length === 1 && first) return first;
  const all = <T>(of: (ensemble: TreeEnsemble, nodesBefore: number, setsBefore: number, wordsBefore: number) => Iterable<T>): T[] => {
    const joined: T[] = [];
    let [nodes, sets, words] = [0, 0, 0];
    for (const ensemble of ensembles) {
      for (const value of of(ensemble, nodes, sets, words)) joined.push(value);
      nodes += ensemble.feature.length;
      sets += ensemble.sets.starts.length - 1;
      words += ensemble.sets.words.length;
    }
    return joined;
  };
  return {
    roots: Int32Array.from(all(({ roots }, nodes) => roots.map((root) => root + nodes))),
    feature: Int32Array.from(all(({ feature }) => feature)),
    threshold: Float64Array.from(all(({ threshold }) => threshold)),
    set: Int32Array.from(all(({ set }, _nodes, sets) => set.map((which) => (which < 0 ? which : which + sets)))),
    missingLeft: Uint8Array.from(all(({ missingLeft }) => missingLeft)),
    right: Int32Array.from(all(({ right }) => right)),
    value: Float32Array.from(all(({ value }) => value)),
    cover: ensembles.every(({ cover }) => cover) ? Int32Array.from(all(({ cover }) => cover ?? [])) : null,
    sets: { starts: Int32Array.from([...all(({ sets }, _nodes, _sets, words) => sets.starts.slice(0, -1).map((start) => start + words)), all(({ sets }) => sets.words).length]), words: Uint32Array.from(all(({ sets }) => sets.words)) },
  };
}

/** Cells that stay near the processor while all trees pass over them. */
const cellsAtOnce = 8192;

/** Adds weight * answer of every tree to `totals`, tree by tree in order. */
export function addPredictions(ensemble: TreeEnsemble, matrix: FeatureMatrix, totals: Float64Array, weight = 1): void {
  const rowsAtOnce = Math.max(16, Math.floor(cellsAtOnce / Math.max(1, matrix.width)));
  for (let from = 0; from < matrix.rows; from += rowsAtOnce) addToRows(ensemble, matrix, totals, weight, from, Math.min(matrix.rows, from + rowsAtOnce));
}

/** What one tree of the ensemble answers by itself, a value per row. */
export function answersOfTree(ensemble: TreeEnsemble, tree: number, matrix: FeatureMatrix): Float64Array {
  const answers = new Float64Array(matrix.rows);
  addPredictions({ ...ensemble, roots: ensemble.roots.subarray(tree, tree + 1) }, matrix, answers);
  return answers;
}

function addToRows(ensemble: TreeEnsemble, { values, width }: FeatureMatrix, totals: Float64Array, weight: number, from: number, to: number): void {
  const { feature, threshold, set, missingLeft, right, value, sets } = ensemble;
  for (const root of ensemble.roots) {
    for (let row = from, start = from * width; row < to; row++, start += width) {
      let node = root;
      for (let split = feature[node]!; split >= 0; split = feature[node]!) {
        const at = values[start + split]!;
        const which = set[node]!;
        // Spelled out: this is the inner loop of scoring.
        const left = at !== at ? missingLeft[node] === 1 : which < 0 ? at <= threshold[node]! : hasCode(sets, which, at);
        node += left ? 1 : right[node]!;
      }
      totals[row]! += weight * value[node]!;
    }
  }
}
