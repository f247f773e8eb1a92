/** Eigenvalues and vectors of a small symmetric matrix by Jacobi's rotations. */

export interface SymmetricEigen {
  readonly values: readonly number[];
  /** vectors[k] belongs to values[k]. */
  readonly vectors: readonly (readonly number[])[];
}

export function symmetricEigen(matrix: readonly (readonly number[])[]): SymmetricEigen {
  const size = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = matrix.map((_, i) => matrix.map((__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 100; sweep++) {
    let off = 0;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) off += a[p]![q]! ** 2;
    if (off === 0) break;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, p, q);
  }
  return { values: a.map((row, i) => row[i]!), vectors: matrix.map((_, k) => v.map((row) => row[k]!)) };
}

function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const entry = a[p]![q]!;
  if (Math.abs(entry) < 1e-300) {
    a[p]![q] = a[q]![p] = 0;
    return;
  }
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * entry);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k]![p]!, a[k]![q]!];
    a[k]![p] = c * x - s * y;
    a[k]![q] = s * x + c * y;
  }
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[p]![k]!, a[q]![k]!];
    a[p]![k] = c * x - s * y;
    a[q]![k] = s * x + c * y;
    const [vx, vy] = [v[k]![p]!, v[k]![q]!];
    v[k]![p] = c * vx - s * vy;
    v[k]![q] = s * vx + c * vy;
  }
}
