/**
 * Elastic net on given rows by coordinate descent with covariance updates (Friedman, Hastie & Tibshirani 2010): minimises
 * |y - b - Xw|² / (2 n) + alpha * (l1Ratio * |w|₁ + (1 - l1Ratio) / 2 * |w|²), the intercept b free, as scikit-learn does.
 */

export interface ElasticNet {
  /** The smallest alpha at which every weight is 0. */
  largestAlpha(l1Ratio: number): number;
  /** Moves `weights` to the minimum, from where they are. */
  solve(alpha: number, l1Ratio: number, weights: Float64Array, tolerance: number): void;
  interceptOf(weights: Float64Array): number;
}

const mostSweeps = 2000;

/** `matrix` is row-major with `width` columns; `rows` says which of its rows count. */
export function createElasticNet(matrix: Float64Array, target: Float64Array, width: number, rows: Int32Array): ElasticNet {
  const n = rows.length;
  const means = new Float64Array(width);
  let targetMean = 0;
  for (const row of rows) {
    targetMean += target[row]! / n;
    for (let j = 0; j < width; j++) means[j]! += matrix[row * width + j]! / n;
  }
  const cross = new Float64Array(width);
  const spread = new Float64Array(width);
  for (const row of rows) {
    const off = target[row]! - targetMean;
    for (let j = 0; j < width; j++) {
      const value = matrix[row * width + j]! - means[j]!;
      cross[j]! += (value * off) / n;
      spread[j]! += (value * value) / n;
    }
  }
  /** Covariances with the columns that have moved so far; the others are never needed. */
  const covariances: (Float64Array | undefined)[] = new Array<undefined>(width).fill(undefined);

  function covariance(of: number): Float64Array {
    const known = covariances[of];
    if (known) return known;
    const found = new Float64Array(width);
    for (const row of rows) {
      const start = row * width;
      const value = (matrix[start + of]! - means[of]!) / n;
      for (let j = 0; j < width; j++) found[j]! += value * matrix[start + j]!;
    }
    covariances[of] = found;
    return found;
  }

  return {
    largestAlpha: (l1Ratio) => cross.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / l1Ratio,
    solve(alpha, l1Ratio, weights, tolerance) {
      const slopes = Float64Array.from(cross);
      weights.forEach((weight, j) => {
        if (weight !== 0) covariance(j).forEach((value, k) => (slopes[k]! -= weight * value));
      });
      const move = (j: number): number => {
        const pull = slopes[j]! + spread[j]! * weights[j]!;
        const kept = Math.max(0, Math.abs(pull) - alpha * l1Ratio);
        const to = spread[j] === 0 || kept === 0 ? 0 : (Math.sign(pull) * kept) / (spread[j]! + alpha * (1 - l1Ratio));
        const by = to - weights[j]!;
        if (by === 0) return 0;
        weights[j] = to;
        const column = covariance(j);
        for (let k = 0; k < width; k++) slopes[k]! -= by * column[k]!;
        return Math.abs(by);
      };
      // Sweeps over all columns find who takes part; sweeps over those alone settle their weights.
      for (let sweep = 0; sweep < mostSweeps; ) {
        let furthest = 0;
        for (let j = 0; j < width; j++) furthest = Math.max(furthest, move(j));
        sweep++;
        if (furthest <= tolerance) return;
        for (; furthest > tolerance && sweep < mostSweeps; sweep++) {
          furthest = 0;
          for (let j = 0; j < width; j++) if (weights[j] !== 0) furthest = Math.max(furthest, move(j));
        }
      }
    },
    interceptOf: (weights) => weights.reduce((rest, weight, j) => rest - weight * means[j]!, targetMean),
  };
}
