/** Numbers: statistics by their textbook names, seeded random, small linear algebra. */
export { createRandom, deriveSeed, randomOrder, shuffle, type Random } from './random';
export {
  averageRanks,
  distinctSorted,
  joinNumbers,
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
export { exp, expm1, log, log1p } from './elementary';
export { minimiseSmooth, type SmoothOptions } from './limitedMemory';
export { minimise, type Minimum, type SimplexOptions } from './nelderMead';
export { choleskyFactor, choleskySolve } from './linearAlgebra';
export { nonNegativeLeastSquares, simplexLeastSquares } from './leastSquares';
export { gaussLegendre, type QuadratureRule } from './quadrature';
export { studentTCumulative, studentTQuantile, studentTTwoSided } from './studentT';
export { betaCumulative, chiSquareSurvival, gammaCumulative, normalCumulative, normalSurvival } from './distributions';
export { fastNormalCumulative, normalQuantile } from './normal';
export { jensenShannonDivergence, relativeEntropy } from './divergence';
export { logChoose, logGamma } from './gamma';
export { kolmogorovSurvival, kolmogorovTwoSamplePValue } from './kolmogorov';
export { cramerVonMisesPValue } from './cramerVonMises';
export { symmetricEigen } from './symmetricEigen';
export { createMersenneTwister, type MersenneTwister } from './mersenneTwister';
