/**
 * One tree for gradient boosting with squared error: histograms of 256 bins, leaf-wise growth, parent minus sibling
 * (Ke et al. 2017, LightGBM). Row-major bins; rows of a leaf stay together in one index array.
 */
import type { Random } from '@engine/math';
import type { BinnedRows } from './binning';
import type { TreeBuilder } from './treeEnsemble';

export interface BoostedTreeSettings {
  readonly leaves: number;
  readonly minLeafRows: number;
  /** Ridge penalty on leaf values, in rows. */
  readonly penalty: number;
  readonly learningRate: number;
  /** Share of the features a tree may split on. */
  readonly featureShare: number;
}

interface Leaf {
  start: number;
  end: number;
  sum: number;
  /** Sum and count of each bin, interleaved. */
  histogram: Float64Array;
  gain: number;
  feature: number;
  threshold: number;
  missingLeft: boolean;
  left: Leaf | null;
  right: Leaf | null;
}

/** Grows trees on the same rows one after the other; buffers are reused. */
export class BoostedTreeGrower {
  private readonly order: Int32Array;
  private readonly moved: Int32Array;
  private readonly spareHistograms: Float64Array[] = [];
  private features: Int32Array;
  /** Where each chosen feature's bins start in a histogram. */
  private starts: Int32Array;
  private chosenBins: Uint8Array;

  constructor(
    private readonly rows: BinnedRows,
    private readonly offsets: Int32Array,
    private readonly settings: BoostedTreeSettings,
  ) {
    this.order = new Int32Array(rows.rows);
    this.moved = new Int32Array(rows.rows);
    this.features = Int32Array.from({ length: rows.width }, (_, feature) => feature);
    this.starts = this.features.map((feature) => 2 * offsets[feature]!);
    this.chosenBins = rows.bins;
  }

  /**
   * Fits the residuals of the sampled rows, writes the tree, and adds its answer to `fitted` of those rows.
   * `sample` holds row numbers in ascending order. `answerOf` gives a leaf's answer from its rows before the learning rate;
   * without it the answer is their mean residual, shrunk by the penalty.
   */
  grow(builder: TreeBuilder, residuals: Float64Array, sample: Int32Array, fitted: Float64Array, random: Random, answerOf?: (rows: Int32Array) => number): void {
    this.order.set(sample);
    builder.startTree();
    this.features = this.chooseFeatures(random);
    this.starts = this.features.map((feature) => 2 * this.offsets[feature]!);
    this.chosenBins = this.gatherBins(sample);
    const root = this.makeLeaf(0, sample.length, this.buildHistogram(0, sample.length, residuals));
    const open = [root];
    for (let count = 1; count < this.settings.leaves; count++) {
      let best = -1;
      for (let i = 0; i < open.length; i++) if (open[i]!.feature >= 0 && (best < 0 || open[i]!.gain > open[best]!.gain)) best = i;
      if (best < 0) break;
      const [left, right] = this.split(open[best]!, residuals);
      open[best] = left;
      open.push(right);
    }
    for (const leaf of open) this.spareHistograms.push(leaf.histogram);
    this.write(builder, root, fitted, answerOf);
  }

  private chooseFeatures(random: Random): Int32Array {
    const { width } = this.rows;
    const count = Math.max(1, Math.round(width * this.settings.featureShare));
    if (count >= width) return Int32Array.from({ length: width }, (_, feature) => feature);
    const chosen = Int32Array.from({ length: width }, (_, feature) => feature);
    for (let i = 0; i < count; i++) {
      const j = i + random.integer(width - i);
      const kept = chosen[i]!;
      chosen[i] = chosen[j]!;
      chosen[j] = kept;
    }
    return chosen.slice(0, count).sort();
  }

  private makeLeaf(start: number, end: number, histogram: Float64Array): Leaf {
    const leaf: Leaf = { start, end, sum: this.sumOf(histogram), histogram, gain: 0, feature: -1, threshold: 0, missingLeft: false, left: null, right: null };
    this.findSplit(leaf);
    return leaf;
  }

  /** Every row of a leaf stands in some bin of its first feature. */
  private sumOf(histogram: Float64Array): number {
    const feature = this.features[0] ?? 0;
    let sum = 0;
    for (let bin = this.offsets[feature]!; bin < this.offsets[feature + 1]!; bin++) sum += histogram[2 * bin]!;
    return sum;
  }

  private buildHistogram(start: number, end: number, residuals: Float64Array): Float64Array {
    const { order, starts, chosenBins } = this;
    const histogram = this.takeHistogram();
    const count = starts.length;
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      const residual = residuals[row]!;
      const base = row * count;
      for (let f = 0; f < count; f++) {
        const at = starts[f]! + (chosenBins[base + f]! << 1);
        histogram[at]! += residual;
        histogram[at + 1]! += 1;
      }
    }
    return histogram;
  }

  /** Bins of this tree's features side by side: the inner loop then walks memory in order. */
  private gatherBins(sample: Int32Array): Uint8Array {
    const { bins, width, rows } = this.rows;
    const { features } = this;
    const count = features.length;
    if (count === width) return bins;
    const chosen = this.chosenBins.length === rows * count && this.chosenBins !== bins ? this.chosenBins : new Uint8Array(rows * count);
    for (const row of sample) {
      const from = row * width;
      const to = row * count;
      for (let f = 0; f < count; f++) chosen[to + f] = bins[from + features[f]!]!;
    }
    return chosen;
  }

  /** All zeros where this tree's features have their bins. */
  private takeHistogram(): Float64Array {
    const { offsets, features } = this;
    const spare = this.spareHistograms.pop();
    if (!spare) return new Float64Array(2 * offsets[offsets.length - 1]!);
    for (const feature of features) spare.fill(0, 2 * offsets[feature]!, 2 * offsets[feature + 1]!);
    return spare;
  }

  /** Tries every bin of every feature, with missing values on either side. */
  private findSplit(leaf: Leaf): void {
    const { offsets, features } = this;
    const { minLeafRows, penalty } = this.settings;
    const { histogram } = leaf;
    const rows = leaf.end - leaf.start;
    if (rows < 2 * minLeafRows) return;
    const total = leaf.sum;
    const parentScore = (total * total) / (rows + penalty);
    let bestGain = 1e-9;
    for (let f = 0; f < features.length; f++) {
      const feature = features[f]!;
      const first = offsets[feature]!;
      const last = offsets[feature + 1]! - 1;
      const missingSum = histogram[2 * first]!;
      const missingRows = histogram[2 * first + 1]!;
      let leftSum = 0;
      let leftRows = 0;
      for (let bin = first + 1; bin < last || (bin === last && missingRows > 0); bin++) {
        const binRows = histogram[2 * bin + 1]!;
        if (binRows === 0 && bin > first + 1) continue;
        leftSum += histogram[2 * bin]!;
        leftRows += binRows;
        const rightRows = rows - leftRows;
        if (leftRows >= minLeafRows && rightRows >= minLeafRows) {
          const rightSum = total - leftSum;
          const gain = (leftSum * leftSum) / (leftRows + penalty) + (rightSum * rightSum) / (rightRows + penalty) - parentScore;
          if (gain > bestGain) {
            bestGain = gain;
            leaf.feature = feature;
            leaf.threshold = bin - first;
            leaf.missingLeft = missingRows === 0 && leftRows > rightRows;
          }
        }
        if (missingRows === 0) continue;
        const withMissing = leftRows + missingRows;
        if (withMissing >= minLeafRows && rows - withMissing >= minLeafRows) {
          const sum = leftSum + missingSum;
          const gain = (sum * sum) / (withMissing + penalty) + (total - sum) ** 2 / (rows - withMissing + penalty) - parentScore;
          if (gain > bestGain) {
            bestGain = gain;
            leaf.feature = feature;
            leaf.threshold = bin - first;
            leaf.missingLeft = true;
          }
        }
      }
    }
    leaf.gain = bestGain;
  }

  private split(leaf: Leaf, residuals: Float64Array): [Leaf, Leaf] {
    const middle = this.partition(leaf);
    const leftIsSmaller = middle - leaf.start <= leaf.end - middle;
    const small = leftIsSmaller ? this.buildHistogram(leaf.start, middle, residuals) : this.buildHistogram(middle, leaf.end, residuals);
    const large = leaf.histogram;
    this.subtract(large, small);
    leaf.left = this.makeLeaf(leaf.start, middle, leftIsSmaller ? small : large);
    leaf.right = this.makeLeaf(middle, leaf.end, leftIsSmaller ? large : small);
    return [leaf.left, leaf.right];
  }

  private subtract(large: Float64Array, small: Float64Array): void {
    for (const feature of this.features) {
      const end = 2 * this.offsets[feature + 1]!;
      for (let i = 2 * this.offsets[feature]!; i < end; i++) large[i]! -= small[i]!;
    }
  }

  /** Stable: rows keep their order on both sides, so sums do not depend on the path. */
  private partition(leaf: Leaf): number {
    const { bins, width } = this.rows;
    const { order, moved } = this;
    let left = leaf.start;
    let right = 0;
    for (let i = leaf.start; i < leaf.end; i++) {
      const row = order[i]!;
      const bin = bins[row * width + leaf.feature]!;
      if (bin === 0 ? leaf.missingLeft : bin <= leaf.threshold) order[left++] = row;
      else moved[right++] = row;
    }
    order.set(moved.subarray(0, right), left);
    return left;
  }

  private write(builder: TreeBuilder, leaf: Leaf, fitted: Float64Array, answerOf: ((rows: Int32Array) => number) | undefined): void {
    if (!leaf.left || !leaf.right) {
      const value = Math.fround(answerOf ? this.settings.learningRate * answerOf(this.order.subarray(leaf.start, leaf.end)) : (this.settings.learningRate * leaf.sum) / (leaf.end - leaf.start + this.settings.penalty));
      builder.addLeaf(value, leaf.end - leaf.start);
      for (let i = leaf.start; i < leaf.end; i++) fitted[this.order[i]!]! += value;
      return;
    }
    const node = builder.addSplit(leaf.feature, leaf.threshold, leaf.missingLeft, leaf.end - leaf.start);
    this.write(builder, leaf.left, fitted, answerOf);
    builder.startRight(node);
    this.write(builder, leaf.right, fitted, answerOf);
  }
}
