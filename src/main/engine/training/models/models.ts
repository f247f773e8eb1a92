/** The models a race can hold: one file each, one line here. */
import type { ModelKind } from '@shared/areas/tracking';
import type { Algorithm } from './algorithm';
import { averageModel } from './average';
import { gradientBoostingModel } from './gradientBoosting';
import { groupMedianModel } from './groupMedian';
import { meanModel } from './mean';
import { medianModel } from './median';
import { neuralNetworkModel } from './neuralNetwork';
import { randomForestModel } from './randomForest';
import { ridgeModel } from './ridge';

export const algorithms: Readonly<Record<ModelKind, Algorithm>> = {
  mean: meanModel,
  median: medianModel,
  'group-median': groupMedianModel,
  ridge: ridgeModel,
  'random-forest': randomForestModel,
  'gradient-boosting': gradientBoostingModel,
  'neural-network': neuralNetworkModel,
  average: averageModel,
};
