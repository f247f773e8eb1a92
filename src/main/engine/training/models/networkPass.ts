/**
 * Answers and slopes of a network of two hidden layers beside a straight line, by hand: TensorFlow.js multiplies the matrices,
 * plain loops do the rest. Its own gradients take some hundred small operations a step, most of their time spent between them.
 */
import type { TensorFlowCore } from './tensorflow';

/** A network's numbers: matrices row-major inputs x outputs, then the biases, in one order everywhere. */
export interface NetworkParameters {
  /** first, second, last, straight. */
  readonly weights: readonly [Float32Array, Float32Array, Float32Array, Float32Array];
  readonly biases: readonly [Float32Array, Float32Array, Float32Array, Float32Array];
}

export interface HiddenLayers {
  /** rows x outputs, after the rectifier and the dropout. */
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** Dropout masks, or null: 0 where a unit is left out, the scale of the kept ones elsewhere. */
export type Masks = readonly [Float32Array, Float32Array] | null;

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

export class NetworkPass {
  constructor(
    private readonly multiply: Multiply,
    private readonly sizes: readonly [inputs: number, first: number, second: number],
    private readonly parameters: NetworkParameters,
  ) {}

  /** Fills `answers`, one per row of the row-major inputs. */
  forward(inputs: Float32Array, rows: number, masks: Masks, answers: Float32Array): HiddenLayers {
    const [width, firstSize, secondSize] = this.sizes;
    const { weights, biases } = this.parameters;
    const first = rectify(this.multiply(inputs, weights[0], rows, width, firstSize), biases[0], masks && masks[0]);
    const second = rectify(this.multiply(first, weights[1], rows, firstSize, secondSize), biases[1], masks && masks[1]);
    const totals = new Float64Array(rows).fill(biases[2][0]! + biases[3][0]!);
    addProducts(totals, second, weights[2], secondSize);
    addProducts(totals, inputs, weights[3], width);
    answers.set(totals);
    return { first, second };
  }

  /**
   * Slopes of the loss by each parameter, weights then biases, from its slopes by each answer. A unit that answers above 0
   * was kept, and its dropout scaled by `kept`. Weights are drawn to 0 by `decay` times their square.
   */
  backward(inputs: Float32Array, rows: number, { first, second }: HiddenLayers, slopes: Float32Array, kept: number, decay: number): Float32Array[] {
    const [width, firstSize, secondSize] = this.sizes;
    const { weights } = this.parameters;
    const bySecond = new Float32Array(rows * secondSize);
    const last = weights[2];
    for (let row = 0, at = 0; row < rows; row++) {
      const slope = slopes[row]!;
      for (let j = 0; j < secondSize; j++, at++) if (second[at]! > 0) bySecond[at] = slope * last[j]! * kept;
    }
    const byFirst = this.multiply(bySecond, transpose(weights[1], firstSize, secondSize), rows, secondSize, firstSize);
    for (let at = 0; at < byFirst.length; at++) byFirst[at] = first[at]! > 0 ? byFirst[at]! * kept : 0;
    const total = slopes.reduce((sum, slope) => sum + slope, 0);
    const byWeights = [
      this.multiply(transpose(inputs, rows, width), byFirst, width, rows, firstSize),
      this.multiply(transpose(first, rows, firstSize), bySecond, firstSize, rows, secondSize),
      weighedColumns(second, slopes, secondSize),
      weighedColumns(inputs, slopes, width),
    ];
    byWeights.forEach((slope, layer) => {
      const own = weights[layer]!;
      for (let i = 0; i < slope.length; i++) slope[i]! += 2 * decay * own[i]!;
    });
    return [...byWeights, sumColumns(byFirst, firstSize), sumColumns(bySecond, secondSize), Float32Array.of(total), Float32Array.of(total)];
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

function rectify(values: Float32Array, biases: Float32Array, mask: Float32Array | null): Float32Array {
  const columns = biases.length;
  for (let at = 0, column = 0; at < values.length; at++) {
    const value = values[at]! + biases[column]!;
    values[at] = value > 0 ? (mask ? value * mask[at]! : value) : 0;
    if (++column === columns) column = 0;
  }
  return values;
}

function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(matrix.length);
  for (let row = 0, at = 0; row < rows; row++) for (let column = 0; column < columns; column++, at++) turned[column * rows + row] = matrix[at]!;
  return turned;
}

/** Sum over the rows of each column, every row times its weight. */
function weighedColumns(matrix: Float32Array, weights: Float32Array, columns: number): Float32Array {
  const sums = new Float64Array(columns);
  const rows = weights.length;
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    const [a, b, c, d] = [weights[row]!, weights[row + 1]!, weights[row + 2]!, weights[row + 3]!];
    const first = row * columns;
    const [second, third, fourth] = [first + columns, first + 2 * columns, first + 3 * columns];
    for (let j = 0; j < columns; j++) sums[j] = sums[j]! + matrix[first + j]! * a + matrix[second + j]! * b + matrix[third + j]! * c + matrix[fourth + j]! * d;
  }
  for (let at = row * columns; row < rows; row++) for (let column = 0; column < columns; column++, at++) sums[column]! += matrix[at]! * weights[row]!;
  return Float32Array.from(sums);
}

function sumColumns(matrix: Float32Array, columns: number): Float32Array {
  return weighedColumns(matrix, new Float32Array(matrix.length / columns).fill(1), columns);
}
