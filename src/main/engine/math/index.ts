/** Numbers: statistics by their textbook names, seeded random, small linear algebra. */
export { createRandom, deriveSeed, randomOrder, shuffle, type Random } from './random';
export {
  averageRanks,
  distinctSorted,
  mean,
  median,
  pearson,
  quantile,
  quantileSorted,
  sampleSd,
  skewness,
  sortedNumbers,
  spearman,
  sum,
  type Numbers,
} from './statistics';
export { choleskyFactor, choleskySolve } from './linearAlgebra';
export { gaussLegendre, type QuadratureRule } from './quadrature';
export { studentTCumulative, studentTQuantile } from './studentT';
