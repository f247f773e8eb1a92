/** Numbers to at most 255 bins of one byte: bin 0 is "missing", the others are ranges of the training values. */
import { createRandom, sortedNumbers } from '@engine/math';
import type { FeatureColumns } from '../features/featureKind';

/** Upper edges of the bins 1, 2, ... of each feature; the last bin has none. A value equal to an edge lies below it. */
export type BinEdges = readonly Float64Array[];

export interface BinnedRows {
  /** Row-major, rows x features. */
  readonly bins: Uint8Array;
  readonly rows: number;
  readonly width: number;
}

/** Rows looked at to place the edges. */
const sampleRows = 50_000;

export function fitBinEdges(features: FeatureColumns, mostBins: number, seed: number): BinEdges {
  return features.map((feature) => edgesOf(sampled(feature, seed), mostBins));
}

function sampled(feature: Float64Array, seed: number): Float64Array {
  if (feature.length <= sampleRows) return feature;
  const random = createRandom(seed);
  return Float64Array.from({ length: sampleRows }, () => feature[random.integer(feature.length)]!);
}

function edgesOf(feature: Float64Array, mostBins: number): Float64Array {
  const sorted = sortedNumbers(feature);
  const distinct: number[] = [];
  const upTo: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]!);
    upTo[distinct.length - 1] = i + 1;
  }
  const edges: number[] = [];
  let filledTo = 0;
  for (let i = 0; i + 1 < distinct.length; i++) {
    const enough = distinct.length <= mostBins || (upTo[i]! - filledTo) * (mostBins - edges.length) >= sorted.length - filledTo;
    if (!enough) continue;
    if (edges.length === mostBins - 1) break;
    filledTo = upTo[i]!;
    edges.push(midpoint(distinct[i]!, distinct[i + 1]!));
  }
  return Float64Array.from(edges);
}

function midpoint(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  // Neighbouring doubles, or an infinite neighbour, have no number between them that separates.
  return middle < high && Number.isFinite(middle) ? middle : low;
}

export function binRows(features: FeatureColumns, edges: BinEdges, rows: number): BinnedRows {
  const width = features.length;
  const bins = new Uint8Array(rows * width);
  features.forEach((feature, column) => {
    const columnEdges = edges[column]!;
    for (let row = 0, at = column; row < rows; row++, at += width) bins[at] = binOf(feature[row]!, columnEdges);
  });
  return { bins, rows, width };
}

function binOf(value: number, edges: Float64Array): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}

/** Where each feature's bins start in one long histogram; the last entry is its length. */
export function binOffsets(edges: BinEdges): Int32Array {
  const offsets = new Int32Array(edges.length + 1);
  edges.forEach((columnEdges, column) => (offsets[column + 1] = offsets[column]! + columnEdges.length + 2));
  return offsets;
}
