/** Baseline: the median of the training rows. */
import { median } from '@engine/math';
import type { Learner } from './algorithm';
import { constantParts, fittedConstant, restoreConstant } from './constant';

export const medianModel: Learner = {
  kind: 'median',
  version: 1,
  cost: 0.01,
  settings: {},
  fit: ({ target }) => fittedConstant(median(target) ?? 0),
  restore: (body) => restoreConstant(body, 'median'),
  parts: (body) => constantParts(body, 'median'),
};
