/** Many regression trees in flat arrays: growing them node by node, adding up their answers, saving them exactly. */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { fromBase64, toBase64 } from '../base64';
import type { BinnedRows } from './binning';

export interface TreeEnsemble {
  /** First node of each tree. */
  readonly roots: Int32Array;
  /** Feature a node splits on, -1 for a leaf. */
  readonly feature: Int16Array;
  /** Rows whose bin is at most this go left. */
  readonly threshold: Uint8Array;
  /** 1 where missing values go left. */
  readonly missingLeft: Uint8Array;
  /** Right child, as distance from the node; the left child is the next node. */
  readonly right: Int32Array;
  /** Answer of a leaf; 0 in inner nodes. */
  readonly value: Float32Array;
  /** Training rows that reached a node; null in models saved before they were counted. */
  readonly cover: Int32Array | null;
}

/** Collects nodes in preorder while a tree grows. */
export class TreeBuilder {
  private readonly roots: number[] = [];
  private readonly feature: number[] = [];
  private readonly threshold: number[] = [];
  private readonly missingLeft: number[] = [];
  private readonly right: number[] = [];
  private readonly value: number[] = [];
  private readonly cover: number[] = [];

  startTree(): void {
    this.roots.push(this.feature.length);
  }

  addLeaf(value: number, rows: number): void {
    this.push(-1, 0, 0, value, rows);
  }

  /** Returns the node, to be closed by `startRight` when its left side is complete. */
  addSplit(feature: number, threshold: number, missingLeft: boolean, rows: number): number {
    this.push(feature, threshold, missingLeft ? 1 : 0, 0, rows);
    return this.feature.length - 1;
  }

  startRight(node: number): void {
    this.right[node] = this.feature.length - node;
  }

  /** Adds the answer of the tree grown last to `totals` of the given rows. */
  addLastTree(rows: BinnedRows, which: Int32Array, totals: Float64Array): void {
    const root = this.roots[this.roots.length - 1] ?? 0;
    const { feature, threshold, missingLeft, right } = this;
    const { bins, width } = rows;
    for (const row of which) {
      let node = root;
      for (let split = feature[node]!; split >= 0; split = feature[node]!) {
        const bin = bins[row * width + split]!;
        const goLeft = bin === 0 ? missingLeft[node] === 1 : bin <= threshold[node]!;
        node += goLeft ? 1 : right[node]!;
      }
      totals[row]! += this.value[node]!;
    }
  }

  build(): TreeEnsemble {
    return {
      roots: Int32Array.from(this.roots),
      feature: Int16Array.from(this.feature),
      threshold: Uint8Array.from(this.threshold),
      missingLeft: Uint8Array.from(this.missingLeft),
      right: Int32Array.from(this.right),
      value: Float32Array.from(this.value),
      cover: Int32Array.from(this.cover),
    };
  }

  private push(feature: number, threshold: number, missingLeft: number, value: number, rows: number): void {
    this.feature.push(feature);
    this.threshold.push(threshold);
    this.missingLeft.push(missingLeft);
    this.right.push(0);
    this.value.push(value);
    this.cover.push(rows);
  }
}

/** Adds weight * answer of every tree to `totals`, tree by tree in order. */
export function addPredictions(ensemble: TreeEnsemble, rows: BinnedRows, totals: Float64Array, weight = 1): void {
  const { feature, threshold, missingLeft, right, value } = ensemble;
  const { bins, width } = rows;
  for (const root of ensemble.roots) {
    for (let row = 0, start = 0; row < rows.rows; row++, start += width) {
      let node = root;
      for (let split = feature[node]!; split >= 0; split = feature[node]!) {
        const bin = bins[start + split]!;
        const goLeft = bin === 0 ? missingLeft[node] === 1 : bin <= threshold[node]!;
        node += goLeft ? 1 : right[node]!;
      }
      totals[row]! += weight * value[node]!;
    }
  }
}

/** Each array in base64. */
export const savedTreesSchema = z.object({
  roots: z.string(),
  feature: z.string(),
  threshold: z.string(),
  missingLeft: z.string(),
  right: z.string(),
  value: z.string(),
  cover: z.string().optional(),
});
export type SavedTrees = z.infer<typeof savedTreesSchema>;

export function saveTrees(ensemble: TreeEnsemble): SavedTrees {
  return {
    roots: toBase64(ensemble.roots),
    feature: toBase64(ensemble.feature),
    threshold: toBase64(ensemble.threshold),
    missingLeft: toBase64(ensemble.missingLeft),
    right: toBase64(ensemble.right),
    value: toBase64(ensemble.value),
    ...(ensemble.cover && { cover: toBase64(ensemble.cover) }),
  };
}

/** Throws `corrupt-store` where the arrays do not belong together. */
export function restoreTrees(saved: SavedTrees): TreeEnsemble {
  const ensemble: TreeEnsemble = {
    roots: new Int32Array(fromBase64(saved.roots, 4)),
    feature: new Int16Array(fromBase64(saved.feature, 2)),
    threshold: new Uint8Array(fromBase64(saved.threshold, 1)),
    missingLeft: new Uint8Array(fromBase64(saved.missingLeft, 1)),
    right: new Int32Array(fromBase64(saved.right, 4)),
    value: new Float32Array(fromBase64(saved.value, 4)),
    cover: saved.cover === undefined ? null : new Int32Array(fromBase64(saved.cover, 4)),
  };
  const nodes = ensemble.feature.length;
  const fits = [ensemble.threshold, ensemble.missingLeft, ensemble.right, ensemble.value, ensemble.cover].every((array) => array === null || array.length === nodes);
  const staysInside = ensemble.feature.every((split, node) => split < 0 || (ensemble.right[node]! > 1 && node + ensemble.right[node]! < nodes));
  if (!fits || !staysInside || ensemble.roots.some((root) => root >= nodes)) {
    throw new EngineError('corrupt-store', 'The saved trees do not fit together. The model file was damaged; train the model again.');
  }
  return ensemble;
}
