/**
 * Answers and slopes of a network of two hidden layers beside a straight line, by hand: TensorFlow.js multiplies the matrices,
 * a kernel and plain loops do the rest. Its own gradients take some hundred small operations a step, most of their time spent between them.
 */
import { LayerRoom, type Dropout } from './layerRoom';
import type { TensorFlowCore } from './tensorflow';

/** A network's numbers: matrices row-major inputs x outputs, then the biases, in one order everywhere. */
export interface NetworkParameters {
  /** first, second, last, straight. */
  readonly weights: readonly [Float32Array, Float32Array, Float32Array, Float32Array];
  readonly biases: readonly [Float32Array, Float32Array, Float32Array, Float32Array];
}

export interface InputRows {
  /** rows x inputs. */
  readonly byRow: Float32Array;
  readonly rows: number;
}

export interface HiddenLayers {
  /** rows x outputs, after the rectifier and the dropout. */
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** left (rows x inner) times right (inner x columns). */
export type Multiply = (left: Float32Array, right: Float32Array, rows: number, inner: number, columns: number) => Float32Array;

export function multiplyBy(tf: TensorFlowCore): Multiply {
  return (left, right, rows, inner, columns) => {
    const factors = [tf.tensor2d(left, [rows, inner]), tf.tensor2d(right, [inner, columns])] as const;
    const product = tf.matMul(...factors);
    const values = product.dataSync<'float32'>();
    tf.dispose([...factors, product]);
    return values;
  };
}

/** Keeps its room from step to step: what `forward` and `backward` return holds until they are called again. */
export class NetworkPass {
  private readonly first: LayerRoom;
  private readonly second: LayerRoom;
  private readonly totals: Float64Array;
  private readonly sums: readonly [Float64Array, Float64Array];
  private readonly secondByColumn: Float32Array;
  private readonly inputsByColumn: Float32Array;
  private readonly slopes: readonly [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];

  /** `mostRows`: of one call. */
  constructor(
    private readonly multiply: Multiply,
    private readonly sizes: readonly [inputs: number, first: number, second: number],
    private readonly parameters: NetworkParameters,
    mostRows: number,
  ) {
    const [width, firstSize, secondSize] = sizes;
    this.first = new LayerRoom(mostRows, firstSize);
    this.second = new LayerRoom(mostRows, secondSize);
    this.totals = new Float64Array(mostRows);
    this.sums = [new Float64Array(width), new Float64Array(secondSize)];
    this.secondByColumn = new Float32Array(firstSize * secondSize);
    this.inputsByColumn = new Float32Array(mostRows * width);
    this.slopes = [new Float32Array(secondSize), new Float32Array(width), new Float32Array(firstSize), new Float32Array(secondSize), new Float32Array(1), new Float32Array(1)];
  }

  /** Fills `answers`, one per row. */
  forward({ byRow, rows }: InputRows, dropout: Dropout | null, answers: Float32Array): HiddenLayers {
    const [width, firstSize, secondSize] = this.sizes;
    const { weights, biases } = this.parameters;
    const first = this.first.rectify(this.multiply(byRow, weights[0], rows, width, firstSize), biases[0], rows, dropout);
    const second = this.second.rectify(this.multiply(first, weights[1], rows, firstSize, secondSize), biases[1], rows, dropout);
    const totals = this.totals.subarray(0, rows).fill(biases[2][0]! + biases[3][0]!);
    addProducts(totals, second, weights[2], secondSize);
    addProducts(totals, byRow, weights[3], width);
    answers.set(totals);
    return { first, second };
  }

  /**
   * Slopes of the loss by each parameter, weights then biases, from its slopes by each answer; after `forward` of the same rows.
   * A unit that answers above 0 was kept, and its dropout scaled by `kept`. Weights are drawn to 0 by `decay` times their square.
   */
  backward({ byRow, rows }: InputRows, { second }: HiddenLayers, slopes: Float32Array, kept: number, decay: number): readonly Float32Array[] {
    const [width, firstSize, secondSize] = this.sizes;
    const { weights } = this.parameters;
    const [byLast, byStraight, byFirstBias, bySecondBias, byLastBias, byStraightBias] = this.slopes;
    const bySecond = this.second.spread(slopes, weights[2], kept);
    bySecondBias.set(this.second.sumsOfSlopes(rows));
    const byFirst = this.first.passBack(this.multiply(bySecond, transpose(weights[1], firstSize, secondSize, this.secondByColumn), rows, secondSize, firstSize), kept);
    byFirstBias.set(this.first.sumsOfSlopes(rows));
    const total = slopes.reduce((sum, slope) => sum + slope, 0);
    byLastBias[0] = total;
    byStraightBias[0] = total;
    byLast.set(weighColumns(this.sums[1], second, slopes));
    byStraight.set(weighColumns(this.sums[0], byRow, slopes));
    const byWeights = [this.multiply(transpose(byRow, rows, width, this.inputsByColumn), byFirst, width, rows, firstSize), this.multiply(this.first.turned(rows), bySecond, firstSize, rows, secondSize), byLast, byStraight];
    for (let layer = 0; layer < byWeights.length; layer++) addDecay(byWeights[layer]!, weights[layer]!, 2 * decay);
    return [...byWeights, byFirstBias, bySecondBias, byLastBias, byStraightBias];
  }
}

/** Adds each row times the weights to its total, four rows at once: the sums of one row wait for each other, those of four do not. */
function addProducts(totals: Float64Array, matrix: Float32Array, weights: Float32Array, columns: number): void {
  const rows = totals.length;
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    const first = row * columns;
    const [second, third, fourth] = [first + columns, first + 2 * columns, first + 3 * columns];
    let [a, b, c, d] = [totals[row]!, totals[row + 1]!, totals[row + 2]!, totals[row + 3]!];
    for (let j = 0; j < columns; j++) {
      const weight = weights[j]!;
      a += matrix[first + j]! * weight;
      b += matrix[second + j]! * weight;
      c += matrix[third + j]! * weight;
      d += matrix[fourth + j]! * weight;
    }
    totals[row] = a;
    totals[row + 1] = b;
    totals[row + 2] = c;
    totals[row + 3] = d;
  }
  for (; row < rows; row++) {
    let total = totals[row]!;
    for (let j = 0, at = row * columns; j < columns; j++, at++) total += matrix[at]! * weights[j]!;
    totals[row] = total;
  }
}

/** Sixteen rows at once, so that what is written fills lines of memory. */
const turnedTogether = 16;

function transpose(matrix: Float32Array, rows: number, columns: number, into: Float32Array): Float32Array {
  for (let row = 0; row < rows; row += turnedTogether) {
    const many = Math.min(turnedTogether, rows - row);
    for (let column = 0; column < columns; column++) {
      const to = column * rows + row;
      for (let i = 0, from = row * columns + column; i < many; i++, from += columns) into[to + i] = matrix[from]!;
    }
  }
  return into.subarray(0, rows * columns);
}

/** Sum over the rows of each column, every row times its weight. */
function weighColumns(sums: Float64Array, matrix: Float32Array, weights: Float32Array): Float64Array {
  const columns = sums.length;
  const rows = weights.length;
  sums.fill(0);
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    const [a, b, c, d] = [weights[row]!, weights[row + 1]!, weights[row + 2]!, weights[row + 3]!];
    const first = row * columns;
    const [second, third, fourth] = [first + columns, first + 2 * columns, first + 3 * columns];
    for (let j = 0; j < columns; j++) sums[j] = sums[j]! + matrix[first + j]! * a + matrix[second + j]! * b + matrix[third + j]! * c + matrix[fourth + j]! * d;
  }
  for (let at = row * columns; row < rows; row++) for (let column = 0; column < columns; column++, at++) sums[column]! += matrix[at]! * weights[row]!;
  return sums;
}

function addDecay(slopes: Float32Array, weights: Float32Array, decay: number): void {
  for (let i = 0; i < slopes.length; i++) slopes[i]! += decay * weights[i]!;
}
