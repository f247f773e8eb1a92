/** Baseline: the mean of the training rows, in the model's space. */
import { mean } from '@engine/math';
import type { Learner } from './algorithm';
import { constantParts, fittedConstant, restoreConstant } from './constant';

export const meanModel: Learner = {
  kind: 'mean',
  version: 1,
  cost: 0.01,
  settings: {},
  fit: ({ target }) => fittedConstant(mean(target) ?? 0),
  restore: (body) => restoreConstant(body, 'mean'),
  parts: (body) => constantParts(body, 'mean'),
};
