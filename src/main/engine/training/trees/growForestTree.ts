/** Deep trees of a forest, each on its own sample of the rows: the kernel grows them, here their memory is laid out and their nodes read. */
import { openKernel, type ForestKernel } from 'virtual:kernel/growForest';
import type { Random } from '@engine/math';
import type { BinnedColumns } from './binnedColumns';
import type { TreeBuilder } from './treeEnsemble';
import type { TreeMemory } from './treeMemory';

export interface ForestTreeSettings {
  readonly minLeafRows: number;
  /** Features tried at each split. */
  readonly featuresPerSplit: number;
  /** True: of each feature one bin edge is tried, drawn between the least and the most of the node. */
  readonly randomThresholds: boolean;
}

/** Ranges of values beside "missing": all bins of a node in use are the bits of one number of 64. */
export const mostForestBins = 63;

const mostTargetBits = 30;
/** In the target's square. */
const leastGain = 1e-9;
const integersOfNode = 8;
const doublesOfNode = 4;

export class ForestTreeGrower {
  private readonly kernel: ForestKernel;
  private readonly weightsAt: number;
  private readonly nodesAt: number;
  private readonly centre: number;
  private readonly scale: number;

  /** `mostRows`: sampled rows of a tree, with repeats. */
  constructor(
    private readonly memory: TreeMemory,
    private readonly columns: BinnedColumns,
    target: Float64Array,
    settings: ForestTreeSettings,
    mostRows: number,
  ) {
    const { rows } = columns;
    const width = columns.columns.length;
    const sampled = Math.min(rows, mostRows);
    const room = {
      table: memory.allocate(4 * width),
      targets: memory.allocate(8 * rows),
      order: memory.allocate(4 * sampled),
      values: memory.allocate(8 * sampled),
      spareOrder: memory.allocate(4 * sampled),
      spareValues: memory.allocate(8 * sampled),
      features: memory.allocate(4 * width),
      isConstant: memory.allocate(width),
      constants: memory.allocate(4 * width),
      sums: memory.allocate(8 * (mostForestBins + 1)),
      stack: memory.allocate(16 * (sampled + 1)),
      nodes: memory.allocate(4 * integersOfNode * 2 * sampled),
    };
    // The kernel reads the addresses in this order.
    const places = Object.values(room);
    const placesAt = memory.allocate(4 * places.length);
    memory.integers(placesAt, places.length).set(places);
    memory.integers(room.table, width).set(columns.columns.map(({ at }) => at));
    memory.doubles(room.targets, rows).set(target);
    this.nodesAt = room.nodes;
    this.weightsAt = memory.allocate(4 * rows);
    const [low, high] = rangeOf(target);
    const countBits = Math.ceil(Math.log2(mostRows + 1));
    this.centre = low + (high - low) / 2;
    this.scale = high > low ? 2 ** Math.min(mostTargetBits, 62 - 2 * countBits) / (high - this.centre) : 0;
    this.kernel = openKernel(memory.memory);
    this.kernel.setForest(placesAt, width, settings.featuresPerSplit, settings.minLeafRows, settings.randomThresholds ? 1 : 0, countBits, leastGain * this.scale * this.scale);
  }

  /** `weights`: how often each row is in the sample. */
  grow(builder: TreeBuilder, weights: Int32Array, random: Random): void {
    const { memory, kernel, columns } = this;
    memory.integers(this.weightsAt, columns.rows).set(weights);
    const count = kernel.takeSample(this.weightsAt, columns.rows, this.centre, this.scale);
    const made = kernel.growTree(count, random.uint32(), random.uint32(), random.uint32(), random.uint32() | 1);
    const integers = memory.integers(this.nodesAt, made * integersOfNode);
    const doubles = memory.doubles(this.nodesAt, made * doublesOfNode);
    const splits = new Int32Array(made);
    builder.startTree();
    for (let node = 0; node < made; node++) {
      const at = node * integersOfNode;
      const feature = integers[at]!;
      const rightOf = integers[at + 3]!;
      const rows = integers[at + 4]!;
      if (rightOf >= 0) builder.startRight(splits[rightOf]!);
      if (feature < 0) builder.addLeaf(Math.fround(doubles[node * doublesOfNode + 3]!), rows);
      else splits[node] = builder.addSplit(feature, columns.columns[feature]!.edges[integers[at + 1]! - 1] ?? Infinity, integers[at + 2] === 1, rows);
    }
  }
}

function rangeOf(values: Float64Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
