/** Small dense linear algebra on row-major Float64Array matrices. */
import { EngineError } from '@shared/contract/errors';

/** Lower Cholesky factor of a symmetric positive definite matrix (size x size). Throws `internal` where it is not. */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let value = matrix[row * size + column]!;
      const rowStart = row * size;
      const columnStart = column * size;
      for (let k = 0; k < column; k++) value -= factor[rowStart + k]! * factor[columnStart + k]!;
      if (row !== column) {
        factor[rowStart + column] = value / factor[columnStart + column]!;
        continue;
      }
      if (!(value > 0)) throw new EngineError('internal', 'The matrix is not positive definite.', { row });
      factor[rowStart + column] = Math.sqrt(value);
    }
  }
  return factor;
}

/** Solves matrix * x = right for a symmetric positive definite matrix. */
export function choleskySolve(matrix: Float64Array, right: Float64Array, size: number): Float64Array {
  const factor = choleskyFactor(matrix, size);
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    let value = solution[row]!;
    for (let k = 0; k < row; k++) value -= factor[row * size + k]! * solution[k]!;
    solution[row] = value / factor[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    let value = solution[row]!;
    for (let k = row + 1; k < size; k++) value -= factor[k * size + row]! * solution[k]!;
    solution[row] = value / factor[row * size + row]!;
  }
  return solution;
}
