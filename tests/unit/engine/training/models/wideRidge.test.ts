import { expect, test } from 'vitest';
import { wideRidge } from '@engine/training/models/wideRidge';

const rows = 40;
const width = 450;
const feature = (row: number, column: number): number => Math.sin((row + 1) * (column + 1) * 0.37) + Math.cos((row + 2) * (column + 3) * 0.11);
const matrix = Float64Array.from({ length: rows * width }, (_, i) => feature(Math.floor(i / width), i % width));
const target = Float64Array.from({ length: rows }, (_, row) => 3 + 2 * feature(row, 0) - feature(row, 5) + Math.sin(row));

// scikit-learn 1.9.1: Ridge(alpha=25).fit(X, y).coef_; and fitted on the first 30 rows, the squared errors of the last ten.
test('weights and held-out errors with more columns than rows are those of scikit-learn', () => {
  const ridge = wideRidge(matrix, target, width);
  const weights = ridge.weights(25);
  expect([0, 1, 2, 3, 449].map((column) => weights[column])).toEqual([0.24203198476611523, -0.05271468455149537, -0.027339697438735572, 0.005888538721377252, -0.0022158365145258587].map((value) => expect.closeTo(value, 10)));
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  expect(ridge.errorOf(all.subarray(0, 30), all.subarray(30), 25)).toBeCloseTo(72.3075287141263, 8);
});
