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

export class ForestTreeGrower {
  private readonly order: Int32Array;
  private readonly moved: Int32Array;
  private readonly features: Int32Array;
  private readonly sums = new Float64Array(256);
  private readonly counts = new Int32Array(256);

  constructor(
    private readonly rows: BinnedRows,
    private readonly edges: BinEdges,
    private readonly target: Float64Array,
    private readonly settings: ForestTreeSettings,
    mostRows: number,
  ) {
    this.order = new Int32Array(mostRows);
    this.moved = new Int32Array(mostRows);
    this.features = Int32Array.from({ length: rows.width }, (_, feature) => feature);
  }

  /** `sample` may hold a row more than once. */
  grow(builder: TreeBuilder, sample: Int32Array, random: Random): void {
    this.order.set(sample);
    builder.startTree();
    this.growNode(builder, 0, sample.length, random);
  }

  private growNode(builder: TreeBuilder, start: number, end: number, random: Random): void {
    const { order, target } = this;
    const rows = end - start;
    let sum = 0;
    let low = Infinity;
    let high = -Infinity;
    for (let i = start; i < end; i++) {
      const value = target[order[i]!]!;
      sum += value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const split = rows >= 2 * this.settings.minLeafRows && high > low ? this.findSplit(start, end, sum, random) : null;
    if (!split) {
      builder.addLeaf(Math.fround(sum / rows), rows);
      return;
    }
    const middle = this.partition(start, end, split);
    const node = builder.addSplit(split.feature, this.edges[split.feature]![split.threshold - 1] ?? Infinity, split.missingLeft, rows);
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
    const { bins } = this.rows;
    const { order, target, sums, counts } = this;
    const own = feature * this.rows.rows;
    // Most features are constant in a small node: found out before anything is added up.
    let lowest = bins[own + order[start]!]!;
    let highest = lowest;
    for (let i = start + 1; i < end; i++) {
      const bin = bins[own + order[i]!]!;
      if (bin < lowest) lowest = bin;
      else if (bin > highest) highest = bin;
    }
    if (lowest === highest) return false;
    sums[0] = 0;
    counts[0] = 0;
    for (let bin = lowest; bin <= highest; bin++) {
      sums[bin] = 0;
      counts[bin] = 0;
    }
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      const bin = bins[own + row]!;
      sums[bin]! += target[row]!;
      counts[bin]! += 1;
    }

    const { minLeafRows, randomThresholds } = this.settings;
    const rows = end - start;
    const parentScore = (total * total) / rows;
    const missingRows = counts[0]!;
    const missingSum = sums[0]!;
    let leftSum = 0;
    let leftRows = 0;
    const first = Math.max(1, lowest);
    const last = missingRows > 0 ? highest : highest - 1;
    const drawn = randomThresholds ? first + random.integer(last - first + 1) : -1;
    for (let bin = first; bin <= last; bin++) {
      leftSum += sums[bin]!;
      leftRows += counts[bin]!;
      if (randomThresholds ? bin !== drawn : counts[bin] === 0) continue;
      consider(leftSum, leftRows, false, bin);
      if (missingRows > 0) consider(leftSum + missingSum, leftRows + missingRows, true, bin);
    }
    return true;

    function consider(sumLeft: number, countLeft: number, missingLeft: boolean, bin: number): void {
      const countRight = rows - countLeft;
      if (countLeft < minLeafRows || countRight < minLeafRows) return;
      const sumRight = total - sumLeft;
      const gain = (sumLeft * sumLeft) / countLeft + (sumRight * sumRight) / countRight - parentScore;
      if (gain <= best.gain) return;
      best.gain = gain;
      best.feature = feature;
      best.threshold = bin;
      best.missingLeft = missingRows > 0 ? missingLeft : countLeft > countRight;
    }
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
