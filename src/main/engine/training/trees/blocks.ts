/** Where the features of a tree stand: rows of bytes in blocks of eight features, and a histogram for each feature. */
import type { BinnedColumns } from './binnedColumns';
import type { TreeMemory } from './treeMemory';

export const featuresInBlock = 8;
const bytesOfBin = 8;
/** Bins that the histograms of a block have room for, as powers of two: the kernel knows these. */
const capacities = [4, 6, 8] as const;

export interface BlockLayout {
  readonly blocks: number;
  /** Bytes of a row of bins. */
  readonly stride: number;
  /** Address of two numbers for each block: where its histograms start, and the capacity of each. */
  readonly table: number;
  /** Address of four numbers for each feature: where its histogram starts, its bins or 0 where it is a category, its direction, nothing. */
  readonly featureTable: number;
  /** Of all histograms of a leaf. */
  readonly histogramBytes: number;
  /** Features in ascending order, with the start of their histograms and their place in a row. */
  readonly features: readonly { readonly feature: number; readonly histogram: number; readonly slot: number }[];
}

/** Features with few bins share blocks, so that a hundred flags take little room. */
export function layBlocks(memory: TreeMemory, table: number, featureTable: number, { columns }: BinnedColumns, chosen: Int32Array, directions: Int8Array): BlockLayout {
  const capacityOf = (feature: number): number => capacities.find((bits) => 2 ** bits >= columns[feature]!.bins)!;
  const sorted = Array.from(chosen).sort((a, b) => capacityOf(b) - capacityOf(a) || a - b);
  const blocks = Math.ceil(sorted.length / featuresInBlock);
  const features: { feature: number; histogram: number; slot: number }[] = [];
  const numbers = memory.integers(table, 2 * blocks);
  let start = 0;
  for (let block = 0; block < blocks; block++) {
    const members = sorted.slice(block * featuresInBlock, (block + 1) * featuresInBlock);
    const bits = capacityOf(members[0]!);
    numbers[2 * block] = start;
    numbers[2 * block + 1] = bits;
    members.forEach((feature, i) => features.push({ feature, histogram: start + i * 2 ** bits * bytesOfBin, slot: block * featuresInBlock + i }));
    start += featuresInBlock * 2 ** bits * bytesOfBin;
  }
  features.sort((a, b) => a.feature - b.feature);
  const entries = memory.integers(featureTable, 4 * features.length);
  features.forEach(({ feature, histogram }, place) => entries.set([histogram, columns[feature]!.categories ? 0 : columns[feature]!.bins, directions[feature]!, 0], 4 * place));
  return { blocks, stride: blocks * featuresInBlock, table, featureTable, histogramBytes: start, features };
}
