/** Features as bins of one byte, column by column in the kernel's memory: bin 0 is "missing", the others ranges or categories. */
import type { FinishedColumn } from '../features/featureKind';
import { edgesOf, mostBins, sampleOf } from './binning';
import type { TreeMemory } from './treeMemory';

export interface BinnedColumn {
  /** Address of a byte per row. */
  readonly at: number;
  /** Bins in use, bin 0 among them. */
  readonly bins: number;
  /** Upper edges of the bins 1, 2, ... of numbers; the last bin has none. */
  readonly edges: Float64Array;
  /** Code of the category of each bin from 1; null for numbers. */
  readonly categories: Int32Array | null;
}

const valuesAtOnce = 65_536;

export class BinnedColumns {
  readonly columns: BinnedColumn[] = [];
  private readonly valuesAt: number;
  private readonly edgesAt: number;
  private readonly sortAt: number;
  private readonly countsAt: number;

  constructor(
    private readonly memory: TreeMemory,
    readonly rows: number,
    /** Ranges of a feature's values, "missing" not counted. */
    private readonly most = mostBins,
  ) {
    this.valuesAt = memory.allocate(8 * Math.min(rows, valuesAtOnce));
    this.edgesAt = memory.allocate(8 * mostBins);
    this.sortAt = memory.allocate(8 * Math.min(rows, valuesAtOnce));
    this.countsAt = memory.allocate(3 * 2048 * 4);
  }

  /** Values are floats, NaN where missing. */
  addNumbers(values: FinishedColumn, seed: number): void {
    const edges = this.edgesOf(sampleOf(values, seed));
    const at = this.memory.allocate(this.rows);
    this.memory.doubles(this.edgesAt, edges.length).set(edges);
    for (let from = 0; from < this.rows; from += valuesAtOnce) {
      const part = values.subarray(from, Math.min(this.rows, from + valuesAtOnce));
      this.memory.doubles(this.valuesAt, part.length).set(part);
      this.memory.kernel.binValues(this.valuesAt, part.length, this.edgesAt, edges.length, at + from);
    }
    this.columns.push({ at, bins: edges.length + 2, edges, categories: null });
  }

  private edgesOf(sample: FinishedColumn): Float64Array {
    const floats = new Float32Array(this.memory.memory.buffer, this.sortAt, sample.length);
    let count = 0;
    for (const value of sample) if (!Number.isNaN(value)) floats[count++] = value;
    this.memory.kernel.sortFloats(this.sortAt, count, this.sortAt + 4 * sample.length, this.countsAt);
    return edgesOf(floats.subarray(0, count), this.most);
  }

  /** Values are codes from 0, NaN where missing. Beyond 254 categories the rarest count as missing. */
  addCategories(values: FinishedColumn): void {
    const rowsOf = new Map<number, number>();
    for (const value of values) if (!Number.isNaN(value)) rowsOf.set(value, (rowsOf.get(value) ?? 0) + 1);
    const categories = Int32Array.from([...rowsOf].sort(([a, x], [b, y]) => y - x || a - b).slice(0, mostBins - 1).map(([code]) => code));
    const binOf = new Map(Array.from(categories, (code, i) => [code, i + 1]));
    const at = this.memory.allocate(this.rows);
    const bins = this.memory.bytes(at, this.rows);
    for (let row = 0; row < this.rows; row++) bins[row] = binOf.get(values[row]!) ?? 0;
    this.columns.push({ at, bins: categories.length + 1, edges: new Float64Array(0), categories });
  }
}
