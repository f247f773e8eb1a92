/** The models a race can hold: one file each, one line here. */
import type { ModelKind } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import type { Algorithm, Combination, Learner } from './algorithm';
import { averageModel } from './average';
import { elasticNetModel } from './elasticNet';
import { gradientBoostingModel } from './gradientBoosting';
import { extraTreesModel } from './extraTrees';
import { groupMedianModel } from './groupMedian';
import { meanModel } from './mean';
import { medianModel } from './median';
import { nearestNeighboursModel } from './nearestNeighbours';
import { neuralNetworkModel } from './neuralNetwork';
import { ordinalBoostingModel } from './ordinalBoosting';
import { poissonModel } from './poisson';
import { randomForestModel } from './randomForest';
import { ridgeModel } from './ridge';
import { stackingModel } from './stacking';
import { tweedieModel } from './tweedie';
import { weightedAverageModel } from './weightedAverage';

export const algorithms: Readonly<Record<ModelKind, Algorithm>> = {
  mean: meanModel,
  median: medianModel,
  'group-median': groupMedianModel,
  ridge: ridgeModel,
  'elastic-net': elasticNetModel,
  poisson: poissonModel,
  tweedie: tweedieModel,
  'nearest-neighbours': nearestNeighboursModel,
  'random-forest': randomForestModel,
  'extra-trees': extraTreesModel,
  'gradient-boosting': gradientBoostingModel,
  'ordinal-boosting': ordinalBoostingModel,
  'neural-network': neuralNetworkModel,
  average: averageModel,
  'weighted-average': weightedAverageModel,
  stacking: stackingModel,
};

export function findLearner(kind: ModelKind): Learner {
  const algorithm = algorithms[kind];
  if ('fit' in algorithm) return algorithm;
  throw new EngineError('internal', 'A combination is put together from the fitted models of its race, not fitted by itself.', { kind });
}

export function findCombination(kind: ModelKind): Combination {
  const algorithm = algorithms[kind];
  if ('blend' in algorithm) return algorithm;
  throw new EngineError('internal', 'This model is fitted, not put together from others.', { kind });
}

/** What planning a race must know of a fit; null for combinations, which need none. */
export function fitNeeds(kind: ModelKind): Pick<Learner, 'cost' | 'lane' | 'needsSteps'> | null {
  const algorithm = algorithms[kind];
  return 'fit' in algorithm ? algorithm : null;
}

export function isOfTrees(kind: ModelKind): boolean {
  return algorithms[kind].isOfTrees ?? false;
}
