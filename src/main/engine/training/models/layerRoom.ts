/** The room of one hidden layer in the memory of the kernel that works on its units. */
import { openKernel } from 'virtual:kernel/networkLayers';

type Kernel = ReturnType<typeof openKernel>;

/** Numbers drawn by chance decide which units are left out: those below `below`; the others are scaled by `kept`. */
export interface Dropout {
  draw(numbers: Uint32Array): void;
  readonly below: number;
  readonly kept: number;
}

/** What its methods return holds until they are called again. */
export class LayerRoom {
  private readonly kernel: Kernel;
  private readonly places: Readonly<Record<'units' | 'slopes' | 'turned' | 'drawn' | 'biases' | 'weights' | 'ofRows' | 'sums', number>>;

  constructor(
    mostRows: number,
    private readonly columns: number,
  ) {
    this.kernel = openKernel();
    const many = mostRows * columns * 4;
    // One block, so that memory never moves under the views.
    const start = this.kernel.allocate(4 * many + 8 * columns + 4 * mostRows + 8 * columns + 8);
    const sums = Math.ceil(start / 8) * 8;
    const units = sums + 8 * columns;
    const biases = units + 4 * many;
    this.places = { sums, units, slopes: units + many, turned: units + 2 * many, drawn: units + 3 * many, biases, weights: biases + 4 * columns, ofRows: biases + 8 * columns };
  }

  /** The units that answer, from their sums before the biases. */
  rectify(values: Float32Array, biases: Float32Array, rows: number, dropout: Dropout | null): Float32Array {
    const { kernel, columns, places } = this;
    const units = this.floats(places.units, rows * columns);
    units.set(values);
    this.floats(places.biases, columns).set(biases);
    if (dropout) {
      dropout.draw(new Uint32Array(kernel.memory.buffer, places.drawn, rows * columns));
      kernel.rectifyAndDrop(places.units, places.biases, places.drawn, rows, columns, dropout.below, dropout.kept);
    } else {
      kernel.rectify(places.units, places.biases, rows, columns);
    }
    return units;
  }

  /** Slopes of the units from those of the answers, which add up the units by weight. */
  spread(ofAnswers: Float32Array, weights: Float32Array, kept: number): Float32Array {
    const { kernel, columns, places } = this;
    const rows = ofAnswers.length;
    this.floats(places.ofRows, rows).set(ofAnswers);
    this.floats(places.weights, columns).set(weights);
    kernel.spread(places.slopes, places.units, places.ofRows, places.weights, rows, columns, kept);
    return this.floats(places.slopes, rows * columns);
  }

  /** Slopes of the units from those of what they answered. */
  passBack(ofUnits: Float32Array, kept: number): Float32Array {
    const { kernel, places } = this;
    const slopes = this.floats(places.slopes, ofUnits.length);
    slopes.set(ofUnits);
    kernel.passBack(places.slopes, places.units, ofUnits.length, kept);
    return slopes;
  }

  /** The units by columns: columns x rows. */
  turned(rows: number): Float32Array {
    const { kernel, columns, places } = this;
    kernel.turn(places.units, places.turned, rows, columns);
    return this.floats(places.turned, rows * columns);
  }

  /** Of each unit the sum of its slopes over the rows. */
  sumsOfSlopes(rows: number): Float64Array {
    const { kernel, columns, places } = this;
    kernel.addColumns(places.sums, places.slopes, rows, columns);
    return new Float64Array(kernel.memory.buffer, places.sums, columns);
  }

  private floats(at: number, count: number): Float32Array {
    return new Float32Array(this.kernel.memory.buffer, at, count);
  }
}
