/** Trees in a model file: arrays in base64. Those of the first releases split on bins and are read with the edges of these. */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { fromBase64, toBase64 } from '../base64';
import type { TreeEnsemble } from './treeEnsemble';

/** Each array in base64. */
export const savedTreesSchema = z.object({
  roots: z.string(),
  /** 32-bit integers. */
  feature: z.string(),
  /** Floats. */
  threshold: z.string(),
  /** 32-bit integers; without splits by sets it is left out. */
  set: z.string().optional(),
  setStarts: z.string().optional(),
  setWords: z.string().optional(),
  missingLeft: z.string(),
  right: z.string(),
  value: z.string(),
  /** Left out on pages that only answer. */
  cover: z.string().optional(),
});
export type SavedTrees = z.infer<typeof savedTreesSchema>;

/** `feature` has 16 bits, `threshold` is a bin number of a byte: bin b holds the values above edge b - 2 and at most edge b - 1. */
export const savedBinTreesSchema = z.object({
  roots: z.string(),
  feature: z.string(),
  threshold: z.string(),
  missingLeft: z.string(),
  right: z.string(),
  value: z.string(),
  cover: z.string().optional(),
});
export type SavedBinTrees = z.infer<typeof savedBinTreesSchema>;

export function saveTrees(ensemble: TreeEnsemble): SavedTrees {
  const { roots, feature, threshold, set, missingLeft, right, value, cover, sets } = ensemble;
  if (!cover) throw new EngineError('internal', 'Trees that were not counted cannot be saved.');
  const hasSets = sets.starts.length > 1;
  return {
    roots: toBase64(roots),
    feature: toBase64(feature),
    threshold: toBase64(Float32Array.from(threshold)),
    ...(hasSets ? { set: toBase64(set), setStarts: toBase64(sets.starts), setWords: toBase64(sets.words) } : {}),
    missingLeft: toBase64(missingLeft),
    right: toBase64(right),
    value: toBase64(value),
    cover: toBase64(cover),
  };
}

/** Throws `corrupt-store` where the arrays do not belong together. */
export function restoreTrees(saved: SavedTrees): TreeEnsemble {
  const feature = new Int32Array(fromBase64(saved.feature, 4));
  return checked({
    roots: new Int32Array(fromBase64(saved.roots, 4)),
    feature,
    threshold: Float64Array.from(new Float32Array(fromBase64(saved.threshold, 4))),
    set: saved.set === undefined ? new Int32Array(feature.length).fill(-1) : new Int32Array(fromBase64(saved.set, 4)),
    missingLeft: new Uint8Array(fromBase64(saved.missingLeft, 1)),
    right: new Int32Array(fromBase64(saved.right, 4)),
    value: new Float32Array(fromBase64(saved.value, 4)),
    cover: saved.cover === undefined ? null : new Int32Array(fromBase64(saved.cover, 4)),
    sets: { starts: saved.setStarts === undefined ? Int32Array.of(0) : new Int32Array(fromBase64(saved.setStarts, 4)), words: saved.setWords === undefined ? new Uint32Array(0) : new Uint32Array(fromBase64(saved.setWords, 4)) },
  });
}

export function restoreBinTrees(saved: SavedBinTrees, edges: readonly (readonly number[])[]): TreeEnsemble {
  const feature = Int32Array.from(new Int16Array(fromBase64(saved.feature, 2)));
  const bins = new Uint8Array(fromBase64(saved.threshold, 1));
  return checked({
    roots: new Int32Array(fromBase64(saved.roots, 4)),
    feature,
    threshold: Float64Array.from(bins, (bin, node) => (feature[node]! < 0 ? 0 : bin === 0 ? -Infinity : (edges[feature[node]!]?.[bin - 1] ?? Infinity))),
    set: new Int32Array(feature.length).fill(-1),
    missingLeft: new Uint8Array(fromBase64(saved.missingLeft, 1)),
    right: new Int32Array(fromBase64(saved.right, 4)),
    value: new Float32Array(fromBase64(saved.value, 4)),
    cover: saved.cover === undefined ? null : new Int32Array(fromBase64(saved.cover, 4)),
    sets: { starts: Int32Array.of(0), words: new Uint32Array(0) },
  });
}

function checked(ensemble: TreeEnsemble): TreeEnsemble {
  const { feature, threshold, set, missingLeft, right, value, cover, roots, sets } = ensemble;
  const nodes = feature.length;
  const setCount = sets.starts.length - 1;
  const fits = [threshold, set, missingLeft, right, value, cover].every((array) => array === null || array.length === nodes);
  const staysInside = feature.every((split, node) => split < 0 || (right[node]! > 1 && node + right[node]! < nodes && set[node]! < setCount));
  const setsFit = sets.starts.every((start, i) => start >= 0 && start <= sets.words.length && (i === 0 || start >= sets.starts[i - 1]!));
  if (!fits || !staysInside || !setsFit || roots.some((root) => root < 0 || root >= nodes)) {
    throw new EngineError('corrupt-store', 'The saved trees do not fit together. The model file was damaged; train the model again.');
  }
  return ensemble;
}
