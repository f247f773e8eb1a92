import { describe, expect, it } from 'vitest';
import { choleskySolve, createRandom } from '@engine/math';

describe('Cholesky', () => {
  it('solves what multiplies back', () => {
    const size = 12;
    const random = createRandom(1);
    const root = Float64Array.from({ length: size * size }, random.normal);
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) for (let k = 0; k < size; k++) matrix[i * size + j]! += root[i * size + k]! * root[j * size + k]!;
    for (let i = 0; i < size; i++) matrix[i * size + i]! += 0.1;
    const right = Float64Array.from({ length: size }, random.normal);
    const solution = choleskySolve(matrix, right, size);
    for (let i = 0; i < size; i++) {
      let back = 0;
      for (let j = 0; j < size; j++) back += matrix[i * size + j]! * solution[j]!;
      expect(back).toBeCloseTo(right[i]!, 8);
    }
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => choleskySolve(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1), 2)).toThrow('positive definite');
  });
});
