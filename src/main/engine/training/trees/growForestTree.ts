/** One deep tree of a forest: the best split among a random subset of features, at the best threshold (Breiman 2001) or at one drawn at random (Geurts et al. 2006). */
import type { Random } from '@engine/math';
import type { BinEdges, BinnedRows } from './binning';
import type { TreeBuilder } from './treeEnsemble';

export interface ForestTreeSettings {
  readonly minLeafRows: number;
  /** Features tried at each split. */
  readonly featuresPerSplit: number;
  /** True: of each feature one bin edge is tried, drawn between the least and the most of the node. */
  readonly randomThresholds: boolean;
}

interface Split {
  feature: number;
  threshold: number;
  missingLeft: boolean;
  gain: number;
}

/** Rows below which clearing all bins would cost more than looking at the rows twice. */
const smallNode = 64;

export class ForestTreeGrower {
  private readonly order: Int32Array;
  private readonly moved: Int32Array;
  private readonly features: Int32Array;
  private readonly sums = new Float64Array(256);
  private readonly counts = new Int32Array(256);
  /** Targets of the node at work, parallel to `order`. */
  private readonly targets: Float64Array;
  /** 1 for features known to be constant in the node at work, and those features in the order they were found. */
  private readonly isConstant: Uint8Array;
  private readonly constants: number[] = [];

  constructor(
    private readonly rows: BinnedRows,
    private readonly edges: BinEdges,
    private readonly target: Float64Array,
    private readonly settings: ForestTreeSettings,
    mostRows: number,
  ) {
    this.order = new Int32Array(mostRows);
    this.moved = new Int32Array(mostRows);
    this.targets = new Float64Array(mostRows);
    this.isConstant = new Uint8Array(rows.width);
    this.features = Int32Array.from({ length: rows.width }, (_, feature) => feature);
  }

  /** `sample` may hold a row more than once. */
  grow(builder: TreeBuilder, sample: Int32Array, random: Random): void {
    this.order.set(sample);
    builder.startTree();
    this.growNode(builder, 0, sample.length, random);
  }

  private growNode(builder: TreeBuilder, start: number, end: number, random: Random): void {
    const { order, target, targets } = this;
    const rows = end - start;
    let sum = 0;
    let low = Infinity;
    let high = -Infinity;
    for (let i = start; i < end; i++) {
      const value = target[order[i]!]!;
      targets[i] = value;
      sum += value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const knownConstants = this.constants.length;
    const split = rows >= 2 * this.settings.minLeafRows && high > low ? this.findSplit(start, end, sum, random) : null;
    if (split) this.growChildren(builder, start, end, split, random);
    else builder.addLeaf(Math.fround(sum / rows), rows);
    // What is constant here is constant in all nodes below, and in no other for sure.
    while (this.constants.length > knownConstants) this.isConstant[this.constants.pop()!] = 0;
  }

  private growChildren(builder: TreeBuilder, start: number, end: number, split: Split, random: Random): void {
    const middle = this.partition(start, end, split);
    const node = builder.addSplit(split.feature, this.edges[split.feature]![split.threshold - 1] ?? Infinity, split.missingLeft, end - start);
    this.growNode(builder, start, middle, random);
    builder.startRight(node);
    this.growNode(builder, middle, end, random);
  }

  /** Draws the features to try; where none of them varies in this node, goes on until one does. */
  private findSplit(start: number, end: number, sum: number, random: Random): Split | null {
    const { features } = this;
    const best: Split = { feature: -1, threshold: 0, missingLeft: false, gain: 1e-9 };
    let varying = 0;
    for (let i = 0; i < features.length && (i < this.settings.featuresPerSplit || varying === 0); i++) {
      const j = i + random.integer(features.length - i);
      const feature = features[j]!;
      features[j] = features[i]!;
      features[i] = feature;
      if (this.tryFeature(feature, start, end, sum, best, random)) varying += 1;
    }
    return best.feature < 0 ? null : best;
  }

  /** False where the feature is constant in this node. */
  private tryFeature(feature: number, start: number, end: number, total: number, best: Split, random: Random): boolean {
    if (this.isConstant[feature] === 1) return false;
    const { sums, counts } = this;
    const range = end - start < smallNode ? this.addUpFew(feature, start, end) : this.addUpMany(feature, start, end);
    const lowest = range >> 8;
    const highest = range & 255;
    if (lowest === highest) {
      this.isConstant[feature] = 1;
      this.constants.push(feature);
      return false;
    }

    const { minLeafRows, randomThresholds } = this.settings;
    const rows = end - start;
    const parentScore = (total * total) / rows;
    const missingRows = lowest === 0 ? counts[0]! : 0;
    const missingSum = sums[0]!;
    const mostLeft = rows - minLeafRows;
    let leftSum = 0;
    let leftRows = 0;
    const first = Math.max(1, lowest);
    const last = missingRows > 0 ? highest : highest - 1;
    const drawn = randomThresholds ? first + random.integer(last - first + 1) : -1;
    for (let bin = first; bin <= last; bin++) {
      leftSum += sums[bin]!;
      leftRows += counts[bin]!;
      if (randomThresholds ? bin !== drawn : counts[bin] === 0) continue;
      // First with the missing values on the right, then on the left.
      for (let sumLeft = leftSum, countLeft = leftRows, missingLeft = false; ; sumLeft += missingSum, countLeft += missingRows, missingLeft = true) {
        if (countLeft >= minLeafRows && countLeft <= mostLeft) {
          const sumRight = total - sumLeft;
          const gain = (sumLeft * sumLeft) / countLeft + (sumRight * sumRight) / (rows - countLeft) - parentScore;
          if (gain > best.gain) {
            best.gain = gain;
            best.feature = feature;
            best.threshold = bin;
            best.missingLeft = missingRows > 0 ? missingLeft : countLeft > rows - countLeft;
          }
        }
        if (missingRows === 0 || missingLeft) break;
      }
    }
    return true;
  }

  /** Sums and counts of the bins in use; returns the lowest of them times 256 plus the highest. Most features are constant in few rows: that is found out first. */
  private addUpFew(feature: number, start: number, end: number): number {
    const { order, targets, sums, counts } = this;
    const { bins } = this.rows;
    const own = feature * this.rows.rows;
    let lowest = bins[own + order[start]!]!;
    let highest = lowest;
    for (let i = start + 1; i < end; i++) {
      const bin = bins[own + order[i]!]!;
      if (bin < lowest) lowest = bin;
      else if (bin > highest) highest = bin;
    }
    if (lowest !== highest) {
      for (let bin = lowest; bin <= highest; bin++) {
        sums[bin] = 0;
        counts[bin] = 0;
      }
      for (let i = start; i < end; i++) {
        const bin = bins[own + order[i]!]!;
        sums[bin]! += targets[i]!;
        counts[bin]! += 1;
      }
    }
    return lowest * 256 + highest;
  }

  /** The same for many rows, which are looked at once only. */
  private addUpMany(feature: number, start: number, end: number): number {
    const { order, targets, sums, counts } = this;
    const { bins } = this.rows;
    const own = feature * this.rows.rows;
    const binCount = this.edges[feature]!.length + 2;
    sums.fill(0, 0, binCount);
    counts.fill(0, 0, binCount);
    for (let i = start; i < end; i++) {
      const bin = bins[own + order[i]!]!;
      sums[bin]! += targets[i]!;
      counts[bin]! += 1;
    }
    let lowest = 0;
    while (counts[lowest] === 0) lowest++;
    let highest = binCount - 1;
    while (counts[highest] === 0) highest--;
    return lowest * 256 + highest;
  }

  private partition(start: number, end: number, split: Split): number {
    const { bins } = this.rows;
    const { order, moved } = this;
    const own = split.feature * this.rows.rows;
    let left = start;
    let right = 0;
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      const bin = bins[own + row]!;
      if (bin === 0 ? split.missingLeft : bin <= split.threshold) order[left++] = row;
      else moved[right++] = row;
    }
    order.set(moved.subarray(0, right), left);
    return left;
  }
}
