/**
 * One tree for gradient boosting, from first and second derivatives of the loss (Chen & Guestrin 2016): histograms of at
 * most 256 bins, leaf-wise growth, parent minus sibling (Ke et al. 2017, LightGBM), monotone limits as LightGBM's basic
 * method. Sums are of whole numbers, so the tree is the same for any number of threads.
 */
import type { Random } from '@engine/math';
import type { BinnedColumns } from './binnedColumns';
import { layBlocks, type BlockLayout } from './blocks';
import { findCategorySplit } from './categorySplit';
import { allFeatures, chooseFeatures } from './chooseFeatures';
import { mostParts, type Crew } from './crew';
import type { Leaf, Split, Sums } from './leaf';
import type { TreeBuilder } from './treeEnsemble';
import type { TreeMemory } from './treeMemory';

export interface GrowSettings {
  readonly leaves: number;
  /** Splits above a leaf at most; 0 for no limit. */
  readonly depth: number;
  readonly minLeafRows: number;
  /** Least sum of second derivatives in a leaf. */
  readonly minLeafSecond: number;
  readonly minGain: number;
  /** Penalties on leaf answers: on their size, and on their square. */
  readonly l1: number;
  readonly l2: number;
  readonly learningRate: number;
  /** Share of the features a tree may split on. */
  readonly featureShare: number;
  /** 1 where the answer may only rise with the feature, -1 fall, 0 either. */
  readonly directions: Int8Array;
}

/** Derivatives of the loss at the present answers, one per training row. */
export interface Derivatives {
  readonly gradients: Float64Array;
  /** Null where all are 1. */
  readonly seconds: Float64Array | null;
}

const mostGradientBits = 30;
/** Rows of a node from which threads share its histograms, and its division. */
const rowsToShare = 2048;
const rowsToDivideTogether = 16_384;
/** Of a leaf's histograms, from which threads share the search for its split. */
const bytesToShare = 16_384;
/** What the search writes: gain, bin, side of missing values, sums of the left side, place of the feature. */
const doublesOfBest = 7;
const bestBytes = 8 * doublesOfBest;

/** Grows trees on the same rows one after the other; everything is laid out once. */
export class TreeGrower {
  private readonly order: number;
  private readonly values: number;
  private readonly seconds: number;
  private readonly spareOrder: number;
  private readonly spareValues: number;
  private readonly spareSeconds: number;
  private readonly gradientsAt: number;
  private readonly rowsAt: number;
  private readonly tableAt: number;
  private readonly sideAt: number;
  private readonly scratchAt: number;
  private readonly bestAt: number;
  private readonly leafAt: number;
  private readonly featureTableAt: number;
  private readonly hasCategories: boolean;
  private readonly histogramSize: number;
  private readonly freeHistograms: number[] = [];
  private readonly countBits: number;
  private layout: BlockLayout;
  private hasSeconds = false;
  private gradientUnit = 0;
  private secondUnit = 1;

  constructor(
    private readonly memory: TreeMemory,
    private readonly columns: BinnedColumns,
    private readonly settings: GrowSettings,
    private readonly withSeconds: boolean,
    private readonly crew: Crew | null,
  ) {
    const { rows } = columns;
    const width = columns.columns.length;
    const chosen = this.featureCount();
    this.countBits = Math.ceil(Math.log2(rows + 1));
    this.order = memory.allocate(4 * rows);
    this.values = memory.allocate(8 * rows);
    this.seconds = withSeconds ? memory.allocate(8 * rows) : 0;
    this.spareOrder = memory.allocate(4 * rows);
    this.spareValues = memory.allocate(8 * rows);
    this.spareSeconds = withSeconds ? memory.allocate(8 * rows) : 0;
    this.gradientsAt = memory.allocate(8 * rows);
    this.tableAt = memory.allocate(8 * Math.ceil(width / 8));
    this.sideAt = memory.allocate(256);
    this.scratchAt = memory.allocate(24 * 256);
    this.bestAt = memory.allocate(mostParts * bestBytes);
    this.leafAt = memory.allocate(12 * 8);
    this.featureTableAt = memory.allocate(16 * width);
    this.hasCategories = columns.columns.some(({ categories }) => categories !== null);
    this.layout = layBlocks(memory, this.tableAt, this.featureTableAt, columns, allFeatures(width), settings.directions);
    this.rowsAt = memory.allocate(rows * 8 * Math.ceil(chosen / 8));
    // With a share of the features, any choice fits into the room of those with the most bins.
    this.histogramSize = this.layout.histogramBytes;
    memory.bytes(this.rowsAt, rows * 8 * Math.ceil(chosen / 8)).fill(0);
    if (chosen === width) {
      memory.integers(this.order, rows).set(allFeatures(rows));
      this.layRows(rows);
    }
  }

  /**
   * Adds one tree to `builder` and its answers to `fitted` of all rows. `sample` holds the rows that teach, then the others;
   * `taught` says how many teach. `answerOf` gives a leaf's answer from its teaching rows, before the learning rate; without
   * it the answer is the Newton step of the leaf.
   */
  grow(builder: TreeBuilder, derivatives: Derivatives, sample: Int32Array, taught: number, fitted: Float64Array, random: Random, answerOf?: (rows: Int32Array) => number): void {
    const { memory, columns } = this;
    const width = columns.columns.length;
    const order = memory.integers(this.order, columns.rows);
    order.set(sample);
    const chosen = this.featureCount();
    if (chosen < width) {
      this.layout = layBlocks(memory, this.tableAt, this.featureTableAt, columns, chooseFeatures(width, chosen, random), this.settings.directions);
      this.layRows(taught);
    }
    this.pack(derivatives, taught);
    builder.startTree();
    const root = this.makeRoot(taught);
    const open = [root];
    for (let count = 1; count < this.settings.leaves; count++) {
      let best = -1;
      for (let i = 0; i < open.length; i++) if (open[i]!.split && (best < 0 || open[i]!.split!.gain > open[best]!.split!.gain)) best = i;
      if (best < 0) break;
      const [left, right] = this.split(open[best]!, count + 1 === this.settings.leaves);
      open[best] = left;
      open.push(right);
    }
    for (const leaf of open) this.release(leaf);
    this.write(builder, root, order, fitted, taught, columns.rows, answerOf);
  }

  private featureCount(): number {
    const width = this.columns.columns.length;
    return Math.min(width, Math.max(1, Math.round(width * this.settings.featureShare)));
  }

  /** Bins of the chosen features, a row of bytes for each of the first rows in order. */
  private layRows(count: number): void {
    const { memory, layout, columns } = this;
    for (const { feature, slot } of layout.features) memory.kernel.layRow(columns.columns[feature]!.at, this.order, count, this.rowsAt + slot, layout.stride);
  }

  /** Gradients to whole numbers, as fine as 62 bits allow for their sum beside the count of rows. */
  private pack({ gradients, seconds }: Derivatives, taught: number): void {
    const { memory, countBits } = this;
    const { kernel } = memory;
    const scale = 2 ** Math.min(mostGradientBits, 62 - 2 * countBits);
    const order = memory.integers(this.order, taught);
    const scaleOf = (values: Float64Array): number => {
      let most = 0;
      for (let i = 0; i < taught; i++) most = Math.max(most, Math.abs(values[order[i]!]!));
      return most > 0 && Number.isFinite(most) ? scale / most : 0;
    };
    const gradientScale = scaleOf(gradients);
    this.gradientUnit = gradientScale === 0 ? 0 : 1 / gradientScale;
    memory.doubles(this.gradientsAt, gradients.length).set(gradients);
    kernel.packGradients(this.gradientsAt, this.order, taught, gradientScale, countBits, this.values);
    this.hasSeconds = this.withSeconds && seconds !== null;
    this.secondUnit = 1;
    if (!this.hasSeconds || !seconds) return;
    const secondScale = scaleOf(seconds);
    this.secondUnit = secondScale === 0 ? 0 : 1 / secondScale;
    memory.doubles(this.gradientsAt, seconds.length).set(seconds);
    kernel.packSeconds(this.gradientsAt, this.order, taught, secondScale, this.seconds);
  }

  private makeRoot(taught: number): Leaf {
    const histogram = this.fill(0, taught);
    const [first] = this.layout.features;
    const sums = { gradient: 0, rows: taught, second: taught };
    if (first) {
      const bins = this.columns.columns[first.feature]!.bins;
      const unpacked = this.unpack(histogram, first.histogram, bins);
      sums.second = 0;
      for (let bin = 0; bin < bins; bin++) {
        sums.gradient += unpacked[3 * bin]!;
        sums.second += unpacked[3 * bin + 2]!;
      }
    }
    const root: Leaf = { start: 0, end: taught, depth: 0, lowest: -Infinity, highest: Infinity, histogram, ...sums, split: null, left: null, right: null };
    root.split = this.findSplit(root);
    return root;
  }

  private unpack(histogram: number, offset: number, bins: number): Float64Array {
    this.memory.kernel.unpackBins(histogram + offset, this.hasSeconds ? histogram + this.histogramSize + offset : 0, bins, this.countBits, this.scratchAt);
    return this.memory.doubles(this.scratchAt, 3 * bins);
  }

  private fill(from: number, to: number): number {
    const { memory, layout } = this;
    const bytes = this.histogramSize * (this.withSeconds ? 2 : 1);
    const histogram = this.freeHistograms.pop() ?? memory.allocate(bytes);
    memory.kernel.clear(histogram, bytes);
    const parts = [[this.values, histogram] as const, ...(this.hasSeconds ? [[this.seconds, histogram + this.histogramSize] as const] : [])];
    for (const [values, into] of parts) {
      const job = { bins: this.rowsAt, stride: layout.stride, blocks: layout.blocks, table: layout.table, order: this.order, values, from, to, histogram: into, bytes: layout.histogramBytes };
      if (this.crew && to - from >= rowsToShare) this.crew.addHistograms(job);
      else memory.kernel.addHistograms(job.bins, job.stride, job.blocks, job.table, job.order, job.values, from, to, into);
    }
    return histogram;
  }

  private release(leaf: Leaf): void {
    if (leaf.histogram !== 0) this.freeHistograms.push(leaf.histogram);
    leaf.histogram = 0;
  }

  private setRules({ lowest, highest }: Leaf): void {
    const { l1, l2, minLeafSecond, minLeafRows } = this.settings;
    this.memory.kernel.setRules(l1, l2, minLeafSecond, minLeafRows, this.gradientUnit, this.secondUnit, lowest, highest);
  }

  /** Tries every bin of every feature, with missing values on either side; of equal gains the first feature's counts. */
  private findSplit(leaf: Leaf): Split | null {
    const { memory, settings } = this;
    const { kernel } = memory;
    if (leaf.rows < 2 * settings.minLeafRows || this.gradientUnit === 0 || (settings.depth > 0 && leaf.depth >= settings.depth)) return null;
    this.setRules(leaf);
    const gain = kernel.gainOf(leaf.gradient * this.gradientUnit, leaf.second * this.secondUnit);
    const least = Math.max(settings.minGain, 1e-9);
    const { l1, l2, minLeafSecond, minLeafRows } = settings;
    memory.doubles(this.leafAt, 12).set([leaf.gradient, leaf.rows, leaf.second, gain, l1, l2, minLeafSecond, minLeafRows, this.gradientUnit, this.secondUnit, leaf.lowest, leaf.highest]);
    let split = this.findThreshold(leaf, least);
    if (!this.hasCategories) return split;
    for (const { feature, histogram } of this.layout.features) {
      if (!this.columns.columns[feature]!.categories) continue;
      const found = this.findCategories(leaf, feature, histogram, gain, split?.gain ?? least);
      if (found) split = found;
    }
    return split;
  }

  private findThreshold(leaf: Leaf, least: number): Split | null {
    const { memory, layout, crew } = this;
    const count = layout.features.length;
    const seconds = this.hasSeconds ? leaf.histogram + this.histogramSize : 0;
    const bests = memory.doubles(this.bestAt, mostParts * doublesOfBest);
    for (let part = 0; part < mostParts; part++) bests[part * doublesOfBest] = least;
    const job = { table: layout.featureTable, histogram: leaf.histogram, seconds, countBits: this.countBits, leaf: this.leafAt, best: this.bestAt, bestBytes, from: 0, to: count };
    let parts = 1;
    if (crew && layout.histogramBytes >= bytesToShare) parts = crew.findThresholds(job);
    else memory.kernel.findThresholds(job.table, 0, count, job.histogram, job.seconds, job.countBits, job.leaf, job.best);
    let split: Split | null = null;
    for (let part = 0; part < parts; part++) {
      const best = bests.subarray(part * doublesOfBest, (part + 1) * doublesOfBest);
      if (best[6] === -1 || best[0]! <= (split?.gain ?? least)) continue;
      split = { gain: best[0]!, feature: layout.features[best[6]!]!.feature, bin: best[1]!, set: null, missingLeft: best[2] === 1, left: { gradient: best[3]!, rows: best[4]!, second: best[5]! } };
    }
    return split;
  }

  private findCategories(leaf: Leaf, feature: number, offset: number, parentGain: number, least: number): Split | null {
    const { gradientUnit, secondUnit, settings, memory } = this;
    const { bins } = this.columns.columns[feature]!;
    const sums = Float64Array.from(this.unpack(leaf.histogram, offset, bins), (value, i) => value * (i % 3 === 0 ? gradientUnit : i % 3 === 2 ? secondUnit : 1));
    const found = findCategorySplit(
      { sums, bins: bins, gradient: leaf.gradient * gradientUnit, rows: leaf.rows, second: leaf.second * secondUnit },
      { minLeafRows: settings.minLeafRows, minLeafSecond: settings.minLeafSecond, gainOf: (gradient, second) => memory.kernel.gainOf(gradient, second) },
      parentGain,
      least,
    );
    if (!found) return null;
    const left = { gradient: Math.round(found.gradient / gradientUnit), rows: found.rows, second: Math.round(found.second / secondUnit) };
    return { gain: found.gain, feature, bin: 0, set: found.set, missingLeft: false, left };
  }

  /** `isLast`: the children stay leaves, so no histogram is needed. */
  private split(leaf: Leaf, isLast: boolean): [Leaf, Leaf] {
    const split = leaf.split!;
    const { left: sums } = split;
    this.setSide(split);
    const middle = leaf.start + this.divide(split.feature, leaf.start, leaf.end);
    const rest = { gradient: leaf.gradient - sums.gradient, rows: leaf.rows - sums.rows, second: leaf.second - sums.second };
    const limits = this.limitsBelow(leaf, split, rest);
    const made = { depth: leaf.depth + 1, histogram: 0, split: null, left: null, right: null };
    const left: Leaf = { ...made, start: leaf.start, end: middle, ...sums, ...limits.left };
    const right: Leaf = { ...made, start: middle, end: leaf.end, ...rest, ...limits.right };
    leaf.left = left;
    leaf.right = right;
    if (!isLast) {
      const [small, large] = sums.rows <= rest.rows ? [left, right] : [right, left];
      small.histogram = this.fill(small.start, small.end);
      large.histogram = leaf.histogram;
      leaf.histogram = 0;
      this.memory.kernel.subtract(large.histogram, small.histogram, this.layout.histogramBytes);
      if (this.hasSeconds) this.memory.kernel.subtract(large.histogram + this.histogramSize, small.histogram + this.histogramSize, this.layout.histogramBytes);
      left.split = this.findSplit(left);
      right.split = this.findSplit(right);
    }
    this.release(leaf);
    return [left, right];
  }

  /** Below a split that must rise, the left side stays under the middle of both answers and the right side above it. */
  private limitsBelow(leaf: Leaf, { feature, left }: Split, right: Sums): { left: Pick<Leaf, 'lowest' | 'highest'>; right: Pick<Leaf, 'lowest' | 'highest'> } {
    const { lowest, highest } = leaf;
    const direction = this.settings.directions[feature]!;
    if (direction === 0) return { left: { lowest, highest }, right: { lowest, highest } };
    this.setRules(leaf);
    const middle = (this.answer(left) + this.answer(right)) / 2;
    const below = { lowest, highest: middle };
    const above = { lowest: middle, highest };
    return direction > 0 ? { left: below, right: above } : { left: above, right: below };
  }

  private answer({ gradient, second }: Sums): number {
    return this.memory.kernel.answerOf(gradient * this.gradientUnit, second * this.secondUnit);
  }

  private setSide({ bin, set, missingLeft }: Split): void {
    const side = this.memory.bytes(this.sideAt, 256);
    if (set) {
      side.fill(0);
      for (const member of set) side[member] = 1;
      return;
    }
    side.fill(1, 0, bin + 1);
    side.fill(0, bin + 1);
    side[0] = missingLeft ? 1 : 0;
  }

  /** Rows keep their order on both sides. Returns how many are on the left. */
  private divide(feature: number, from: number, to: number): number {
    const { memory } = this;
    const seconds = this.hasSeconds ? this.seconds : 0;
    const job = { column: this.columns.columns[feature]!.at, side: this.sideAt, order: this.order, values: this.values, seconds, spareOrder: this.spareOrder, spareValues: this.spareValues, spareSeconds: this.spareSeconds };
    if (this.crew && to - from >= rowsToDivideTogether) return this.crew.divide({ ...job, from, to });
    const front = memory.kernel.divide(job.column, job.side, job.order, job.values, job.seconds, job.spareOrder, job.spareValues, job.spareSeconds, from, to);
    const back = to - from - front;
    copy(memory, job.order + 4 * (from + front), job.spareOrder + 4 * from, 4 * back);
    copy(memory, job.values + 8 * (from + front), job.spareValues + 8 * from, 8 * back);
    if (seconds !== 0) copy(memory, seconds + 8 * (from + front), job.spareSeconds + 8 * from, 8 * back);
    return front;
  }

  private write(builder: TreeBuilder, leaf: Leaf, order: Int32Array, fitted: Float64Array, restStart: number, restEnd: number, answerOf: ((rows: Int32Array) => number) | undefined): void {
    const { learningRate } = this.settings;
    if (!leaf.left || !leaf.right || !leaf.split) {
      const value = Math.fround(learningRate * this.leafAnswer(leaf, order, answerOf));
      builder.addLeaf(value, leaf.rows);
      for (let i = leaf.start; i < leaf.end; i++) fitted[order[i]!]! += value;
      for (let i = restStart; i < restEnd; i++) fitted[order[i]!]! += value;
      return;
    }
    const { feature, bin, set, missingLeft } = leaf.split;
    const column = this.columns.columns[feature]!;
    let middle = restStart;
    if (restEnd > restStart) {
      this.setSide(leaf.split);
      middle += this.divide(feature, restStart, restEnd);
    }
    const node = set ? builder.addSetSplit(feature, set.map((member) => column.categories![member - 1]!), leaf.rows) : builder.addSplit(feature, column.edges[bin - 1] ?? Infinity, missingLeft, leaf.rows);
    this.write(builder, leaf.left, order, fitted, restStart, middle, answerOf);
    builder.startRight(node);
    this.write(builder, leaf.right, order, fitted, middle, restEnd, answerOf);
  }

  private leafAnswer(leaf: Leaf, order: Int32Array, answerOf: ((rows: Int32Array) => number) | undefined): number {
    if (answerOf) return Math.min(leaf.highest, Math.max(leaf.lowest, answerOf(order.subarray(leaf.start, leaf.end))));
    this.setRules(leaf);
    return this.answer(leaf);
  }
}

function copy(memory: TreeMemory, to: number, from: number, length: number): void {
  memory.bytes(to, length).set(memory.bytes(from, length));
}
