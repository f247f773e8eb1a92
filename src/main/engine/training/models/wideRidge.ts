/**
 * Ridge regression with more features than rows: the same weights from the products of rows, w = X'(XX' + penalty I)⁻¹y
 * with X and y centred (dual form, Saunders, Gammerman & Vovk 1998). Costs rows² * width + rows³ instead of width³.
 */
import { choleskySolve, mean } from '@engine/math';
import { dot } from './linearModel';

export interface WideRidge {
  /** Sum of squared errors of the rows outside, learned from the rows inside. */
  errorOf(inside: Int32Array, outside: Int32Array, penalty: number): number;
  /** From all rows. */
  weights(penalty: number): Float64Array;
}

/** `matrix` holds the features of each row of `target`, row by row. */
export function wideRidge(matrix: Float64Array, target: Float64Array, width: number): WideRidge {
  const rows = target.length;
  const products = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    const features = matrix.subarray(i * width, (i + 1) * width);
    for (let j = 0; j <= i; j++) products[i * rows + j] = products[j * rows + i] = dot(matrix, j * width, features);
  }

  /** Share of each row inside in the weights; they add to 0, so centring needs the mean product of each row only. */
  function solve(inside: Int32Array, penalty: number): { shares: Float64Array; means: Float64Array; centre: number } {
    const count = inside.length;
    const means = Float64Array.from(inside, (a) => inside.reduce((sum, b) => sum + products[a * rows + b]!, 0) / count);
    const all = mean(means) ?? 0;
    const centre = inside.reduce((sum, row) => sum + target[row]!, 0) / count;
    const centred = new Float64Array(count * count);
    for (let a = 0; a < count; a++) {
      for (let b = 0; b < count; b++) centred[a * count + b] = products[inside[a]! * rows + inside[b]!]! - means[a]! - means[b]! + all;
      centred[a * count + a]! += penalty;
    }
    return { shares: choleskySolve(centred, Float64Array.from(inside, (row) => target[row]! - centre), count), means, centre };
  }

  return {
    errorOf(inside, outside, penalty) {
      const { shares, means, centre } = solve(inside, penalty);
      return outside.reduce((sum, row) => {
        let answer = centre;
        for (let a = 0; a < inside.length; a++) answer += shares[a]! * (products[row * rows + inside[a]!]! - means[a]!);
        return sum + (target[row]! - answer) ** 2;
      }, 0);
    },
    weights(penalty) {
      const { shares } = solve(Int32Array.from({ length: rows }, (_, row) => row), penalty);
      const weights = new Float64Array(width);
      for (let row = 0; row < rows; row++) for (let i = 0; i < width; i++) weights[i]! += shares[row]! * matrix[row * width + i]!;
      return weights;
    },
  };
}
