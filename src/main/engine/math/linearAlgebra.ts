/** Small dense linear algebra on row-major Float64Array matrices. */
import { EngineError } from '@shared/contract/errors';

/** Lower Cholesky factor of a symmetric positive definite matrix (size x size). Throws `internal` where it is not. */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const own = column * size;
    let square = matrix[own + column]!;
    for (let k = 0; k < column; k++) square -= factor[own + k]! * factor[own + k]!;
    if (!(square > 0)) throw new EngineError('internal', 'The matrix is not positive definite.', { row: column });
    const root = Math.sqrt(square);
    factor[own + column] = root;
    let row = column + 1;
    // Four rows at once: each is a chain of sums in the same order, but the processor need not wait for one of them.
    for (; row + 3 < size; row += 4) {
      const first = row * size;
      const [second, third, fourth] = [first + size, first + 2 * size, first + 3 * size];
      let [a, b, c, d] = [matrix[first + column]!, matrix[second + column]!, matrix[third + column]!, matrix[fourth + column]!];
      for (let k = 0; k < column; k++) {
        const by = factor[own + k]!;
        a -= factor[first + k]! * by;
        b -= factor[second + k]! * by;
        c -= factor[third + k]! * by;
        d -= factor[fourth + k]! * by;
      }
      factor[first + column] = a / root;
      factor[second + column] = b / root;
      factor[third + column] = c / root;
      factor[fourth + column] = d / root;
    }
    for (; row < size; row++) {
      let value = matrix[row * size + column]!;
      for (let k = 0; k < column; k++) value -= factor[row * size + k]! * factor[own + k]!;
      factor[row * size + column] = value / root;
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
