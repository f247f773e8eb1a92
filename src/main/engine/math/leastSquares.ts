/** Least squares under constraints, from cross products: small problems, solved to the last digits by moving along coordinates. */

const mostSweeps = 10_000;
/** Ends when no coordinate moves by more, against the largest of them. */
const tolerance = 1e-13;

/**
 * The point of the simplex (no coordinate negative, their sum one) with the least `w' products w`: with the cross products
 * of several models' errors these are the weights of the best weighted mean. Moves mass between pairs (Platt 1998).
 * @param products size x size, symmetric and positive semidefinite.
 */
export function simplexLeastSquares(products: Float64Array, size: number): Float64Array {
  const weights = new Float64Array(size).fill(1 / size);
  const slopes = Float64Array.from(weights, (_, i) => weights.reduce((sum, weight, j) => sum + products[i * size + j]! * weight, 0));
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let furthest = 0;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < i; j++) {
        const bend = products[i * size + i]! + products[j * size + j]! - 2 * products[i * size + j]!;
        if (!(bend > 0)) continue;
        const move = Math.min(weights[j]!, Math.max(-weights[i]!, (slopes[j]! - slopes[i]!) / bend));
        if (move === 0) continue;
        weights[i]! += move;
        weights[j]! -= move;
        for (let k = 0; k < size; k++) slopes[k]! += move * (products[k * size + i]! - products[k * size + j]!);
        furthest = Math.max(furthest, Math.abs(move));
      }
    }
    if (furthest <= tolerance) break;
  }
  return weights;
}

/**
 * The x without negative coordinates that minimises x' products x - 2 x' cross (coordinate descent).
 * @param products size x size, symmetric and positive definite.
 */
export function nonNegativeLeastSquares(products: Float64Array, cross: Float64Array, size: number): Float64Array {
  const solution = new Float64Array(size);
  const slopes = Float64Array.from(cross);
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let furthest = 0;
    let largest = 0;
    for (let i = 0; i < size; i++) {
      const move = Math.max(-solution[i]!, slopes[i]! / products[i * size + i]!);
      solution[i]! += move;
      largest = Math.max(largest, solution[i]!);
      if (move === 0) continue;
      for (let k = 0; k < size; k++) slopes[k]! -= move * products[k * size + i]!;
      furthest = Math.max(furthest, Math.abs(move));
    }
    if (furthest <= tolerance * largest) break;
  }
  return solution;
}
